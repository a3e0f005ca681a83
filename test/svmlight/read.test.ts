import { build } from "esbuild";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSvmlight } from "../../src/svmlight/index.js";
import { plain } from "./arbitrary-samples.js";

// Every spelling that the format allows: a header, a query, comments with and without a blank before them, é,
// CRLF, a blank line, tabs, a row of labels alone, no newline at the end, a point at either end, zeros of
// either sign.
const TEXT = [
  "# header\n+1 qid:4 1:0.5 3:-2e-3 7:1e10 # café 1:2\r\n\n",
  "-1 2:.1 3:5.\n   2.5\t4:0 5:-0 \n1e2 # nothing\n-3 1:16777217 2:0.1#x",
].join("");

// scikit-learn 1.9.1:
//   X, y = load_svmlight_file(io.BytesIO(TEXT.encode()), **options)
//   print(X.shape, X.indptr, X.indices, X.data.tolist(), y)
const found = {
  indptr: [0, 3, 5, 7, 7, 9],
  indices: [0, 2, 6, 1, 2, 3, 4, 0, 1],
  data: [0.5, -0.002, 1e10, 0.1, 5, 0, -0, 16777217, 0.1],
  shape: [5, 7],
  y: [1, -1, 2.5, 100, -3],
};

describe("readSvmlight", () => {
  it("reads what scikit-learn reads: a comment as data, a row of no elements lost, a zero left out", () => {
    expect(plain(readSvmlight(TEXT))).toEqual(found);
  });

  it("reads what scikit-learn reads with its options: a shift by one, f64 beneath f32", () => {
    expect(plain(readSvmlight(TEXT, { cols: 9 }))).toEqual({ ...found, shape: [5, 9] });
    expect(plain(readSvmlight(TEXT, { zeroBased: false }))).toEqual(found);
    expect(plain(readSvmlight(TEXT, { zeroBased: true }))).toEqual({
      ...found,
      shape: [5, 8],
      indices: [1, 3, 7, 2, 3, 4, 5, 1, 2],
    });
    const { X } = readSvmlight(TEXT, { dtype: "f32" });
    expect(X.data).toStrictEqual(
      Float32Array.of(
        0.5,
        -0.0020000000949949026,
        1e10,
        0.10000000149011612,
        5,
        0,
        -0,
        16777216,
        0.10000000149011612,
      ),
    );
  });

  it("counts from 0 if an index is 0, wherever that comes: a look at the first row", () => {
    expect(plain(readSvmlight("0 1:2\n1 2:3 0:1\n"))).toEqual({
      indptr: [0, 1, 3],
      indices: [1, 0, 2],
      data: [2, 1, 3],
      shape: [2, 3],
      y: [0, 1],
    });
    expect(readSvmlight("0 1:2\n1 2:3 0:1\n", { cols: 3 }).X.cols).toBe(3);
  });

  it("puts columns in order, each with its value, and tells none of the order: sorted by text, or twice", () => {
    const shuffled = readSvmlight("1 10:1 9:2 1:3\n2 3:4 2:5\n");
    expect(plain(shuffled)).toEqual(plain(readSvmlight("1 1:3 9:2 10:1\n2 2:5 3:4\n")));
    expect([...shuffled.X.indices, ...shuffled.X.data]).toEqual([0, 8, 9, 1, 2, 3, 2, 1, 5, 4]);
  });

  it("gives typed arrays, the greatest index included, and an empty matrix for an empty text", () => {
    const { X } = readSvmlight("1 4294967296:1\n");
    expect([X.indices, X.indptr, X.data, X.cols]).toStrictEqual([
      Uint32Array.of(2 ** 32 - 1),
      Uint32Array.of(0, 1),
      Float64Array.of(1),
      2 ** 32,
    ]);
    expect(readSvmlight("1 4294967295:1\n", { zeroBased: true }).X.cols).toBe(2 ** 32);
    for (const text of ["", "\n", " \t\r\n# nothing", "\ufeff"]) {
      expect(plain(readSvmlight(text))).toEqual({ indptr: [0], indices: [], data: [], shape: [0, 0], y: [] });
    }
    expect(plain(readSvmlight("\ufeff1\n2\n", { cols: 3 }))).toMatchObject({ shape: [2, 3], y: [1, 2] });
  });

  it("reads every decimal as JavaScript does, to the bit: 0.1 + 0.2 digit by digit, 16 digits as a quotient", () => {
    const digits = (least: number, most: number) =>
      fc
        .array(fc.constantFrom(..."0123456789"), { minLength: least, maxLength: most })
        .map((d) => d.join(""));
    const sign = fc.constantFrom("", "+", "-");
    const exponent = fc.oneof(
      fc.constant(""),
      fc.tuple(fc.constantFrom("e", "E"), sign, digits(1, 2)).map((parts) => parts.join("")),
    );
    const decimals = fc.oneof(
      fc.tuple(sign, digits(1, 19), exponent).map((parts) => parts.join("")),
      fc.tuple(sign, digits(1, 16), fc.constant("."), digits(0, 16), exponent).map((parts) => parts.join("")),
      fc.tuple(sign, fc.constant("."), digits(1, 17), exponent).map((parts) => parts.join("")),
      fc.tuple(digits(15, 17), fc.nat(17)).map(([all, at]) => `${all.slice(0, at)}.${all.slice(at)}`),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    );
    fc.assert(
      fc.property(decimals, (decimal) => {
        const { X, y } = readSvmlight(`${decimal} 1:${decimal}`);
        expect([X.data[0], ...y]).toEqual([Number(decimal), Number(decimal)]);
      }),
      { seed: 1999, numRuns: 3000 },
    );
  });
});

it("a bundle holds no core: an import of src/core or src/learn, however far down", async () => {
  const { metafile } = await build({
    entryPoints: ["src/svmlight/index.ts"],
    bundle: true,
    format: "esm",
    write: false,
    metafile: true,
  });
  const folders = new Set(Object.keys(metafile.inputs).map((path) => path.split("/")[1]));
  expect([...folders].sort()).toEqual(["base", "data", "svmlight"]);
});
