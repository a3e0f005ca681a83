// An AbortSignal, a Blob and a Response, of the DOM or of Node.
import { Perceptron } from "rosenblatt";
import { readTable, type Table } from "rosenblatt/table";
import * as worker from "rosenblatt/worker";

export async function abortable(): Promise<void> {
  const controller = new AbortController();
  await new Perceptron().fitAsync([[0], [1]], [0, 1], { signal: controller.signal });
  await new worker.Perceptron().fit([[0], [1]], [0, 1], { signal: AbortSignal.timeout(1000) });
}

export const tables = (file: Blob, page: Response): Promise<Table[]> =>
  Promise.all([readTable(file), readTable(page), readTable(file.stream())]);
