// Tables of apache-arrow, and files of Arrow that polars wrote.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Table as ArrowTable,
  type Data,
  Decimal,
  Dictionary,
  Field,
  Int32,
  makeData,
  makeVector,
  RecordBatch,
  RecordBatchReader,
  Schema,
  Struct,
  TimestampMicrosecond,
  TimestampNanosecond,
  tableFromArrays,
  tableFromIPC,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { describe, expect, it, vi } from "vitest";
import { arrowBatches, readArrow } from "../../src/arrow/index.js";
import { Perceptron } from "../../src/index.js";
import { Table, TableEncoder, type TextColumn } from "../../src/table/index.js";
import { collected } from "../support/collected.js";
import { valuesOf } from "../support/tables.js";
import { arrowFiles, many, names, rows } from "../support/typed-files.js";

const [, [, lz4]] = arrowFiles as [unknown, [string, Uint8Array<ArrayBuffer>]];
const wholes = { n: Float64Array.of(1, 2, 3), s: ["a", "b", "a"] };

/** Batches of 2, 1 and 2 rows. */
const parts = (): ArrowTable => {
  const batch = (n: number[], s: string[]): RecordBatch =>
    tableFromArrays({ n: Float64Array.from(n), s: vectorFromArray(s, new Utf8()) as never })
      .batches[0] as RecordBatch;
  return new ArrowTable([batch([1, 2], ["a", "b"]), batch([3], ["c"]), batch([4, 5], ["a", "a"])]);
};

