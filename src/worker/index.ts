// rosenblatt/worker: re-exports, nothing else.

export { calibrateInWorker, WorkerCalibratedModel } from "./calibrated-model.js";
export { close } from "./client.js";
export type { WorkerFitOptions, WorkerOptions } from "./options.js";
export { Perceptron } from "./perceptron.js";
