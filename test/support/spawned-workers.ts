// Records the worker_threads that are spawned, so that a test can count them, wait for one or terminate it.
import { afterAll, beforeAll } from "vitest";

type Worker = import("node:worker_threads").Worker;

export const workerThreads = process.getBuiltinModule("node:worker_threads");
export const OriginalWorker = workerThreads.Worker;

/** Every worker that is spawned in this file, in order; `onSpawn` gets each before any of its events. */
export function recordSpawnedWorkers(onSpawn: (worker: Worker) => void = () => {}): Worker[] {
  const spawned: Worker[] = [];
  beforeAll(() => {
    workerThreads.Worker = class extends OriginalWorker {
      constructor(...args: ConstructorParameters<typeof OriginalWorker>) {
        super(...args);
        spawned.push(this);
        onSpawn(this);
      }
    };
  });
  afterAll(() => {
    workerThreads.Worker = OriginalWorker;
  });
  return spawned;
}
