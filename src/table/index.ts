export type { SavedTransformer, Transformed, Transformer, TransformerClass } from "../data/transformer.js";
export type { EncodedType, TableEncoderOptions } from "./encoder/options.js";
export {
  type ColumnSummary,
  TableEncoder,
  type TableEncoderJSON,
  type TableRecord,
} from "./encoder/table-encoder.js";
export type { TableBatchOptions, TableOptions } from "./options.js";
export { readTable, tableBatches } from "./read-table.js";
export type { BlobLike, ByteSource, ReadableStreamLike, ResponseLike, TableSource } from "./source.js";
export {
  type Cell,
  type Column,
  type ColumnInput,
  Table,
  type TableOrigin,
  type TextColumn,
} from "./table.js";
