// rosenblatt/worker: the roof. Re-exports, nothing else.

export { close } from "./link.js";
export { Perceptron, type WorkerOptions } from "./perceptron.js";
