// toBytes and fromBytes: every bit there and back, and nothing else gets in.
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { sealed, withHeader } from "../support/files.js";
import { noisy } from "../support/naive.js";
import { thrown } from "../support/thrown.js";
import { anyOptions, anyTrainingSet } from "../support/training-sets.js";

const { X, y } = noisy(1, 30, 3, 3);
const models: Record<string, Perceptron> = {
  blank: new Perceptron({ classWeight: { __proto__x: 2 }, eta0: 0.1 }),
  plain: new Perceptron({ maxIter: 3 }).fit(X, y),
  averaged: new Perceptron({ average: true, standardize: true, dtype: "f32", maxIter: 3 }).fit(X, y),
  pocket: new Perceptron({ keep: "best", multiclass: "joint", maxIter: 2 }).fit(X, y),
  early: new Perceptron({ earlyStopping: true, maxIter: 4 }).fit(X, y),
};
const names = Object.keys(models);
const bytesOf = (name: string): Uint8Array => (models[name] as Perceptron).toBytes();

const refused = (file: Uint8Array, message: RegExp | string = ""): void => {
  expect(() => Perceptron.fromBytes(file)).toThrow(
    expect.objectContaining({ message: expect.stringMatching(message) }),
  );
};
const isRefused = (file: Uint8Array): boolean =>
  thrown(() => Perceptron.fromBytes(file))?.code === "MODEL_FILE";

it("round-trips every bit, −0, subnormals and the largest numbers among them", () => {
  for (const dtype of ["f32", "f64"] as const) {
    const [tiny, huge] = dtype === "f32" ? [2 ** -149, 3.4028234663852886e38] : [5e-324, Number.MAX_VALUE];
    const saved = JSON.parse(JSON.stringify(new Perceptron({ dtype, maxIter: 1 }).fit(X, y)));
    saved.prediction.weights[0] = ["-0", tiny, -tiny];
    saved.prediction.weights[1] = [huge, -huge, 0];
    saved.prediction.bias[2] = "-0";
    const model = Perceptron.fromJSON(saved);
    const loaded = Perceptron.fromBytes(model.toBytes());
    expect(loaded.coef).toEqual(model.coef);
    expect(Object.is(loaded.coef.data[0], -0) && Object.is(loaded.intercept[2], -0)).toBe(true);
    expect(JSON.stringify(loaded)).toBe(JSON.stringify(saved));
  }
});

it("is the same file each time, from any place in a buffer, also a Buffer", () => {
  for (const name of names) {
    const bytes = bytesOf(name);
    expect(bytesOf(name)).toEqual(bytes);
    const shifted = new Uint8Array(bytes.length + 7).subarray(3, 3 + bytes.length);
    shifted.set(bytes);
    for (const file of [shifted, Buffer.from(bytes)]) {
      const loaded = Perceptron.fromBytes(file);
      file.fill(0); // what was loaded must not share its memory
      expect(loaded.toBytes()).toEqual(bytes);
    }
  }
});

it("lays tensors on multiples of 16, little-endian, behind a header that a person can read", () => {
  const bytes = bytesOf("plain");
  const words = new DataView(bytes.buffer);
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x52, 0x53, 0x42, 0x0d, 0x0a, 0x1a, 0x0a]);
  const start = 16 + words.getUint32(12, true);
  expect([words.getUint32(8, true), start % 16]).toEqual([2, 0]);
  const { classes, prediction } = JSON.parse(new TextDecoder().decode(bytes.subarray(16, start)));
  expect([prediction.weights, prediction.bias, classes]).toEqual([[3, 3], 3, [0, 1, 2]]);
  const coef = Array.from({ length: 9 }, (_, i) => words.getFloat64(start + 8 * i, true));
  expect(coef).toEqual([...(models.plain as Perceptron).coef.data]);
  expect(words.getUint32(bytes.length - 4, true)).toBe(crc32(bytes.subarray(0, -4)));
});

it.each(names)("%s: refuses truncation at every byte, and bytes behind the end", (name) => {
  const bytes = bytesOf(name);
  for (let length = 0; length < bytes.length; length++) expect(isRefused(bytes.slice(0, length))).toBe(true);
  // Also where the checksum is that of what is left.
  for (let length = 20; length < bytes.length; length++) {
    expect(isRefused(sealed(bytes.slice(0, length)))).toBe(true);
  }
  for (const more of [1, 4, 16, 1000]) {
    const longer = new Uint8Array(bytes.length + more);
    longer.set(bytes);
    expect(isRefused(longer)).toBe(true);
    expect(isRefused(sealed(longer.slice()))).toBe(true);
  }
});

it.each(names)("%s: refuses every flipped bit", (name) => {
  const bytes = bytesOf(name);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
    if (!isRefused(flipped)) expect.fail(`bit ${bit} of ${name}`);
  }
});

it("with a checksum put right, a flipped bit gives a model or a refusal, and never another error", () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), fc.nat({ max: 7 }), (name, byte, bit) => {
      const bytes = bytesOf(name);
      const at = byte % (bytes.length - 4);
      bytes[at] = (bytes[at] as number) ^ (1 << bit);
      try {
        Perceptron.fromBytes(sealed(bytes)).toBytes();
      } catch (error) {
        expect(typeof (error as { code?: unknown }).code).toBe("string");
      }
    }),
    { seed: 32, numRuns: 3000 },
  );
});

