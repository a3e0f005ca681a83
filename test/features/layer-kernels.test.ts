// The kernel of the association layer: what it must give, on small integers whose sums are exact, and that the one in Wasm and the one in
// JavaScript give the same bits of anything.
import { describe, expect, it } from "vitest";
import { bytesPer, type DType, type Reals, view, zeros } from "../../src/base/dtype.js";
import { NOT_FINITE } from "../../src/core/contract.js";
import type { LayerKernel } from "../../src/features/kernel.js";
import { ACTIVATION, type Activation, BLOCK_BYTES, LAYER_CALL } from "../../src/features/layer-call.js";
import { layerKernels } from "../support/layer-kernels.js";
import { Random } from "../support/random.js";

interface Block {
  dtype: DType;
  n: number;
  d: number;
  /** Inputs that each unit adds and subtracts. */
  units: { added: number[]; subtracted: number[]; scale: number; threshold: number }[];
  /** [n×d] */
  X: number[];
  activation: Activation;
}

const FILL = 0xa5;
/** Bytes behind all arrays, which nobody may write. */
const SPARE = 64;

/** Runs a kernel. @returns what it returned, the result [n×m], and whether all else is as it was */
function run(kernel: LayerKernel, { dtype, n, d, units, X, activation }: Block) {
  const m = units.length;
  const size = bytesPer[dtype];
  const lists = units.flatMap(({ added, subtracted }) => [added, subtracted]);
  let end = kernel.base;
  const take = (bytes: number) => {
    const at = end;
    end += Math.ceil(bytes / 16) * 16;
    return at;
  };
  const at = {
    ...{ call: take(LAYER_CALL.bytes), starts: take(4 * (2 * m + 1)), inputs: take(4 * lists.flat().length) },
    ...{
      X: take(size * n * d),
      scales: take(size * m),
      thresholds: take(size * m),
      columns: take(BLOCK_BYTES * d),
    },
    ...{ sums: take(BLOCK_BYTES * m), Z: take(size * n * m), spare: take(SPARE) },
  };
  const buffer = kernel.reserve(end);
  new Uint8Array(buffer, kernel.base, end - kernel.base).fill(FILL);
  let start = 0;
  new Uint32Array(buffer, at.starts, 2 * m + 1).set([0, ...lists.map((list) => (start += list.length))]);
  new Uint32Array(buffer, at.inputs, start).set(lists.flat());
  view(dtype, buffer, at.X, n * d).set(X);
  view(dtype, buffer, at.scales, m).set(units.map(({ scale }) => scale));
  view(dtype, buffer, at.thresholds, m).set(units.map(({ threshold }) => threshold));
  LAYER_CALL.write(buffer, at.call, { n, d, m, ...at, activation: ACTIVATION[activation] });
  const bytes = () => Buffer.from(buffer, kernel.base, end - kernel.base);
  const blank = (all: Buffer) => {
    for (const [from, length] of [
      [at.columns, BLOCK_BYTES * d],
      [at.sums, BLOCK_BYTES * m],
      [at.Z, size * n * m],
    ] as const) {
      all.fill(0, from - kernel.base, from - kernel.base + length);
    }
    return all;
  };
  const before = blank(Buffer.from(bytes()));
  const returned = kernel[`fireBlock_${dtype}`](at.call);
  const Z = view(dtype, buffer, at.Z, n * m).slice() as Reals;
  return { returned, Z, isElseUnchanged: before.equals(blank(Buffer.from(bytes()))) };
}

/** Units that add and subtract inputs at random, some more than once, some none. */
function randomUnits(random: Random, d: number, m: number, real: () => number): Block["units"] {
  const some = () =>
    Array.from({ length: random.integer(0, Math.min(d + 2, 9)) }, () => random.integer(0, d - 1));
  return Array.from({ length: m }, () => ({
    added: some(),
    subtracted: some(),
    scale: real(),
    threshold: real(),
  }));
}

const sizes: [n: number, d: number, m: number][] = [];
for (let n = 1; n <= 32; n++) sizes.push([n, (n % 9) + 1, ((n * 7) % 11) + 1]);
for (let d = 1; d <= 40; d++) sizes.push([(d % 13) + 1, d, (d % 6) + 1]);

describe.each(["f32", "f64"] as const)("fireBlock_%s", (dtype) => {
  const most = BLOCK_BYTES / bytesPer[dtype];
  const fitting = sizes.map(([n, d, m]): (typeof sizes)[number] => [Math.min(n, most), d, m]);

  it.each(layerKernels)(
    "[%s] is the layer: a row of another lane, an input left out, weights swapped, −0, a stray write",
    (_name, make) => {
      const kernel = make();
      const random = new Random(1958);
      for (const activation of ["relu", "heaviside"] as const) {
        for (const [n, d, m] of fitting) {
          // Distinct numbers, and factors of which every product is exact.
          const X = Array.from({ length: n * d }, (_, p) => p - 40);
          const units = randomUnits(random, d, m, () => random.integer(-3, 3));
          const expected = Array.from({ length: n * m }, (_, p) => {
            const [i, { added, subtracted, scale, threshold }] = [
              Math.floor(p / m),
              units[p % m] as Block["units"][number],
            ];
            const sum = (inputs: number[]) =>
              inputs.reduce((total, j) => total + (X[i * d + j] as number), 0);
            const z = (sum(added) - sum(subtracted)) * scale - threshold;
            return activation === "relu" ? Math.max(z, 0) + 0 : Number(z >= 0);
          });
          const { returned, Z, isElseUnchanged } = run(kernel, { dtype, n, d, units, X, activation });
          expect([returned, isElseUnchanged]).toEqual([0, true]);
          const wanted = zeros(dtype, n * m);
          wanted.set(expected);
          expect(Z).toEqual(wanted);
        }
      }
    },
  );

  it("has the same bits in Wasm and in JavaScript: sums in f64, another order, a fused product", () => {
    const [[, wasm], [, js]] = layerKernels as [[string, () => LayerKernel], [string, () => LayerKernel]];
    const kernels = [wasm(), js()];
    const random = new Random(1960);
    for (const activation of ["relu", "heaviside"] as const) {
      for (const [n, d, m] of fitting) {
        const real = () => (random.uniform() < 0.02 ? random.special(dtype) : random.real());
        const block = {
          dtype,
          n,
          d,
          units: randomUnits(random, d, m, real),
          X: Array.from({ length: n * d }, real),
          activation,
        };
        const [a, b] = kernels.map((kernel) => run(kernel, block));
        expect(a).toEqual(b);
      }
    }
  });

  it.each(layerKernels)(
    "[%s] says that a sum is not finite, wherever it is: one that relu makes 0",
    (_name, make) => {
      const kernel = make();
      for (const bad of [Number.NaN, Infinity, -Infinity]) {
        for (const at of [0, 3, 5 * most - 1]) {
          const X = new Array<number>(5 * most).fill(1);
          X[at] = bad;
          const units = [{ added: [0, 1, 2, 3, 4], subtracted: [], scale: -1, threshold: 0 }];
          const block: Block = { dtype, n: most, d: 5, units, X, activation: "relu" };
          expect(run(kernel, block).returned).toBe(NOT_FINITE);
        }
      }
    },
  );
});
