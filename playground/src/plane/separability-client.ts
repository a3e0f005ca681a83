import type { PointSet } from "../data/points";
import type { InputChoice } from "./inputs";
import type { SeparabilityReport } from "./separability";

/** Runs separability tests in a worker of their own; a new test terminates the one before. */
export class SeparabilityClient {
  #worker: Worker | null = null;

  /**
   * @param choice  what the perceptron is given of each point
   * @returns  null for fewer than two classes
   */
  test(points: PointSet, joint: boolean, choice: InputChoice): Promise<SeparabilityReport | null> {
    this.cancel();
    const worker = new Worker(new URL("./separability.worker.ts", import.meta.url), { type: "module" });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<SeparabilityReport | null>) => {
        worker.terminate();
        resolve(data);
      };
      worker.onerror = ({ message }) => reject(new Error(message || "the worker did not start"));
      worker.postMessage({ points, joint, choice });
    });
  }

  cancel(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
