// A fit larger than linear memory, which ends at 4 GiB: in order and shuffled, to what plain loops come to. The rows are
// two arrays again and again, so that the test itself needs little memory; integers, so that every order is exact.
import { afterAll, beforeAll, expect, it } from "vitest";
import { shuffledOrder } from "../../src/base/random.js";
import { useCore } from "../../src/core/current.js";
import { wasmCore } from "../../src/core/wasm.js";
import { Perceptron } from "../../src/index.js";
import { memoryBytes } from "../support/fitted-models.js";

const FEATURES = 70_000;
const ROWS = 16_000; // 4.17 GiB of f32
const EPOCHS = 3;
const kinds = [1, 2, 3].map((step) =>
  Float32Array.from({ length: FEATURES }, (_, j) => ((j * step) % 3) - 1),
);
const kindOf = (row: number): number => (row * 7) % 3;
const y = Uint8Array.from({ length: ROWS }, (_, row) => Number(kindOf(row) === 1));
const X = Array.from({ length: ROWS }, (_, row) => kinds[kindOf(row)] as Float32Array);

beforeAll(() => useCore(wasmCore()));
afterAll(() => useCore());

/** The rule with the products of the three kinds of rows in place of weights. */
function naive(shuffle: boolean): { counts: number[]; bias: number; mistakes: number[] } {
  const products = kinds.map((a) => kinds.map((b) => a.reduce((sum, x, j) => sum + x * (b[j] as number), 0)));
  const counts = [0, 0, 0];
  let bias = 0;
  const mistakes = Array.from({ length: EPOCHS }, (_, e) => {
    const order = Uint32Array.from({ length: ROWS }, (_, i) => i);
    if (shuffle) shuffledOrder(order, 0, e + 1);
    let wrong = 0;
    for (const row of order) {
      const kind = kindOf(row);
      const z = counts.reduce((sum, count, k) => sum + count * (products[kind]?.[k] as number), bias);
      const error = (y[row] as number) - Number(z >= 0);
      if (error === 0) continue;
      counts[kind] = (counts[kind] as number) + error;
      bias += error;
      wrong++;
    }
    return wrong;
  });
  return { counts, bias, mistakes };
}

it.each([false, true])("shuffle: %s: an order that leaves blocks out, targets of other rows", (shuffle) => {
  const model = new Perceptron({ shuffle, tol: null, maxIter: EPOCHS }).fit(X, y);
  const { counts, bias, mistakes } = naive(shuffle);
  const ran = mistakes.slice(0, mistakes.indexOf(0) < 0 ? EPOCHS : mistakes.indexOf(0) + 1);
  expect(model.history.map((report) => report.mistakes)).toEqual(ran);
  const coef = kinds[0]?.map((_, j) =>
    counts.reduce((sum, count, k) => sum + count * (kinds[k]?.[j] as number), 0),
  );
  expect(model.coef.data).toEqual(coef);
  expect(model.intercept[0]).toBe(bias);
  expect(memoryBytes()).toBeLessThan(2 ** 24);
});
