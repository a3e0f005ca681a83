export { associationLayer } from "./association-layer.js";
export { calibrated } from "./calibrated.js";
export { type CalibrationLoader, type LoadedModel, loadModel, type StepLoader } from "./load-model.js";
