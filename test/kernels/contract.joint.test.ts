// epoch_T of joint tasks, one decision per row, over dense rows and sparse ones, on every core, against the rule
// in plain loops: the right output gains what the one with the largest margin loses.
import { describe, expect, it } from "vitest";
import { view } from "../../src/base/dtype.js";
import { NOT_FINITE } from "../../src/core/contract.js";
import { LENGTHS, range, scattered, suites } from "../support/kernel-memory.js";
import { checkEpoch, makeTask, place, type Settings, settle, spoil } from "../support/kernel-tasks.js";

const cases = suites.flatMap((suite) => [
  { ...suite, rows: "dense", stored: undefined },
  { ...suite, rows: "sparse", stored: scattered },
]);

describe.each(cases)("epoch_$dtype of joint outputs over $rows rows on the $name core", (suite) => {
  const { dtype, make, stored } = suite;
  const core = make();
  const epoch = core.kernels[`epoch_${dtype}`];
  const dataOf = (settings: Settings) => makeTask({ joint: true, ...(stored && { stored }), ...settings });
  const check = (settings: Settings, from?: number, to?: number): void =>
    checkEpoch(core, dtype, dataOf(settings), from, to);

  it("every number of features: a lost or doubled element", () => {
    for (const d of LENGTHS.slice(1)) for (const k of [3, 4]) check({ n: 9, d, k });
  });

  it("every number of rows and outputs: an odd last output that is skipped, or whose margin is a neighbour's", () => {
    for (const n of range(1, 13)) for (const k of range(1, 9)) check({ n, d: 3, k });
  });

  it("one wrong row, wherever it is: a tile that forgets its last row, or mistakes that count outputs", () => {
    for (const k of range(2, 9)) {
      for (const wrong of range(0, 10)) {
        const data = settle(dataOf({ n: 11, d: 5, k }));
        spoil(data, wrong, 1 + (wrong % (k - 1)));
        checkEpoch(core, dtype, data);
      }
    }
  });

  it("two equal largest margins: the last that wins, or neither", () => {
    for (const k of range(2, 9)) {
      for (const a of range(0, k - 1)) {
        for (const b of range(a + 1, k - 1)) {
          for (const right of [a, b]) {
            const data = dataOf({ n: 1, d: 1, k, stored: () => true });
            data.X[0] = 1;
            for (const j of range(0, k - 1)) {
              [data.W[j], data.b[j]] = j === a || j === b ? [40 + j, 60 - j] : [j, -j];
              data.Y[j] = Number(j === right);
            }
            checkEpoch(core, dtype, data);
          }
        }
      }
    }
  });

  it("from zero weights, where all margins are equal: the last that wins", () => {
    for (const k of range(1, 9)) check({ n: 13, d: 4, k, warm: false });
  });

  it("with and without a bias, row weights and sums: a wrong factor, the weight of the wrong class", () => {
    for (const k of [2, 3, 5]) {
      for (const fitIntercept of [false, true]) {
        for (const weighted of [false, true]) {
          for (const averaged of [false, true]) check({ n: 13, d: 6, k, fitIntercept, weighted, averaged });
        }
      }
    }
  });

  it("the weights of all outputs sum to zero in each column: an output that gains and none that loses", () => {
    for (const k of range(1, 9)) {
      const data = dataOf({ n: 15, d: 7, k, warm: false, weighted: true });
      const { task, W, b } = place(core, dtype, data);
      const mistakes = epoch(task, 0, 15);
      if (k > 1) expect(mistakes).toBeGreaterThan(3);
      const weights = view(dtype, core.memory.buffer, W, k * 7);
      const columns = range(0, 6).map((p) => range(0, k - 1).map((j) => weights[j * 7 + p] as number));
      columns.push([...view(dtype, core.memory.buffer, b, k)]);
      for (const column of columns) expect(column.reduce((sum, w) => sum + w, 0)).toBe(0);
    }
  });

  it("every part of any order, with sums: a kernel that walks the rows, or counts them from `from`", () => {
    const order = [6, 2, 10, 2, 0, 9, 5, 1, 8, 1, 4, 3, 7];
    for (const k of [2, 3]) {
      for (const from of range(0, order.length)) {
        for (const to of range(from, order.length)) {
          check({ n: 11, d: 3, k, averaged: true, weighted: true, order }, from, to);
        }
      }
    }
  });

  it("a mean that forgets: sums of the right or of the chosen output that were not brought up to date", () => {
    for (const d of [1, 4, 5, 9]) check({ n: 11, d, k: 3, averaged: true, decay: 0.5 });
  });

  it("some outputs of several: targets, weights or sums taken one after the other instead of by stride", () => {
    for (const k of range(2, 6)) {
      for (const first of range(0, k - 2)) {
        for (const count of range(1, k - first)) check({ n: 12, d: 5, k, first, count, averaged: true });
      }
    }
  });

  it("tells of a margin that is not finite, of any output: one below the largest that nobody looks at", () => {
    for (const k of range(1, 9)) {
      for (const bad of range(0, k - 1)) {
        for (const value of [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]) {
          const data = settle(dataOf({ n: 5, d: 3, k }));
          data.b[bad] = value;
          expect(epoch(place(core, dtype, data).task, 0, 5)).toBe(NOT_FINITE);
        }
      }
    }
  });

  it("tells of a row that is not finite where it is visited, and nowhere else: a row beyond the end", () => {
    for (const bad of [1, 2, 3, 4, 6]) {
      const data = settle(dataOf({ n: 8, d: 4, k: 3 }));
      for (const j of range(0, 3)) if (!stored || stored(bad, j)) data.X[bad * 4 + j] = Number.NaN;
      const { task } = place(core, dtype, data);
      expect(epoch(task, 0, 8)).toBe(NOT_FINITE);
      expect(epoch(task, 0, bad)).toBe(0);
      expect(epoch(task, bad + 1, 8)).toBe(0);
    }
  });
});
