// Refusals of rosenblatt/npy: files that are cut off, damaged or of other types.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { NumpyArray, readIdx, readNpy, readNpz } from "../../src/npy/index.js";
import { Random } from "../support/random.js";
import { refusalTable, untyped } from "../support/refusals.js";

const golden = JSON.parse(readFileSync(new URL("../golden/npy.json", import.meta.url), "utf8"));
const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
const file = bytes(golden.npy[0].file);
const [npz, packed, idx] = [bytes(golden.npz), bytes(golden.npzCompressed), bytes(golden.idx)];
const header = (text: string, ...rest: number[]): Uint8Array =>
  Uint8Array.of(0x93, ...Buffer.from("NUMPY"), 1, 0, text.length, 0, ...Buffer.from(text), ...rest);
const changed = (whole: Uint8Array, at: number, byte: number): Uint8Array => {
  const copy = whole.slice();
  copy[at] = byte;
  return copy;
};

const { refused, rejected, check } = refusalTable();
rejected(ValueError, "NUMPY_FILE", {
  "readNpy: the npy file: it does not begin as an npy file does — a text": () =>
    readNpy(Buffer.from("x,y\n1,2")),
  "readNpy: a.npy: it does not begin — empty, with its name": () => readNpy(new File([], "a.npy")),
  "readNpy: the npy file: its version is 9": () => readNpy(changed(file, 6, 9)),
  "readNpy: the npy file: it is cut off — in its header": () => readNpy(file.subarray(0, 60)),
  "readNpy: the npy file: it is cut off — before its version": () => readNpy(file.subarray(0, 6)),
  "readNpy: the npy file: it is cut off — within the length of its header": () =>
    readNpy(changed(file, 6, 2).subarray(0, 11)),
  'readNpy: the npy file: [3×4] of "<f8" needs 96 bytes, and it has 95': () => readNpy(file.subarray(0, -1)),
  "readNpy: the npy file: it has the integer 9007199254740993": () => readNpy(bytes(golden.bigint)),
  'readNpy: the npy file: its elements are of type "|O"; save it as numbers': () =>
    readNpy(bytes(golden.object)),
  "readNpy: the npy file: it is an array of records": () => readNpy(bytes(golden.record)),
  "readNpy: the npy file: its header cannot be read": () => readNpy(header("{'descr': '<f8'}")),
  "readNpy: the npy file: its header cannot be read — sizes without a comma, of which NaN bytes are needed":
    () => readNpy(header("{'descr': '|u1', 'fortran_order': False, 'shape': (1 2,)}")),
  "readNpy: the npy file: its header cannot be read — a size beyond all numbers": () =>
    readNpy(header(`{'descr': '|u1', 'fortran_order': False, 'shape': (0,${"9".repeat(99)})}`)),
  'readNpy: the npy file: its elements are of type "<U0" — of which any number would fit': () =>
    readNpy(header("{'descr': '<U0', 'fortran_order': False, 'shape': (999999999999,)}")),
  'readNpy: the npy file: [4×5000000000] of "<f8" needs — a shape that nobody has paid for': () =>
    readNpy(header("{'descr': '<f8', 'fortran_order': True, 'shape': (4, 5000000000)}")),
  "readNpz: the npz file: it is no ZIP archive — an npy file": () => readNpz(file),
  "readNpz: the npz file: it is no ZIP archive — cut off": () => readNpz(npz.subarray(0, -30)),
  "readNpz: the npz file (X.npy): it is damaged — another byte, stored": () => readNpz(changed(npz, 250, 1)),
  "readNpz: the npz file (X.npy): it is damaged — another byte, compressed": () =>
    readNpz(changed(packed, 120, (packed[120] as number) ^ 1)),
  "readIdx: the IDX file: it does not begin as an IDX file does": () => readIdx(file),
  "readIdx: the IDX file: it is cut off": () => readIdx(idx.subarray(0, 10)),
  "readIdx: the IDX file: [2×3×4] needs 24 bytes, and it has 23": () => readIdx(idx.subarray(0, -1)),
  "readIdx: the IDX file: it does not begin — of no dimension": () => readIdx(Uint8Array.of(0, 0, 8, 0)),
});
rejected(ValueError, "TABLE", {
  "readNpy: the source is damaged gzip": () => readNpy(Uint8Array.of(0x1f, 0x8b, 8, 0)),
  "readNpz: the response has status 404": () => readNpz(new Response("", { status: 404 })),
});
rejected(KindError, "WRONG_KIND", {
  "readNpy: the source is the string": () => readNpy("\x93NUMPY"),
  "readIdx: the source is undefined": () => untyped(readIdx)(),
});
refused(KindError, "WRONG_KIND", {
  "NumpyArray.matrix: the array is an array; expected numbers": () => new NumpyArray(["a"], [1]).matrix(),
});
refused(ShapeError, "LABELS_SHAPE", {
  "NumpyArray.labels: the array is [1×2]; expected one label a row": () =>
    new NumpyArray(Uint8Array.of(1, 2), [1, 2]).labels(),
  "NumpyArray.labels: the array is [] — a number alone": () => new NumpyArray(Uint8Array.of(1), []).labels(),
});

it("no damaged file gives an untyped error", async () => {
  const random = new Random(1958);
  for (let round = 0; round < 3000; round++) {
    const [read, whole] = random.pick<[(source: Uint8Array) => Promise<unknown>, Uint8Array]>([
      ...([
        [readNpy, file],
        [readNpz, npz],
        [readNpz, packed],
        [readIdx, idx],
      ] as never[]),
    ]);
    const bad = changed(whole, random.integer(0, whole.length - 1), random.integer(0, 255));
    const error = await read(bad.subarray(0, random.pick([bad.length, random.integer(0, bad.length)]))).catch(
      (e) => e,
    );
    if (error instanceof Error)
      expect(error).toMatchObject({ code: expect.stringMatching(/^(NUMPY_FILE|TABLE)$/) });
  }
});

check();
