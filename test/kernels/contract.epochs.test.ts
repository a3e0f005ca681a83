// epochs_T over dense rows and sparse ones, of single outputs and joint ones, on every core, against the rule in plain
// loops: how many epochs, in which orders, and that the task is left as it was.
import { describe, expect, it } from "vitest";
import { view } from "../../src/base/dtype.js";
import { NOT_FINITE, WEIGHT_NOT_FINITE } from "../../src/core/contract.js";
import { range, scattered, suites } from "../support/kernel-memory.js";
import {
  type Calls,
  checkEpochs,
  makeTask,
  place,
  type Settings,
  settle,
  spoil,
  type TaskData,
  withOrders,
} from "../support/kernel-tasks.js";

const cases = suites.flatMap((suite) => [
  { ...suite, rows: "dense", stored: undefined },
  { ...suite, rows: "sparse", stored: scattered },
]);

/** `count` orders of n rows, no two alike: each begins elsewhere and goes on by another stride. */
const ordersOf = (n: number, count: number): number[][] =>
  range(1, count).map((e) => range(0, n - 1).map((i) => (i * ([1, 3, 5][e % 3] as number) + 2 * e) % n));

describe.each(cases)("epochs_$dtype over $rows rows on the $name core", ({ dtype, make, stored }) => {
  const core = make();
  const kernel = core.kernels[`epochs_${dtype}`];
  const dataOf = (settings: Settings): TaskData => makeTask({ ...(stored && { stored }), ...settings });
  const check = (settings: Settings, calls: Partial<Calls> = {}): number => {
    const count = calls.count ?? 3;
    const all = { orders: ordersOf(settings.n, count), count, gap: 2, ...calls };
    return checkEpochs(core, dtype, dataOf(settings), all);
  };

  it("any number of epochs: one too many, one too few, or one that begins where the first did", () => {
    for (const count of range(1, 6)) for (const k of [1, 2, 3]) check({ n: 11, d: 5, k }, { count });
  });

  it("orders that lie apart, side by side, or one for all: an epoch in another's order", () => {
    for (const gap of [0, 1, 7]) check({ n: 11, d: 5, k: 2 }, { count: 4, gap });
    const [order] = ordersOf(11, 1) as [number[]];
    check({ n: 11, d: 5, k: 2 }, { count: 4, orders: [order] });
  });

  it("orders of some rows alone, as those of weight 0 are left out: rows behind the end of an order", () => {
    const orders = ordersOf(11, 3).map((order) => order.slice(0, 7));
    check({ n: 11, d: 5, k: 2, averaged: true }, { orders, gap: 4 });
    check(
      { n: 11, d: 5, k: 1, averaged: true },
      { orders: orders.map((order) => order.slice(0, 1)), gap: 10 },
    );
  });

  it("sums for the mean: visits that begin anew with each epoch, or are left behind in the task", () => {
    for (const k of [1, 2, 5]) {
      for (const weighted of [false, true]) check({ n: 9, d: 4, k, averaged: true, weighted });
    }
    check({ n: 9, d: 4, k: 3, averaged: true, joint: true }, { count: 4 });
    check({ n: 9, d: 20, k: 3, averaged: true }, { count: 4 });
  });

  it("joint outputs, and some outputs of several: weights of a neighbour", () => {
    for (const k of range(2, 6)) check({ n: 9, d: 4, k, joint: true });
    for (const first of [0, 1, 2]) check({ n: 9, d: 4, k: 4, first, count: 2, averaged: true });
  });

  it("ends behind an epoch without a mistake, and tells of that one too: epochs that learn nothing", () => {
    expect(
      checkEpochs(core, dtype, settle(dataOf({ n: 9, d: 4, k: 2 })), {
        orders: ordersOf(9, 5),
        count: 5,
        gap: 1,
      }),
    ).toBe(1);
    const ends = new Set<number>();
    for (const n of range(1, 8)) {
      for (const d of [6, 9, 18]) for (const k of [1, 2]) ends.add(check({ n, d, k }, { count: 8 }));
    }
    expect([...ends].filter((ran) => ran > 1 && ran < 8).length, "ends amid the epochs").toBeGreaterThan(1);
  });

  /** The words and visits of a task, which must be as they were however the call ends. */
  const runs = (data: TaskData, calls: Calls): { result: number; found: number[] } => {
    const { memory, task } = place(core, dtype, withOrders(data, calls));
    const mistakes = memory.place(new Uint32Array(calls.count).fill(77));
    const words = (): number[] => [...new Uint8Array(core.memory.buffer, task, 88)];
    const before = words();
    const rows = (calls.orders[0] as readonly number[]).length;
    const result = kernel(task, rows, calls.count, 4 * (rows + calls.gap), mistakes);
    expect(words()).toEqual(before);
    return { result, found: [...new Uint32Array(core.memory.buffer, mistakes, calls.count)] };
  };

  it("a margin that is not finite, in whichever epoch comes to it: a count, or a task that is left amid them", () => {
    for (const k of [1, 2, 3]) {
      for (const bad of range(0, 2)) {
        // Row 6 is in the order of epoch `bad` alone; each epoch before it makes a mistake, in row 1.
        const orders = range(0, 2).map((e) => (e === bad ? [1, 2, 6] : [1, 2, 3]));
        const data = dataOf({ n: 8, d: 5, k, fitIntercept: false });
        for (const j of range(0, 4)) data.X[6 * 5 + j] = !stored || stored(6, j) ? Number.NaN : 0;
        for (const j of range(0, 4)) data.X[1 * 5 + j] = 0; // which no weights ever answer rightly
        data.b.fill(-1);
        for (const o of range(0, k - 1)) data.Y[1 * k + o] = 1;
        const { result, found } = runs(data, { orders, count: 3, gap: 3 });
        expect(result).toBe(NOT_FINITE);
        expect(found.slice(bad + 1)).toEqual(range(bad + 1, 2).map(() => 77));
        for (const mistakes of found.slice(0, bad)) expect(mistakes).toBeGreaterThan(0);
      }
    }
  });

  it("a bias that has overflowed at the end of an epoch, of weights that have not: another epoch, or a count", () => {
    const [large, eta] = dtype === "f32" ? [3.3e38, 2e38] : [1.7e308, 1e308];
    for (const count of [1, 3]) {
      const data = { ...dataOf({ n: 2, d: 1, k: 1, stored: () => true }), eta };
      data.X.splice(0, 2, 0, -1);
      [data.W[0], data.b[0]] = [large, -1];
      data.Y.fill(1);
      data.classWeight.fill(1);
      const order = [0, 1];
      const { result, found } = runs(data, {
        orders: [order, order, order].slice(0, count),
        count,
        gap: 0,
      });
      expect(result).toBe(WEIGHT_NOT_FINITE);
      expect(found).toEqual([2, 77, 77].slice(0, count));
    }
  });

  it("a weight that has overflowed at the end of an epoch, in the last row visited: a margin of the next epoch", () => {
    const data = { ...settle(dataOf({ n: 3, d: 4, k: 2, stored: () => true })), eta: 1e200 };
    spoil(data, 2, 1);
    data.classWeight.fill(dtype === "f32" ? 1 : 1e200);
    const { result, found } = runs(data, { orders: [[2], [2]], count: 2, gap: 2 });
    expect(result).toBe(WEIGHT_NOT_FINITE);
    expect(found[1]).toBe(77);
  });
});

describe.each(suites)("epochs_$dtype and weights that no row shows, on the $name core", ({ dtype, make }) => {
  it("a weight that is not finite, wherever it is: one that nobody looks at", () => {
    const core = make();
    const [d, k] = [7, 3];
    for (const at of range(0, d * k - 1)) {
      const stored = (_: number, j: number): boolean => j !== at % d;
      const data = settle(makeTask({ n: 4, d, k, stored }));
      const { task, W, memory } = place(core, dtype, data);
      const mistakes = memory.place(new Uint32Array(2).fill(77));
      const weights = view(dtype, core.memory.buffer, W, d * k);
      const good = weights[at] as number;
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        weights[at] = bad;
        expect(core.kernels[`epochs_${dtype}`](task, 4, 2, 0, mistakes)).toBe(WEIGHT_NOT_FINITE);
      }
      weights[at] = good;
      expect(core.kernels[`epochs_${dtype}`](task, 4, 2, 0, mistakes)).toBe(1);
    }
  });
});
