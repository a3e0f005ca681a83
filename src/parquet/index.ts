export type { TypedBatchOptions, TypedTableOptions } from "../table/typed-columns.js";
export {
  type AsyncBufferLike,
  type ParquetSource,
  parquetBatches,
  readParquet,
  type UrlLike,
} from "./read.js";
