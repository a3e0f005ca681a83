export { associationLayer } from "./association-layer.js";
export { calibrated, type LoadedCalibratedModel } from "./calibrated.js";
export { type CalibrationLoader, type LoadedModel, loadModel, type StepLoader } from "./load-model.js";
