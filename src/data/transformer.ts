import type { Matrix, SparseInput } from "./view.js";

/** What a transformer makes of its input, and a classifier takes as X: a row for each row, dense or sparse. */
export type Transformed = Matrix | SparseInput;

/**
 * A step of a pipeline before the last (scikit-learn's transformer): it learns from an input, and turns an input of the
 * same kind into samples.
 */
export interface Transformer<Input = never, Row = never> {
  /**
   * Learns anew, from all rows.
   *
   * @param input  what it takes
   * @param y      labels [n], or targets [n×k] of 0 and 1
   */
  fit(input: Input, y?: unknown): this;
  /** Learns from some of the rows; all batches in turn teach what `fit` of all rows does, to the bit. @param input  a batch of them */
  partialFit?(input: Input): this;
  /** Samples [n×d] of n rows; the same bits however the rows are batched. @param input  what it takes */
  transform(input: Input): Transformed;
  /** The sample [d] of one row. @param row  the row */
  transformOne?(row: Row): ArrayLike<number>;
  /** What each column of the samples is [d]. */
  readonly featureNames?: readonly string[];
  /** All that was learned. */
  toJSON(): Pick<SavedTransformer, "format" | "version">;
}

/** What `toJSON` of a transformer writes. */
export interface SavedTransformer {
  /** "rosenblatt." and the name of the class. */
  format: string;
  /** Of the format. */
  version: number;
  /** What else the transformer has to keep. */
  [part: string]: unknown;
}

/** The class of a transformer, which reads what its instances have saved. */
export interface TransformerClass {
  /** The format of the files that it reads. */
  readonly format: string;
  /** The transformer of a file. @param saved  what its `toJSON` gave */
  fromJSON(saved: never): Transformer;
}
