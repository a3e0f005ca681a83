export { type LoadedModel, loadModel, type StepLoader } from "./load-model.js";
