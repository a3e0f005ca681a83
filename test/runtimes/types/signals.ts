// An AbortSignal, of the DOM or of Node.
import { Perceptron } from "rosenblatt";
import * as worker from "rosenblatt/worker";

export async function abortable(): Promise<void> {
  const controller = new AbortController();
  await new Perceptron().fitAsync([[0], [1]], [0, 1], { signal: controller.signal });
  await new worker.Perceptron().fit([[0], [1]], [0, 1], { signal: AbortSignal.timeout(1000) });
}
