// Files that are not CSV, TSV or JSON: which they are, the end of their name says. What reads them is loaded when such
// a file is read.

import { existsSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { isArray } from "../data/view.js";
import type { NumpyArray } from "../npy/index.js";
import { type Column, Table } from "../table/index.js";
import { InputError } from "./errors.js";
import { bytesOfFile } from "./files.js";

/** What is wanted of a file: which columns, if not all, and as what. */
export interface Wanted {
  readonly types: Readonly<Record<string, "number" | "text">>;
  readonly columns?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  /** Whether it is read for a model that is there already. */
  readonly isForModel?: boolean;
}

interface Format {
  whole(file: string, wanted: Wanted): Promise<Table>;
  /** Tables of so many rows each. */
  batches(file: string, wanted: Wanted, rows: number): AsyncIterable<Table>;
}

const optionsOf = ({ types, columns, ignore }: Wanted) => ({ types, columns, ignore });

const arrow: Format = {
  whole: async (file, wanted) => (await import("../arrow/index.js")).readArrow(file, optionsOf(wanted)),
  async *batches(file, wanted, rows) {
    yield* (await import("../arrow/index.js")).arrowBatches(file, { ...optionsOf(wanted), rows });
  },
};

const parquet: Format = {
  whole: async (file, wanted) => (await import("../parquet/index.js")).readParquet(file, optionsOf(wanted)),
  async *batches(file, wanted, rows) {
    yield* (await import("../parquet/index.js")).parquetBatches(file, { ...optionsOf(wanted), rows });
  },
};

/** A format whose files are read as a whole, whatever is wanted of them. */
function inMemory(read: Format["whole"]): Format {
  const whole: Format["whole"] = async (file, wanted) =>
    (await read(file, wanted)).without(...(wanted.ignore ?? []));
  return {
    whole,
    async *batches(file, wanted, rows) {
      const table = await whole(file, wanted);
      for (let from = 0; from < table.rows; from += rows) {
        const count = Math.min(rows, table.rows - from);
        yield table.take(Array.from({ length: count }, (_, i) => from + i));
      }
    },
  };
}

const npy = inMemory(async (file) => {
  const { readNpy } = await import("../npy/index.js");
  return new Table(columnsOf("x", await readNpy(bytesOfFile(file))));
});

const npz = inMemory(async (file) => {
  const { readNpz } = await import("../npy/index.js");
  const arrays = Object.entries(await readNpz(bytesOfFile(file)));
  return new Table(arrays.flatMap(([name, array]) => columnsOf(name, array)));
});

/** Images have their labels in a file beside them, as MNIST has. */
const idx = inMemory(async (file) => {
  const { readIdx } = await import("../npy/index.js");
  const array = await readIdx(bytesOfFile(file));
  if (array.shape.length === 1) return new Table(columnsOf("label", array));
  const beside = file.replace("images", "labels").replace("idx3", "idx1");
  const hasLabels = beside !== file && existsSync(beside);
  const labels = hasLabels ? columnsOf("label", await readIdx(bytesOfFile(beside))) : [];
  return new Table([...columnsOf("x", array), ...labels]);
});

/** A dense table has room for so many numbers. */
const MOST_NUMBERS = 2 ** 27;

const svmlight = inMemory(async (file, { columns }) => {
  const { readSvmlight } = await import("../svmlight/index.js");
  const bytes = bytesOfFile(file);
  const text = new TextDecoder().decode(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
  const places = columns?.flatMap((name) => /^x_(\d+)$/.exec(name)?.[1] ?? []).map(Number);
  const { X, y } = readSvmlight(text, places?.length ? { cols: Math.max(...places) + 1 } : {});
  const { rows, cols } = X;
  if (rows * cols > MOST_NUMBERS) {
    throw new InputError(
      `${file} would be ${rows}×${cols} numbers as a table, which is too many; svmlightBatches of rosenblatt/svmlight keeps them sparse`,
    );
  }
  const dense = Array.from({ length: cols }, () => new Float64Array(rows));
  for (let i = 0; i < rows; i++) {
    for (let p = X.indptr[i] as number; p < (X.indptr[i + 1] as number); p++) {
      (dense[X.indices[p] as number] as Float64Array)[i] = X.data[p] as number;
    }
  }
  return new Table([
    ...numberedNames(cols).map((name, j): [string, Column] => [name, dense[j] as Float64Array]),
    ["label", Float64Array.from(y)],
  ]);
});

/** An array as columns: of one dimension one, called as it is; of several one for each number of a row. */
function columnsOf(name: string, array: NumpyArray): [string, Column | string[]][] {
  if (isArray(array.data)) return [[name, array.labels() as string[]]];
  const { data, rows, cols } = array.matrix();
  const columnOf = (j: number) => Float64Array.from({ length: rows }, (_, i) => data[i * cols + j] as number);
  if (array.shape.length < 2) return [[name, columnOf(0)]];
  return numberedNames(cols, name).map((numbered, j) => [numbered, columnOf(j)]);
}

/** What the columns of data without names are called. */
export const numberedNames = (count: number, name = "x"): string[] =>
  Array.from({ length: count }, (_, j) => `${name}_${j}`);

/** Whose labels come first, without a header. */
export const SVMLIGHT = /\.(svm|svmlight|libsvm)(\.gz)?$/i;

const FORMATS: readonly (readonly [RegExp, Format])[] = [
  [/\.(arrows?|feather|ipc)$/i, arrow],
  [/\.(parquet|pq)$/i, parquet],
  [/\.npy(\.gz)?$/i, npy],
  [/\.npz$/i, npz],
  [/(\.idx|-ubyte)(\.gz)?$/i, idx],
  [SVMLIGHT, svmlight],
];

/** undefined for text with a delimiter and JSON, which are recognised by what is in them. */
export const formatOf = (file: string): Format | undefined =>
  FORMATS.find(([ending]) => ending.test(file))?.[1];
