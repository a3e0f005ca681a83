// TypeScript that is compiled to CommonJS: what every runtime does, and the worker.
import * as library from "rosenblatt";
import * as worker from "rosenblatt/worker";
import { far, train } from "./programs.cjs";

export async function main(): Promise<object> {
  await far(library, worker);
  worker.close();
  return train(library);
}
