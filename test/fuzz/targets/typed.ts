// Files of Arrow and Parquet that others wrote, with bytes that are changed: each is read, or refused by a typed error, at once.
import { arrowBatches, readArrow } from "../../../src/arrow/index.js";
import { parquetBatches, readParquet } from "../../../src/parquet/index.js";
import type { Table } from "../../../src/table/index.js";
import type { Random } from "../../support/random.js";
import { valuesOf } from "../../support/tables.js";
import { processorTime } from "../../support/thrown.js";
import { arrowFiles, encodedFiles, many, oddParquet, parquetFiles } from "../../support/typed-files.js";
import { claim, claimEqual, refusal, type Target, without } from "../target.js";

interface Input {
  readonly file: string;
  /** Bytes that are changed: where, and to what. */
  readonly bytes: readonly (readonly [number, number])[];
}

const files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = Object.fromEntries([
  ...arrowFiles.map(([name, file]) => [`arrow ${name}`, file]),
  ...parquetFiles.map(([name, file]) => [`parquet ${name}`, file]),
  ...encodedFiles.map(([name, file]) => [`parquet ${name}`, file]),
  ...Object.entries(oddParquet).map(([name, file]) => [`parquet odd ${name}`, file]),
  ["parquet many", many.parquet],
]);
const EDGES = [0, 1, 127, 128, 254, 255];
const counts = { read: 0, refused: 0 };

/** All rows, or the code of a typed error. */
async function outcome(read: () => AsyncIterable<Table> | Promise<Table>): Promise<unknown> {
  const began = processorTime();
  try {
    const given = read();
    const rows: unknown[] = [];
    for await (const table of given instanceof Promise ? [await given] : given) rows.push(...valuesOf(table));
    return rows;
  } catch (error) {
    return refusal(error).code;
  } finally {
    const ms = processorTime() - began;
    claim(ms < 3000, () => `a file took ${ms.toFixed(0)} ms`);
  }
}

export const typed: Target<Input> = {
  name: "typed",
  inputs: 9000,
  generate(random: Random) {
    const file = random.pick(Object.keys(files));
    const { length } = files[file] as Uint8Array;
    const bytes = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () => {
      const value = random.uniform() < 0.5 ? random.pick(EDGES) : random.integer(0, 255);
      return [random.integer(0, length - 1), value] as const;
    });
    return { file, bytes };
  },
  async check({ file, bytes }) {
    const changed = (files[file] as Uint8Array<ArrayBuffer>).slice();
    for (const [at, value] of bytes) changed[at] = value;
    const [read, batches] = file.startsWith("arrow")
      ? ([readArrow, arrowBatches] as const)
      : ([readParquet, parquetBatches] as const);
    const whole = await outcome(() => read(changed));
    counts[typeof whole === "string" ? "refused" : "read"]++;
    if (typeof whole !== "string")
      claimEqual(await outcome(() => batches(changed)), whole, "a table and its batches");
    return 1;
  },
  *shrink({ file, bytes }) {
    for (const fewer of without(bytes)) yield { file, bytes: fewer };
  },
  summary: () => `${counts.read} read, ${counts.refused} refused`,
};
