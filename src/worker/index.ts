// rosenblatt/worker: re-exports, nothing else.

export { close } from "./client.js";
export type { WorkerFitOptions, WorkerOptions } from "./options.js";
export { Perceptron } from "./perceptron.js";
