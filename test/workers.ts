// Looks on while worker_threads are started, so that a test can wait for one or end it.
import { afterAll, beforeAll } from "vitest";

type Worker = import("node:worker_threads").Worker;

export const workerThreads = process.getBuiltinModule("node:worker_threads");
export const RealWorker = workerThreads.Worker;

/** Every worker that is started in this file, in order; `onStart` sees each before anything can happen to it. */
export function startedWorkers(onStart: (worker: Worker) => void = () => {}): Worker[] {
  const started: Worker[] = [];
  beforeAll(() => {
    workerThreads.Worker = class extends RealWorker {
      constructor(...call: ConstructorParameters<typeof RealWorker>) {
        super(...call);
        started.push(this);
        onStart(this);
      }
    };
  });
  afterAll(() => {
    workerThreads.Worker = RealWorker;
  });
  return started;
}
