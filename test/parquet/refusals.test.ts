// Refusals of rosenblatt/parquet: files that are none, damaged, or have columns of other types.
import { expect, it, vi } from "vitest";
import { KindError, ValueError } from "../../src/base/errors.js";
import { parquetBatches, readParquet } from "../../src/parquet/index.js";
import { unpackPage } from "../../src/parquet/unpack.js";
import { Random } from "../support/random.js";
import { refusalTable, untyped } from "../support/refusals.js";
import { oddParquet, parquetFiles } from "../support/typed-files.js";

const [[, snappy], [, zstd]] = parquetFiles as [[string, Uint8Array], [string, Uint8Array]];
const odd = (name: string): Uint8Array => oddParquet[name] as Uint8Array;

const { rejected, check } = refusalTable();
rejected(ValueError, "PARQUET_FILE", {
  "readParquet: the Parquet file cannot be read — a text": () => readParquet(Buffer.from("x,y\n1,2\n3,4\n")),
  "readParquet: a.parquet cannot be read — empty, with its name": () =>
    readParquet(new File([], "a.parquet")),
  "readParquet: the Parquet file cannot be read — cut off": () => readParquet(snappy.subarray(0, 900)),
  'readParquet: b cannot be read: column "v": — bytes that are no text': () =>
    readParquet(odd("bytes"), { name: "b" }),
  // DuckDB writes 2³² − 1 as the first of its differences, of which hyparquet would make 2³¹ − 1.
  'readParquet: the Parquet file cannot be read: column "v": a number has more than 32 bits': () =>
    readParquet(odd("wide")),
});
rejected(ValueError, "COLUMN_TYPE", {
  'readParquet: "v" is of type LIST; expected numbers': () => readParquet(odd("list")),
  'readParquet: "v" is of type LIST or STRUCT': () => readParquet(odd("struct")),
  'readParquet: "v" is of type TIME_MICROS': () => readParquet(odd("time")),
  'readParquet: "v" is of type INTERVAL': () => readParquet(odd("interval")),
});
rejected(ValueError, "TABLE", {
  'readParquet: row 1: "v" is 9007199254740993, which no double is': () => readParquet(odd("big")),
  'readParquet: line 1: "s" is "a"; expected a number — told to be numbers': () =>
    readParquet(snappy, { types: { s: "number" } }),
});
rejected(ValueError, "NOT_FINITE", {
  'readParquet: row 1 of "v" is Infinity': () => readParquet(odd("infinity")),
});
rejected(ValueError, "NO_COLUMN", {
  'readParquet: the table has no column "m"': () => readParquet(snappy, { columns: ["m"] }),
});
rejected(KindError, "WRONG_KIND", {
  "readParquet: the source is undefined": () => untyped(readParquet)(),
  "readParquet: the source is the string — of a part": () => readParquet(["x"] as never),
});
rejected(KindError, "UNKNOWN_OPTION", {
  'readParquet: there is no option "rows"': () => readParquet(snappy, { rows: 1 } as never),
});
rejected(ValueError, "OPTION_VALUE", {
  "parquetBatches: rows is the number 0": () => parquetBatches(snappy, { rows: 0 }).next(),
});
check();

it("passes on what the source throws, and what the system says of a path", async () => {
  const mine = new Error("mine");
  const failing = { byteLength: snappy.length, slice: () => Promise.reject(mine) };
  await expect(readParquet(failing)).rejects.toBe(mine);
  await expect(readParquet("no-such.parquet")).rejects.toMatchObject({ code: "ENOENT" });
});

it("says which package is missing, and only where it is needed", async () => {
  vi.resetModules();
  const without = (name: string): void => {
    vi.doMock(name, () => {
      throw new Error("no such package");
    });
  };
  without("hyparquet-compressors");
  const { readParquet: read } = await import("../../src/parquet/index.js");
  await expect(read(snappy)).resolves.toMatchObject({ rows: 6 });
  const needed = (name: string) => ({
    code: "NO_PEER",
    message: expect.stringMatching(
      `^readParquet: the package "${name}" could not be imported; run: npm install ${name}$`,
    ),
  });
  await expect(read(zstd)).rejects.toMatchObject(needed("hyparquet-compressors"));
  vi.resetModules();
  without("hyparquet");
  const { readParquet: readAnew } = await import("../../src/parquet/index.js");
  await expect(readAnew(snappy)).rejects.toMatchObject(needed("hyparquet"));
  vi.doUnmock("hyparquet-compressors");
  vi.doUnmock("hyparquet");
});

it("damaged bytes end in a typed error or in a table", async () => {
  const random = new Random(18);
  for (let round = 0; round < 400; round++) {
    const damaged = (round % 2 ? zstd : snappy).slice();
    for (let k = 0; k < 3; k++) damaged[random.integer(0, damaged.length - 1)] = random.integer(0, 255);
    const outcome = await readParquet(damaged).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toHaveProperty("code");
  }
});

it("of LZ4 as Hadoop has it a block of 2 GB is refused, behind others too: its package would go back and read for ever", () => {
  const unpack = (...page: number[]) =>
    unpackPage("LZ4", Uint8Array.from(page), 9, {} as never, { LZ4: (_, length) => new Uint8Array(length) });
  const block = [0, 0, 0, 9, 0, 0, 0, 2, 1, 2];
  expect(unpack(...block, ...block)).toHaveLength(9);
  expect(unpack(0, 0, 0, 0, 127, 255, 255, 255, 1)).toHaveLength(9); // goes on, and its package refuses it
  for (const before of [[], block])
    expect(() => unpack(...before, 0, 0, 0, 0, 128, 0, 0, 0, 1)).toThrow("it is cut off");
  expect(() => unpackPage("LZO", new Uint8Array(1), 9, {} as never, {})).toThrow("it is packed by LZO");
});