it("refuses numbers that are not finite, wherever they are", () => {
  for (const name of names.slice(1)) {
    const bytes = bytesOf(name);
    const start = 16 + new DataView(bytes.buffer).getUint32(12, true);
    const wide = name !== "averaged";
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      const file = bytes.slice();
      const words = new DataView(file.buffer);
      if (wide) words.setFloat64(start, value, true);
      else words.setFloat32(start, value, true);
      refused(sealed(file), "weights has a number that is not finite");
    }
  }
});

const hostile: [string, (json: string) => string][] = [
  ["__proto__", (json) => json.replace('"options":{', '"options":{"__proto__":{"eta0":9},')],
  ["__proto__ at the top", (json) => json.replace("{", '{"__proto__":[],')],
  ["__proto__ in prediction", (json) => json.replace('"prediction":{', '"prediction":{"__proto__":{},')],
  ["an unknown key", (json) => json.replace('"training":{', '"training":{"extra":1,')],
  ["1e400 for a rate", (json) => json.replace(/"eta0":[^,]+/, '"eta0":1e400')],
  ["1e400 rows", (json) => json.replace('"bias":3', '"bias":1e400')],
  ["more rows than bytes", (json) => json.replace('"weights":[3,3]', '"weights":[3,1e12]')],
  ["an absurd number of outputs", (json) => json.replace('"weights":[3,3]', '"weights":[4294967296,3]')],
  ["a fraction of a row", (json) => json.replace('"weights":[3,3]', '"weights":[3,1.5]')],
  ["negative extents", (json) => json.replace('"weights":[3,3]', '"weights":[-3,-3]')],
  ["a third extent", (json) => json.replace('"weights":[3,3]', '"weights":[3,3,1]')],
  ["a swapped shape", (json) => json.replace('"weights":[3,3]', '"weights":[1,9]')],
  ["extents as strings", (json) => json.replace('"weights":[3,3]', '"weights":["3","3"]')],
  ["a million brackets", (json) => json.replace('"classes":[', `"classes":[${"[".repeat(1e6)}`)],
  ["deep objects", () => `${'{"options":'.repeat(9000)}1${"}".repeat(9000)}`],
  ["no JSON", () => "options"],
  ["an empty header", () => ""],
  ["a header of an array", () => "[]"],
  ["not UTF-8", (json) => `${json}\u0000`],
  ["another dtype", (json) => json.replace('"dtype":"f64"', '"dtype":"f32"')],
  ["classes that are not sorted", (json) => json.replace('"classes":[0,1,2]', '"classes":[2,1,0]')],
  ["an infinite label", (json) => json.replace('"classes":[0,1,2]', '"classes":[0,1,1e999]')],
  ["parts that the options deny", (json) => json.replace('"grows":', '"average":{"visits":1},"grows":')],
];
it.each(hostile)("refuses a hostile header: %s", (_, edit) => {
  const file = withHeader(bytesOf("plain"), edit);
  const before = process.memoryUsage().arrayBuffers;
  expect(() => Perceptron.fromBytes(file)).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^[A-Z_]+$/) }),
  );
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
  expect(({} as { eta0?: number }).eta0).toBeUndefined();
});

it("refuses a header that claims to be longer than 16 MiB, before it reads it", () => {
  const file = new Uint8Array(2 ** 24 + 64);
  file.set(bytesOf("plain").subarray(0, 16));
  new DataView(file.buffer).setUint32(12, 2 ** 24 + 16, true);
  refused(sealed(file), "its header has 16777232 bytes");
});

it("writes no header that it would not read: classes that take more than 16 MiB", () => {
  const label = (i: number): string => `${i}`.padEnd(2 ** 21, "x");
  const labels = Array.from({ length: 9 }, (_, i) => label(i));
  const model = new Perceptron({ maxIter: 1 }).fit(
    labels.map((_, i) => [i]),
    labels,
  );
  expect(() => model.toBytes()).toThrow(expect.objectContaining({ code: "TOO_LARGE" }));
});

it("any model, with every option, reads back as itself", () => {
  fc.assert(
    fc.property(anyTrainingSet, anyOptions, ({ X: rows, y: labels, sampleWeight }, options) => {
      const model = new Perceptron({ ...options, maxIter: 2 } as PerceptronOptions);
      const bytes = model.fit(rows, labels, { sampleWeight }).toBytes();
      expect(Perceptron.fromBytes(bytes).toBytes()).toEqual(bytes);
      expect(bytes.length).toBeLessThan(JSON.stringify(model).length + 1500);
    }),
    { seed: 8, numRuns: 100 },
  );
});

it("fromBytes takes a buffer, and any view of one: what a response, a file or IndexedDB gives", () => {
  const bytes = new Perceptron().fit([[0], [1]], ["no", "yes"]).toBytes();
  const padded = new Uint8Array(bytes.length + 16);
  padded.set(bytes, 8);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const views = [
    ...[bytes.buffer, shared, shared.buffer, Buffer.from(bytes)],
    ...[new DataView(padded.buffer, 8, bytes.length), padded.subarray(8, 8 + bytes.length)],
    ...[new Uint8ClampedArray(bytes.buffer), new Int8Array(bytes.buffer), new Uint32Array(bytes.buffer)],
  ];
  for (const view of views) expect(Perceptron.fromBytes(view).predictOne([1])).toBe("yes");
});
