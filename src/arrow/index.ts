export type { TypedBatchOptions, TypedTableOptions } from "../table/typed-columns.js";
export { type ArrowSource, arrowBatches, readArrow } from "./read.js";
export type { ArrowBatchLike, ArrowReaderLike, ArrowSchemaLike, ArrowTableLike } from "./types.js";
