import type { PointSet } from "../data/points";
import type { Verdict } from "./verdict";

/** Asks the worker for verdicts; a question that is no longer wanted ends with its worker. */
export class VerdictLink {
  #worker: Worker | null = null;

  /** @returns null for fewer than two classes */
  ask(points: PointSet, joint: boolean): Promise<Verdict | null> {
    this.cancel();
    const worker = new Worker(new URL("./verdict.worker.ts", import.meta.url), { type: "module" });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Verdict | null>) => {
        worker.terminate();
        resolve(data);
      };
      worker.onerror = ({ message }) =>
        reject(new Error(message || "the worker of the verdict did not start"));
      worker.postMessage({ points, joint });
    });
  }

  cancel(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