async function withFile<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "arrow-"));
  try {
    writeFileSync(join(folder, "a.arrow"), bytes);
    return await use(join(folder, "a.arrow"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("readArrow", () => {
  it.each(arrowFiles)("reads what polars wrote: %s", async (_, file) => {
    const table = await readArrow(file);
    expect(table.names).toEqual(names);
    expect(valuesOf(table)).toEqual(rows);
  });

  it("a table without rows whose dictionary has no texts, and so no offsets: one fewer than none", async () => {
    const type = new Dictionary(new Utf8(), new Int32());
    const empty = new ArrowTable({ s: vectorFromArray([], type) as never });
    for (const format of ["file", "stream"] as const) {
      const table = await readArrow(tableToIPC(empty, format));
      expect([table.names, table.rows]).toEqual([["s"], 0]);
    }
  });

  it("unpacks LZ4 whose matches reach into other blocks, and into what they make (a copy of whole runs would differ)", async () => {
    const table = await readArrow(many.arrow);
    expect(table.rows).toBe(5000);
    expect(valuesOf(table.take([0, 1, 2, 4999]))).toEqual([
      [0, "red", "true"],
      [7, "green", "false"],
      [14, "blue", "true"],
      [93, "green", "false"],
    ]);
    expect((table.column("n") as Float64Array).every((n, i) => n === (i * 7) % 100)).toBe(true);
  });

  it("takes bytes, parts, a Blob, a stream, a path, a reader, a Table and a batch", async () => {
    const table = tableFromIPC(arrowFiles[0]?.[1]);
    const sources = [
      ...[lz4, lz4.buffer, new Blob([lz4]), new Blob([lz4]).stream(), new Response(lz4)],
      ...[[lz4.subarray(0, 9), lz4.subarray(9)], RecordBatchReader.from(lz4), table, table.batches[0]],
    ];
    for (const source of sources) expect(valuesOf(await readArrow(source as never))).toEqual(rows);
    await withFile(lz4, async (path) => expect(valuesOf(await readArrow(path))).toEqual(rows));
  });

  it("leaves doubles where they are, in a table and in bytes, unless one is missing", async () => {
    const table = tableFromArrays(wholes);
    const column = (await readArrow(table)).column("n") as Float64Array;
    expect(column.buffer).toBe(table.getChild("n")?.toArray().buffer);
    const file = tableToIPC(table);
    expect(((await readArrow(file)).column("n") as Float64Array).buffer).toBe(file.buffer);
    const values = Float64Array.of(1, 2, 3);
    const data = makeData({ type: makeVector(values).type, nullBitmap: Uint8Array.of(0b101), data: values });
    const missing = new ArrowTable({ n: makeVector(data as Data<never>) });
    expect((await readArrow(missing)).column("n")).toEqual(Float64Array.of(1, Number.NaN, 3));
    expect(values).toEqual(Float64Array.of(1, 2, 3));
  });

  it("lets no time come before it is there, in a dictionary or not (apache-arrow's doubles of milliseconds would)", async () => {
    const times = (type: TimestampMicrosecond | TimestampNanosecond, ...data: bigint[]) =>
      makeVector(makeData({ type: type as never, data: BigInt64Array.from(data) as never }));
    const ns = times(new TimestampNanosecond(), -1n, 1_704_067_199_999_999_999n);
    const indices = { type: new Dictionary(ns.type, new Int32()), data: Int32Array.of(1, 1), dictionary: ns };
    const us = times(new TimestampMicrosecond(), 0n, -19_942_524_361_090_001n);
    const table = await readArrow(new ArrowTable({ ns, us, coded: makeVector(makeData(indices)) as never }));
    expect(valuesOf(table)).toEqual([
      ["1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z", "2023-12-31T23:59:59.999Z"],
      ["2023-12-31T23:59:59.999Z", "1338-01-17T17:53:58.909Z", "2023-12-31T23:59:59.999Z"],
    ]);
  });

  it("makes texts and codes of a dictionary, each text once though blanks told two apart", async () => {
    const table = new ArrowTable({ s: vectorFromArray(["b", "a", null, "a ", "b"]) });
    expect((await readArrow(table)).column("s")).toEqual({
      dictionary: ["b", "a", ""],
      codes: Uint32Array.of(0, 1, 2, 1, 0),
    });
  });

  it("reads the columns that are asked for, as what is asked for, and leaves out an index of pandas", async () => {
    const table = tableFromArrays({ ...wholes, __index_level_0__: Int32Array.of(0, 1, 2) });
    const read = await readArrow(table);
    expect([read.names, read.notes]).toEqual([
      ["n", "s"],
      ['"__index_level_0__" is an index of pandas; it is left out'],
    ]);
    expect((await readArrow(table, { columns: ["s", "__index_level_0__"] })).names).toEqual([
      "s",
      "__index_level_0__",
    ]);
    expect((await readArrow(table, { ignore: ["s"] })).names).toEqual(["n"]);
    const told = await readArrow(tableFromArrays({ id: BigInt64Array.of(9007199254740993n), n: ["1.5"] }), {
      types: { id: "text", n: "number" },
    });
    expect(told.record(0)).toEqual({ id: "9007199254740993", n: 1.5 });
  });

  // As databases write identifiers: who divides by 10⁰ in doubles makes 9007199254740992 of it.
  it("keeps or refuses a decimal without a fraction that no double is, as an integer", async () => {
    const digits = new Uint32Array(new BigUint64Array([9007199254740993n, 0n]).buffer);
    const id = makeVector(makeData({ type: new Decimal(0, 38, 128), data: digits, length: 1 }));
    const table = new ArrowTable({ id });
    expect((await readArrow(table, { types: { id: "text" } })).record(0)).toEqual({ id: "9007199254740993" });
    await expect(readArrow(table)).rejects.toThrow('row 1: "id" is 9007199254740993, which no double is');
  });

  it("gives the encoder what it takes: samples as of the same table by hand", async () => {
    const read = await readArrow(lz4);
    const columns = names.map((name, j) => [name, rows.map((row) => row[j] ?? null)] as const);
    const byHand = new Table(columns as never);
    const types = { n: "ignore" } as const;
    const samples = (table: Table) => new TableEncoder({ types }).fit(table).transform(table);
    expect(samples(read)).toEqual(samples(byHand));
    const X = new TableEncoder({ ignore: ["n", "b"] }).fit(read).transform(read.take([0, 1, 3, 4, 5]));
    const y = read.take([0, 1, 3, 4, 5]).labels("b") as string[];
    expect(new Perceptron().fit(X, y).score(X, y)).toBe(1);
  });
});

describe("arrowBatches", () => {
  const shown = async (batches: AsyncIterable<Table>): Promise<unknown[]> =>
    (await collected(batches)).map((table) => [valuesOf(table), table.lineOf(0)]);
  const read = [
    [1, "a"],
    [2, "b"],
    [3, "c"],
    [4, "a"],
    [5, "a"],
  ];

  it("gives the batches as they are, or so many rows each, of a table, a stream and a path", async () => {
    const file = tableToIPC(parts(), "file");
    await withFile(file, async (path) => {
      for (const source of [parts(), file, tableToIPC(parts(), "stream"), path]) {
        expect(await shown(arrowBatches(source))).toEqual([
          [read.slice(0, 2), 1],
          [read.slice(2, 3), 3],
          [read.slice(3), 4],
        ]);
        expect(await shown(arrowBatches(source, { rows: 3 }))).toEqual([
          [read.slice(0, 3), 1],
          [read.slice(3), 4],
        ]);
      }
    });
  });

  it("joins batches to one table, whose dictionary has each text once", async () => {
    const table = await readArrow(parts());
    expect(valuesOf(table)).toEqual(read);
    expect((table.column("s") as TextColumn).dictionary).toEqual(["a", "b", "c"]);
  });

  it("closes the file of a loop that is left", async () => {
    await withFile(tableToIPC(parts(), "file"), async (path) => {
      for await (const table of arrowBatches(path)) {
        expect(table.rows).toBe(2);
        break;
      }
    });
  });
});

it("reads a dictionary once, however many batches have it, and of it only what they use", async () => {
  const texts = Array.from({ length: 1000 }, (_, i) => `text ${i}`);
  const dictionary = vectorFromArray(texts, new Utf8());
  const type = new Dictionary(new Utf8(), new Int32());
  const schema = new Schema([new Field("s", type)]);
  const codes = Array.from({ length: 300 }, (_, i) => (i * 7) % 50);
  const batches = codes.map((code) => {
    const data = makeData({ type, length: 1, data: Int32Array.of(code), dictionary });
    return new RecordBatch(
      schema,
      makeData({ type: new Struct(schema.fields), length: 1, children: [data] }),
    );
  });
  const get = vi.spyOn(dictionary, "get");
  const { dictionary: read, codes: places } = (await readArrow({ schema, batches })).column(
    "s",
  ) as TextColumn;
  expect(Array.from(places, (place) => read[place])).toEqual(codes.map((code) => texts[code]));
  expect(get).toHaveBeenCalledTimes(50);
});
