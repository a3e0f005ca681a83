export type { TypedBatchOptions, TypedTableOptions } from "../table/typed-columns.js";
export type { AsyncBufferLike } from "./file.js";
export {
  type ParquetSource,
  parquetBatches,
  readParquet,
  type UrlLike,
} from "./read.js";
