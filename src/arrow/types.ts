// What is used of apache-arrow, by its shape: tables of any release of it, and of whoever brings one, are alike in that.

/** The type of a column; the numbers of types are those of Arrow's format (Schema.fbs). */
export interface ArrowType {
  readonly typeId: number;
  /** Of integers, in bits. */
  readonly bitWidth?: number;
  /** Of floats: 0 for 16 bits, 1 for 32, 2 for 64. */
  readonly precision?: number;
  /** Of times: 0 for seconds, 1 for milliseconds, 2 for microseconds, 3 for nanoseconds. */
  readonly unit?: number;
  /** Of decimals: how many digits stand behind the point. */
  readonly scale?: number;
  /** Of dictionaries: the type of what is in them. */
  readonly dictionary?: ArrowType;
  toString(): string;
}

/** A piece of a column, with the memory that it lies in. */
export interface ArrowData {
  readonly length: number;
  readonly values?: ArrayLike<number | bigint>;
  /** Of texts: where each begins, and where the last ends. */
  readonly valueOffsets?: ArrayLike<number | bigint>;
  readonly dictionary?: ArrowVector;
}

export interface ArrowVector {
  readonly type: ArrowType;
  readonly length: number;
  readonly nullCount: number;
  readonly data: readonly ArrowData[];
  get(index: number): unknown;
  isValid(index: number): boolean;
  toArray(): unknown;
}

/** What has Arrow's columns: their names and types. */
export interface ArrowSchemaLike {
  readonly fields: readonly { readonly name: string }[];
}

/** A RecordBatch of apache-arrow. */
export interface ArrowBatchLike {
  readonly schema: ArrowSchemaLike;
  readonly numRows: number;
  getChildAt(index: number): unknown;
}

/** A Table of apache-arrow, of any release of it. */
export interface ArrowTableLike {
  readonly schema: ArrowSchemaLike;
  readonly batches: readonly ArrowBatchLike[];
}

/** A RecordBatchReader of apache-arrow. */
export interface ArrowReaderLike {
  readonly schema: ArrowSchemaLike;
  open(): unknown;
  isFile(): boolean;
}
