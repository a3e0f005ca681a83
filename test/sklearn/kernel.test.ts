// The kernel that goes through eight rows at once against its JavaScript twin, one row after the other: the same rows,
// the same sums, the same bits; and training that does not show which of them ran.
import { afterEach, expect, it } from "vitest";
import { type Core, core, jsCore, wasmCore } from "../../src/sklearn/core.js";
import { Perceptron } from "../../src/sklearn/index.js";
import { Random } from "../random.js";

afterEach(() => void core(wasmCore()));

/** The same lesson at the same addresses of both memories. */
function twins(pair: readonly Core[], random: Random, n: number, d: number) {
  const X = Float64Array.from({ length: n * d }, () => random.real());
  const w = Float64Array.from({ length: d }, () => random.real());
  const y = Int8Array.from({ length: n }, () => random.pick([-1, 1]));
  const order = Uint32Array.from({ length: n }, () => random.integer(0, n - 1));
  const base = 4096 + 8 * random.integer(0, 1);
  return pair.map((one) => {
    const at = {
      X: base,
      w: base + 8 * n * d,
      order: base + 8 * (n * d + d),
      y: base + 8 * (n * d + d) + 4 * n,
    };
    const buffer = one.reserve(at.y + n);
    new Float64Array(buffer, at.X, n * d).set(X);
    new Float64Array(buffer, at.w, d).set(w);
    new Uint32Array(buffer, at.order, n).set(order);
    new Int8Array(buffer, at.y, n).set(y);
    return { one, at, buffer };
  });
}

it("finds the same row and the same sum at every length: a lane, a tail or a tile of its own", () => {
  const random = new Random(8);
  const pair = [wasmCore(), jsCore()];
  for (let round = 0; round < 6_000; round++) {
    const [n, d] = [random.integer(1, 40), 1 + (round % 67)];
    const from = random.integer(0, n - 1);
    const [b, scale, shrink] = [random.real(), random.pick([1, 1, 0.3]), random.pick([1, 0.99, 0])];
    const results = twins(pair, random, n, d).map(({ one, at, buffer }) => {
      const before = new Uint8Array(buffer).slice(4096, 65_536);
      const i = one.scan(d, at.X, at.y, at.w, b, scale, shrink, at.order, from, n);
      expect(Buffer.compare(before, new Uint8Array(buffer).subarray(4096, 4096 + before.length))).toBe(0);
      const sum = i < n ? one.found() : 0;
      one.move(d, sum, at.X, at.w);
      return { i, sum, w: new Float64Array(buffer, at.w, d).slice() };
    });
    expect(results[0]).toEqual(results[1]);
  }
});

it("training shows no difference, with penalties, means, held-out rows and a scale that is folded", () => {
  const random = new Random(9);
  const X = Array.from({ length: 120 }, () => Array.from({ length: 7 }, () => 4 * random.uniform() - 2));
  const y = X.map((x, i) => (i % 9 === 0 ? i % 3 : (x[0] as number) > 0 ? 1 : (x[1] as number) > 0 ? 2 : 0));
  for (const options of [
    {},
    { penalty: "l2", alpha: 0.01 },
    { penalty: "l2", alpha: 0.2, eta0: 2, maxIter: 40, tol: null },
    { penalty: "l2", alpha: 1, eta0: 1, maxIter: 4 },
    { average: 50 },
    { earlyStopping: true, penalty: "l2" },
    { fixes: true, earlyStopping: true, penalty: "l2", alpha: 0.1 },
  ] as const) {
    const [wasm, js] = [wasmCore, jsCore].map((make) => {
      core(make());
      return new Perceptron({ ...options, version: "1.2" }).fit(X, y).toSklearn();
    });
    expect(wasm).toEqual(js);
  }
});
