// The texts of rosenblatt/threads and rosenblatt/worker, of workers that do as little as each of them takes.
import { KindError, StateError } from "../../../src/base/errors.js";
import { matmul } from "../../../src/index.js";
import { KERNEL_THREW, type PoolWorkerInit, SLOT } from "../../../src/threads/control-block.js";
import { useThreads } from "../../../src/threads/index.js";
import { close, Perceptron } from "../../../src/worker/index.js";
import { wrong } from "../../support/refusals.js";
import { OriginalWorker, workerThreads } from "../../support/spawned-workers.js";
import { rejected } from "./table.js";

class IdleWorker {
  listener = (): void => {};
  on(_event: "message", listener: () => void): void {
    this.listener = listener;
  }
  once(): void {}
  ref(): void {}
  unref(): void {}
  terminate(): void {}
  postMessage(message: unknown): void {
    structuredClone(message); // throws for what cannot be sent
  }
}

class ClosedWorker extends IdleWorker {
  override postMessage(): void {
    queueMicrotask(close);
  }
}

class AbsentWorker extends IdleWorker {
  constructor() {
    super();
    throw new Error("not here");
  }
}

/** A thread whose first call is over before it begins, and has failed. */
class FailingThread extends IdleWorker {
  override postMessage({ memory, slot }: PoolWorkerInit): void {
    const words = new Int32Array(memory.buffer, slot, SLOT.words);
    words[SLOT.completed] = 1;
    words[SLOT.result] = KERNEL_THREW;
    queueMicrotask(this.listener);
  }
}

/** What a call ends with whose workers are of the class given. */
async function spawning<R>(WorkerClass: new () => object, call: () => Promise<R>): Promise<R> {
  workerThreads.Worker = WorkerClass as never;
  try {
    return await call();
  } finally {
    workerThreads.Worker = OriginalWorker;
    close();
  }
}

const fitted = (y: unknown) => new Perceptron().fit([[0], [1]], wrong(y));
rejected(StateError, "WORKER_DIED", {
  "matmul: a thread of the pool ended in the middle of this call; nothing was changed, and another takes its place":
    () =>
      spawning(FailingThread, async () => {
        const threads = await useThreads(2);
        const A = { data: new Float32Array(2 ** 18), rows: 512, cols: 512 };
        try {
          return matmul(A, A);
        } finally {
          threads.close();
        }
      }),
  "Perceptron.fit: the worker ended in the middle of this call (it was closed); the model is as it was committed last, and the next call starts another":
    () => spawning(ClosedWorker, () => fitted([0, 1])),
});
rejected(StateError, "NO_WORKER", {
  "Perceptron.fit: no worker could be started: not here; the root's fitAsync needs none": () =>
    spawning(AbsentWorker, () => fitted([0, 1])),
});
rejected(KindError, "NOT_SENDABLE", {
  "Perceptron.fit: () => 1 could not be cloned; a worker takes numbers, strings, arrays and typed arrays":
    () => spawning(IdleWorker, () => fitted([() => 1])),
});
