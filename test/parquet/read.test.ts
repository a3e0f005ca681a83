// Files of Parquet that DuckDB, polars and pyarrow wrote.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parquetBatches, readParquet } from "../../src/parquet/index.js";
import { Table, TableEncoder } from "../../src/table/index.js";
import { collected } from "../support/collected.js";
import { valuesOf } from "../support/tables.js";
import {
  encodedFiles,
  encodedRows,
  many,
  names,
  oddParquet,
  parquetFiles,
  rows,
} from "../support/typed-files.js";

const [[, snappy]] = parquetFiles as [[string, Uint8Array<ArrayBuffer>]];

describe("readParquet", () => {
  it.each(parquetFiles)("reads what was written by %s", async (_, file) => {
    const table = await readParquet(file);
    expect(table.names).toEqual(names);
    expect(valuesOf(table)).toEqual(rows);
  });

  it.each(encodedFiles)(
    "reads differences, texts by what they share, and split bytes: %s",
    async (_, file) => {
      expect(valuesOf(await readParquet(file))).toEqual(encodedRows);
    },
  );

  it("takes a path, its URL, a Blob, parts, a Response and an AsyncBuffer", async () => {
    const folder = mkdtempSync(join(tmpdir(), "parquet-"));
    const path = join(folder, "a.parquet");
    writeFileSync(path, snappy);
    const buffer = {
      byteLength: snappy.length,
      slice: (start: number, end?: number) => snappy.buffer.slice(start, end),
    };
    const sources = [
      ...[path, pathToFileURL(path), new Blob([snappy]), buffer, snappy.buffer, new Response(snappy)],
      [snappy.subarray(0, 9), snappy.subarray(9)],
    ];
    for (const source of sources) expect(valuesOf(await readParquet(source))).toEqual(rows);
    rmSync(folder, { recursive: true });
  });

  describe("of an address", () => {
    afterEach(() => vi.unstubAllGlobals());

    it("asks for the parts that are wanted, and not for all", async () => {
      const asked: string[] = [];
      vi.stubGlobal("fetch", async (_url: string, { method, headers }: RequestInit = {}) => {
        const range = new Headers(headers).get("range");
        asked.push(method ?? range ?? "all");
        if (method === "HEAD")
          return new Response(null, { headers: { "content-length": `${many.parquet.length}` } });
        const [, from, to] = /bytes=(\d+)-(\d+)/.exec(range as string) as RegExpExecArray;
        return new Response(many.parquet.slice(Number(from), Number(to) + 1), { status: 206 });
      });
      const [first] = await collected(parquetBatches("https://example.org/a.parquet", { columns: ["b"] }));
      expect([first?.rows, asked.includes("all")]).toEqual([2048, false]);
    });
  });

  it("reads the columns that are asked for, as what is asked for, and leaves out an index of pandas", async () => {
    const pandas = await readParquet(oddParquet.pandas as Uint8Array);
    expect([pandas.names, pandas.notes.length]).toEqual([["n"], 1]);
    expect((await readParquet(snappy, { columns: ["s", "n"] })).names).toEqual(["s", "n"]);
    expect((await readParquet(snappy, { ignore: names.slice(1) })).names).toEqual(["n"]);
    // A column that has no numbers here need not be read.
    expect((await readParquet(oddParquet.list as Uint8Array, { ignore: ["v"] })).record(0)).toEqual({ n: 1 });
    const big = await readParquet(oddParquet.big as Uint8Array, { types: { v: "text" } });
    expect(big.record(0)).toEqual({ n: 1, v: "9007199254740993" });
  });

  it("reads UUIDs, columns without a value and files without a row", async () => {
    expect((await readParquet(oddParquet.uuid as Uint8Array)).record(0)).toEqual({
      v: "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
      n: 1,
    });
    expect((await readParquet(oddParquet.none as Uint8Array)).record(0).v).toBe(null);
    const empty = await readParquet(oddParquet.empty as Uint8Array);
    expect([empty.names, empty.rows]).toEqual([["n", "v"], 0]);
  });

  it("lets no time come before it is there, and rounds a decimal once (doubles of milliseconds and of digits would not)", async () => {
    expect((await readParquet(oddParquet.exact as Uint8Array)).record(0)).toEqual({
      n: 1,
      ns: "2023-12-31T23:59:59.999Z", // and 999,999 nanoseconds
      us: "1338-02-06T09:53:58.909Z", // and 999 microseconds
      d: Number("1.55794445172154830537e-12"),
      e: Number("-123456789012345678.9"),
      f: Number("-1234567890123.45678"),
    });
  });

  it("reads a column by LZ4 whose dictionary is empty (its package reads on behind the end)", async () => {
    expect(valuesOf(await readParquet(oddParquet.lz4 as Uint8Array))).toEqual([
      [1, null],
      [2, null],
    ]);
  });

  it("gives the encoder what it takes: samples as of the same table by hand", async () => {
    const columns = names.map((name, j) => [name, rows.map((row) => row[j] ?? null)] as const);
    const samples = (table: Table) =>
      new TableEncoder({ types: { n: "ignore" } }).fit(table).transform(table);
    expect(samples(await readParquet(snappy))).toEqual(samples(new Table(columns as never)));
  });
});

describe("parquetBatches", () => {
  it("gives the groups of rows, or so many rows each, and the same rows as a whole", async () => {
    const whole = valuesOf(await readParquet(many.parquet));
    for (const [options, sizes] of [
      [{}, [2048, 2048, 904]],
      [{ rows: 3000 }, [3000, 2000]],
    ] as const) {
      const tables = await collected(parquetBatches(many.parquet, options));
      expect(tables.map((table) => table.rows)).toEqual(sizes);
      expect(tables.flatMap(valuesOf)).toEqual(whole);
      expect(tables[1]?.lineOf(0)).toBe((sizes[0] as number) + 1);
    }
    expect(whole[4999]).toEqual([93, "green", "false"]);
  });
});
