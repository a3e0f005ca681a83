// A worker as a process of its own: node worker-process.mjs OPTIONS
import { worker } from "../../dist/cluster/index.js";

const running = await worker(JSON.parse(process.argv[2]));
process.on("SIGTERM", () => running.close());
console.log("ready");
running.ended.catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
