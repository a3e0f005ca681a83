// A coordinator as a process of its own: node coordinator-process.mjs SOURCE SERVER OPTIONS RESULT
import { renameSync, writeFileSync } from "node:fs";
import { queue, train } from "../../dist/cluster/index.js";

const [source, server, options, result] = process.argv.slice(2);
const executor = await queue(JSON.parse(server));
console.log("ready");
const onEpoch = ({ epoch }) => console.log(`epoch ${epoch}`);
const store = {
  ...executor.store,
  commit(key, bytes) {
    console.log("commit");
    return executor.store.commit(key, bytes);
  },
};
const model = await train(source, { ...JSON.parse(options), executor, store, onEpoch });
writeFileSync(`${result}.part`, JSON.stringify(model));
renameSync(`${result}.part`, result);
await executor.close();
