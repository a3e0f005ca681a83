// The script of a worker of the pool, in a Web Worker or a worker_thread: it waits at its slot of the control
// block and runs the kernels that are issued there, until it is terminated.

import { parentPort } from "../base/spawn-worker.js";
import {
  KERNEL_THREW,
  type KernelFunction,
  type PoolWorkerInit,
  runKernel,
  SLOT,
  SPIN_LIMIT,
  WORKER_KERNELS,
} from "./control-block.js";

function runIssuedKernels({ module, memory, slot }: PoolWorkerInit): void {
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as Record<
    string,
    KernelFunction
  >;
  const words = new Int32Array(memory.buffer, slot, SLOT.words);
  for (let completed = 0; ; ) {
    for (let spin = 0; Atomics.load(words, SLOT.issued) === completed; spin++) {
      if (spin >= SPIN_LIMIT) Atomics.wait(words, SLOT.issued, completed);
    }
    completed = Atomics.load(words, SLOT.issued);
    Atomics.store(words, SLOT.begun, completed);
    const name = WORKER_KERNELS[words[SLOT.kernel] as number];
    if (name === undefined) return;
    try {
      const args = [...words.subarray(SLOT.arguments, SLOT.result)];
      words[SLOT.result] = runKernel(name, kernels[name] as KernelFunction, args);
    } catch {
      words[SLOT.result] = KERNEL_THREW;
    }
    Atomics.store(words, SLOT.completed, completed);
    Atomics.notify(words, SLOT.completed);
  }
}

const port = parentPort();
port.onmessage = ({ data }) => {
  port.postMessage("ready");
  runIssuedKernels(data as PoolWorkerInit);
};
