export type { SavedTransformer, Transformed, Transformer, TransformerClass } from "../data/transformer.js";
export { type Cell, type Column, type ColumnInput, Table, type TextColumn } from "./table.js";
