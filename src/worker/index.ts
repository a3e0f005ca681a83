// rosenblatt/worker: re-exports, nothing else.

export { close } from "./client.js";
export type { WorkerOptions } from "./options.js";
export { Perceptron } from "./perceptron.js";
