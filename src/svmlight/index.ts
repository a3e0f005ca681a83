export { type BatchOptions, type Chunks, svmlightBatches } from "./batches.js";
export type { MultilabelData, SparseMatrix, SvmlightData } from "./data.js";
export { type ReadOptions, readSvmlight } from "./read.js";
export { type WriteOptions, writeSvmlight } from "./write.js";
