// epoch_T over dense rows, on every core, against the rule in plain loops; the numbers as in the product tests.
import { describe, expect, it } from "vitest";
import { NOT_FINITE, STEP } from "../../src/core/contract.js";
import { LENGTHS, range, suites } from "../support/kernel-memory.js";
import { checkEpoch, makeTask, place, type Settings, settle, spoil } from "../support/kernel-tasks.js";

describe.each(suites)("epoch_$dtype on the $name core", ({ dtype, make }) => {
  const core = make();
  const check = (settings: Settings, from?: number, to?: number): void =>
    checkEpoch(core, dtype, makeTask(settings), from, to);

  it("every number of features: a lost or doubled element", () => {
    for (const d of LENGTHS.slice(1)) for (const k of [1, 3]) check({ n: 9, d, k });
  });

  it("every number of rows and outputs: a tile that skips, repeats or forgets to start again", () => {
    for (const n of range(1, 19)) for (const k of range(1, 5)) check({ n, d: 3, k });
  });

  it("one wrong row, wherever it is: a tile that forgets its last row, or counts a mistake twice", () => {
    for (const k of range(1, 5)) {
      for (const wrong of range(0, 18)) {
        for (const o of range(0, k - 1)) {
          const data = settle(makeTask({ n: 19, d: 5, k }));
          spoil(data, wrong, o);
          checkEpoch(core, dtype, data);
        }
      }
    }
  });

  it("both steps, with and without a bias and row weights: a wrong factor of the update", () => {
    for (const step of [STEP.heaviside, STEP.sgn]) {
      for (const fitIntercept of [false, true]) {
        for (const weighted of [false, true]) check({ n: 13, d: 6, k: 3, step, fitIntercept, weighted });
      }
    }
  });

  it("from zero weights, with both steps: z = 0 on the wrong side", () => {
    for (const step of [STEP.heaviside, STEP.sgn]) {
      for (const k of [1, 2, 3]) check({ n: 13, d: 6, k, step, warm: false });
    }
  });

  it("sums for the mean, after every number of features: a row too early, or a bias that is left out", () => {
    for (const d of LENGTHS.slice(1, 20)) check({ n: 11, d, k: 3, averaged: true });
    const order = [8, 1, 1, 0, 4];
    check({ n: 9, d: 5, k: 2, averaged: true, weighted: true, fitIntercept: false, order });
  });

  it("any visiting order, with rows left out or repeated: a kernel that walks the rows instead", () => {
    check({ n: 7, d: 5, k: 2, weighted: true, order: [6, 2, 2, 0, 5, 1, 1, 1, 3] });
    check({ n: 7, d: 5, k: 1, weighted: true, order: [4] });
    check({ n: 11, d: 2, k: 3, order: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] });
  });

  it("every part of the order: a kernel that begins at 0, goes on to the end, or counts rows from `from`", () => {
    const order = [6, 2, 10, 2, 0, 9, 5, 1, 8, 1, 4, 3, 7];
    for (const k of [1, 2, 3]) {
      for (const from of range(0, order.length)) {
        for (const to of range(from, order.length)) {
          check({ n: 11, d: 3, k, averaged: true, weighted: true, order }, from, to);
        }
      }
    }
  });

  it("a mean that forgets: a power too low, sums that were not brought up to date, or those of another output", () => {
    for (const d of [1, 4, 5, 9]) check({ n: 11, d, k: 3, averaged: true, decay: 0.5 });
    const order = [8, 1, 1, 0, 4];
    check({ n: 9, d: 5, k: 2, averaged: true, decay: 0.5, weighted: true, fitIntercept: false, order });
    check({ n: 12, d: 5, k: 4, first: 1, count: 2, averaged: true, decay: 0.5 });
  });

  it("some outputs of several: targets, weights or sums taken one after the other instead of by stride", () => {
    for (const k of range(2, 5)) {
      for (const first of range(0, k - 1)) {
        for (const count of range(1, k - first)) {
          check({ n: 12, d: 5, k, first, count, averaged: true, step: STEP.sgn });
        }
      }
    }
  });

  it("tells of a margin that is not finite, in every row visited and in no other: a row beyond the end", () => {
    for (const k of range(1, 4)) {
      for (const bad of range(0, 9)) {
        for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
          const data = settle(makeTask({ n: 10, d: 5, k }));
          for (const j of range(0, 4)) data.X[bad * 5 + j] = value;
          const { task } = place(core, dtype, data);
          const epoch = core.kernels[`epoch_${dtype}`];
          expect(epoch(task, 0, 10)).toBe(NOT_FINITE);
          expect(epoch(task, bad, bad + 1)).toBe(NOT_FINITE);
          expect(epoch(task, 0, bad)).toBe(0);
          expect(epoch(task, bad + 1, 10)).toBe(0);
        }
      }
    }
  });

  it("tells of a bias that is not finite, of any output: an output that nobody looks at", () => {
    for (const k of range(1, 5)) {
      for (const bad of range(0, k - 1)) {
        const data = settle(makeTask({ n: 10, d: 5, k }));
        data.b[bad] = Number.NEGATIVE_INFINITY;
        const { task } = place(core, dtype, data);
        expect(core.kernels[`epoch_${dtype}`](task, 0, 10)).toBe(NOT_FINITE);
      }
    }
  });
});
