export type { PipelineBatch, PipelineBatches } from "./blocks.js";
export type { LoadOptions, PipelineJSON } from "./file.js";
export { Pipeline } from "./pipeline.js";
export type { PipelineModel, PipelineStep, StepClass, Steps } from "./steps.js";
