// A worker of the pool: it waits at its slot of the board and runs the kernels that it is asked for, until it is
// terminated. Runs in a Web Worker and in a worker_thread of Node.

import { ownPort } from "../base/thread.js";
import { CALLS, FAILED, type Kernel, perform, SLOT, SPINS, type Start } from "./board.js";

function serve({ module, memory, slot }: Start): void {
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as Record<string, Kernel>;
  const words = new Int32Array(memory.buffer, slot, SLOT.words);
  for (let seen = 0; ; ) {
    for (let spin = 0; Atomics.load(words, SLOT.asked) === seen; spin++) {
      if (spin >= SPINS) Atomics.wait(words, SLOT.asked, seen);
    }
    seen = Atomics.load(words, SLOT.asked);
    const call = CALLS[words[SLOT.call] as number];
    if (call === undefined) return;
    try {
      words[SLOT.result] = perform(call, kernels[call] as Kernel, [
        ...words.subarray(SLOT.arguments, SLOT.result),
      ]);
    } catch {
      words[SLOT.result] = FAILED;
    }
    Atomics.store(words, SLOT.answered, seen);
    Atomics.notify(words, SLOT.answered);
  }
}

const port = ownPort();
port.onmessage = ({ data }) => {
  port.postMessage("ready");
  serve(data as Start);
};
