import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { NumpyArray, readIdx, readNpy, readNpz } from "../../src/npy/index.js";

interface Golden {
  readonly npy: { name: string; shape: number[]; data: (number | string | null)[]; file: string }[];
  readonly X: number[];
  readonly npz: string;
  readonly npzCompressed: string;
  readonly idx: string;
  readonly idxFloat: string;
  readonly idxGzip: string;
}
const golden: Golden = JSON.parse(readFileSync(new URL("../golden/npy.json", import.meta.url), "utf8"));
const bytes = (base64: string): Uint8Array => Buffer.from(base64, "base64");
const shown = (value: number | string) =>
  typeof value === "string"
    ? value
    : Number.isNaN(value)
      ? null
      : Number.isFinite(value)
        ? value
        : value > 0
          ? "inf"
          : "-inf";

describe("readNpy", () => {
  it.each(golden.npy)("reads numpy's $name", async ({ shape, data, file }) => {
    const array = await readNpy(bytes(file));
    expect([array.shape, Array.from<number | string>(array.data).map(shown)]).toEqual([shape, data]);
  });

  it("reads a file at an odd place of a buffer, in parts, and gzipped", async () => {
    const [{ file }] = golden.npy as [Golden["npy"][0]];
    const whole = bytes(file);
    const moved = new Uint8Array(whole.length + 3);
    moved.set(whole, 3);
    const parts = [whole.subarray(0, 5), whole.subarray(5, 90), whole.subarray(90)];
    for (const source of [moved.subarray(3), parts, gzipSync(whole), new Blob([new Uint8Array(whole)])]) {
      expect([...((await readNpy(source)).data as Float64Array)]).toEqual(golden.X);
    }
  });

  // numpy parses a header as Python; one that looks for the text of numpy.save alone refuses what it reads.
  it.each([
    "{'descr': '<i2', 'fortran_order': False, 'shape': (2L, 1L), }", // Python 2
    '{"descr": "<i2", "fortran_order": False, "shape": (2, 1)}',
    "{ 'shape' : ( 2 , 1 , ) , 'fortran_order' : False , 'descr' : '<i2' }",
    "{'descr':'<i2','fortran_order':False,'shape':(2,1)}",
  ])("reads the header %s", async (header) => {
    const length = [header.length, 0];
    const array = await readNpy(
      Uint8Array.of(0x93, ...Buffer.from("NUMPY"), 1, 0, ...length, ...Buffer.from(header), 7, 0, 8, 0),
    );
    expect([array.shape, [...array.data]]).toEqual([
      [2, 1],
      [7, 8],
    ]);
  });

  it("gives samples and labels that a Perceptron learns", async () => {
    const { X, y } = await readNpz(bytes(golden.npz));
    const samples = (X as NumpyArray).matrix();
    expect(samples).toEqual({ data: Float64Array.from(golden.X), rows: 3, cols: 4 });
    expect((y as NumpyArray).labels()).toEqual(["a", "b", "a"]);
    const labels = (y as NumpyArray).labels() as string[];
    expect(new Perceptron().fit(samples, labels).score(samples, labels)).toBe(1);
  });

  it("makes f32 of small integers, f64 of others, and one feature of one dimension", () => {
    expect(new NumpyArray(Uint8Array.of(1, 255), [1, 2]).matrix().data).toEqual(Float32Array.of(1, 255));
    expect(new NumpyArray(Int32Array.of(2 ** 31 - 1), [1]).matrix()).toEqual({
      data: Float64Array.of(2 ** 31 - 1),
      ...{ rows: 1, cols: 1 },
    });
    expect(new NumpyArray(Int8Array.of(1, 0), [2, 1]).labels()).toEqual([1, 0]);
  });
});

describe("readNpz", () => {
  it("unpacks what numpy has compressed", async () => {
    const arrays = await readNpz(bytes(golden.npzCompressed));
    expect(Object.keys(arrays)).toEqual(["X", "y", "big"]);
    expect([...((arrays.X as NumpyArray).data as Float64Array)]).toEqual(golden.X);
    expect((arrays.y as NumpyArray).labels()).toEqual([1, 0, 1]);
    expect((arrays.big as NumpyArray).shape).toEqual([100, 100]);
  });
});

describe("readIdx", () => {
  it("reads images, labels and floats, gzipped or not", async () => {
    for (const file of [golden.idx, golden.idxGzip]) {
      const array = await readIdx(bytes(file));
      expect([array.shape, [...(array.data as Uint8Array)]]).toEqual([
        [2, 3, 4],
        Array.from({ length: 24 }, (_, i) => i),
      ]);
      expect(array.matrix()).toMatchObject({ rows: 2, cols: 12 });
    }
    expect((await readIdx(bytes(golden.idxFloat))).labels()).toEqual([1.5, -2, 3]);
  });
});
