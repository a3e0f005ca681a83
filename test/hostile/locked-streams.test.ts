// A stream that something else reads is refused at once, by the same error wherever one is taken: what engines say of it differs.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { arrowBatches, readArrow } from "../../src/arrow/index.js";
import { writeShards } from "../../src/cluster/index.js";
import { Perceptron } from "../../src/index.js";
import { readIdx, readNpy, readNpz } from "../../src/npy/index.js";
import { parquetBatches, readParquet } from "../../src/parquet/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { svmlightBatches } from "../../src/svmlight/index.js";
import { readTable, TableEncoder, tableBatches } from "../../src/table/index.js";
import { close, Perceptron as WorkerPerceptron } from "../worker/built-package.js";

afterAll(close);
const folder = mkdtempSync(join(tmpdir(), "locked-"));
afterAll(() => rmSync(folder, { recursive: true }));

// biome-ignore lint/suspicious/noExplicitAny: each reader takes other parts
function locked(): any {
  const stream = new ReadableStream();
  stream.getReader();
  return stream;
}
const classes = [0, 1];
const pipeline = () => new Pipeline([new TableEncoder(), new Perceptron()]);

describe("a stream that something else reads", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["readTable", () => readTable(locked())],
    ["tableBatches", () => tableBatches(locked(), { rows: 1 }).next()],
    ["readArrow", () => readArrow(locked())],
    ["arrowBatches", () => arrowBatches(locked()).next()],
    ["readParquet", () => readParquet(locked())],
    ["parquetBatches", () => parquetBatches(locked()).next()],
    ["readNpy", () => readNpy(locked())],
    ["readNpz", () => readNpz(locked())],
    ["readIdx", () => readIdx(locked())],
    ["svmlightBatches", () => svmlightBatches(locked(), { rows: 1, cols: 1 }).next()],
    ["Perceptron.fitStream", () => new Perceptron().fitStream(locked(), { classes })],
    ["Perceptron.fitStream", () => new WorkerPerceptron().fitStream(locked(), { classes })],
    ["Pipeline.fitStream", () => pipeline().fitStream(locked(), { classes })],
    ["Pipeline.fitStream", () => pipeline().fitStream(() => locked(), { classes })],
    ["writeShards", () => writeShards(locked(), join(folder, "shards"), { classes })],
  ])("%s", async (method, call) => {
    await expect(call()).rejects.toMatchObject({ name: "StateError", code: "LOCKED", method });
    expect(readdirSync(folder)).toEqual([]);
  });
});

it.each([5, null, "ab", {}])(
  "shards of %o, which are no batches, are refused before there is a folder",
  async (no) => {
    const write = (batches: unknown) => writeShards(batches as never, join(folder, "shards"), { classes });
    await expect(write(no)).rejects.toMatchObject({ code: "BATCHES", method: "writeShards" });
    await expect(write([5])).rejects.toMatchObject({ code: "BATCHES", method: "writeShards" });
    expect(readdirSync(folder)).toEqual([]);
  },
);
