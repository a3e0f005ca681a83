// Stands between the tests, which wait for each command, and the process that runs it, which tells when it has ended.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

const { port, hasEnded, options } = workerData;
const child = fork(fileURLToPath(new URL("cli-process.mjs", import.meta.url)), options);
parentPort.on("message", (args) => child.send(args));

function tell(run) {
  port.postMessage(run);
  Atomics.store(hasEnded, 0, 1);
  Atomics.notify(hasEnded, 0);
}
child.on("message", tell);
child.on("exit", (status) => tell({ status, out: "", err: "the process itself has ended" }));
