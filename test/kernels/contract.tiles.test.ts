// epoch_T over dense rows of several outputs, on every core: the panel, for rows of up to 16 features, and the tiles of
// two rows, for longer ones. The scratch that they work in holds NaN.
import { describe, expect, it } from "vitest";
import { NOT_FINITE, STEP } from "../../src/core/contract.js";
import { range, suites } from "../support/kernel-memory.js";
import { checkEpoch, makeTask, place, type Settings, settle, spoil } from "../support/kernel-tasks.js";

const STEPS = [STEP.heaviside, STEP.sgn];
/** On both sides of the border between panel and tiles. */
const FEATURES = [1, 2, 3, 4, 5, 15, 16, 17, 18, 20];

describe.each(suites)("tiles of epoch_$dtype on the $name core", ({ dtype, make }) => {
  const core = make();
  const epoch = core.kernels[`epoch_${dtype}`];
  const check = (settings: Settings, from?: number, to?: number): void =>
    checkEpoch(core, dtype, makeTask(settings), from, to);

  it("every number of features and outputs, both steps: a lane, a vector or a group that is lost", () => {
    for (const d of range(1, 18)) {
      for (const k of range(2, 9)) {
        for (const step of STEPS) check({ n: 7, d, k, step });
      }
    }
  });

  it("with row weights, sums, no bias, and joint outputs: a panel that takes none of it", () => {
    for (const d of FEATURES) {
      for (const k of range(2, 9)) {
        check({ n: 7, d, k, weighted: true, averaged: true });
        check({ n: 7, d, k, fitIntercept: false, averaged: true, step: STEP.sgn });
        check({ n: 7, d, k, joint: true, averaged: true });
      }
    }
  });

  it("one wrong row, in whichever place of a tile, of every number of rows: a second row that is forgotten", () => {
    for (const d of [4, 7, 19]) {
      for (const k of range(2, 6)) {
        for (const n of range(1, 6)) {
          for (const wrong of range(0, n - 1)) {
            const o = wrong % k;
            const data = settle(makeTask({ n, d, k, step: STEPS[o % 2] as 1 | 2 }));
            spoil(data, wrong, o);
            checkEpoch(core, dtype, data);
          }
        }
      }
    }
  });

  it("a correction that makes the next row wrong, or right: a margin from before it", () => {
    for (const d of [3, 20]) {
      for (const k of range(2, 5)) {
        for (const n of range(2, 9)) {
          // All rows are alike, and want what the row before did not: each correction turns the next answer over.
          const data = makeTask({ n, d, k, warm: false });
          for (const r of range(1, n - 1))
            for (const j of range(0, d - 1)) data.X[r * d + j] = data.X[j] as number;
          for (const r of range(0, n - 1)) for (const o of range(0, k - 1)) data.Y[r * k + o] = (r + o) % 2;
          data.classWeight.fill(1);
          checkEpoch(core, dtype, data);
        }
      }
    }
  });

  it("every part of any order: a row beyond the end, or a count from `from`", () => {
    const order = [6, 2, 2, 0, 5, 1, 4];
    for (const d of [6, 19]) {
      for (const k of [2, 3]) {
        for (const from of range(0, order.length)) {
          for (const to of range(from, order.length)) {
            check({ n: 7, d, k, averaged: true, weighted: true, order }, from, to);
          }
        }
      }
    }
  });

  it("some outputs of several: weights, biases or targets of a neighbour", () => {
    for (const d of [6, 19]) {
      for (const step of STEPS) {
        for (const k of range(3, 6)) {
          for (const first of range(0, k - 2)) {
            for (const count of range(2, k - first))
              check({ n: 8, d, k, first, count, step, averaged: true });
          }
        }
      }
    }
  });

  it("tells of a row that is not finite, in every place, right or wrong: a strange margin that answers rightly", () => {
    for (const d of FEATURES) {
      for (const k of [2, 3, 4, 5]) {
        for (const step of STEPS) {
          for (const bad of range(0, 4)) {
            for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
              const data = settle(makeTask({ n: 5, d, k, step }));
              data.W.fill(3);
              for (const j of range(0, d - 1)) data.X[bad * d + j] = j === (bad + d) % d ? value : 1;
              for (const target of [0, 1]) {
                for (const o of range(0, k - 1)) data.Y[bad * k + o] = target;
                const { task } = place(core, dtype, data);
                expect(epoch(task, 0, 5)).toBe(NOT_FINITE);
              }
            }
          }
        }
      }
    }
  });

  it("tells of a bias that is not finite, of any output, and of no other's: bits of a lane that has no output", () => {
    for (const d of [3, 16, 17]) {
      for (const k of range(2, 7)) {
        for (const bad of range(0, k - 1)) {
          for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
            const data = settle(makeTask({ n: 6, d, k }));
            for (const r of range(0, 5)) data.Y[r * k + bad] = Number(!(value < 0)); // rightly answered, were it a number
            data.b[bad] = value;
            expect(epoch(place(core, dtype, data).task, 0, 6)).toBe(NOT_FINITE);
          }
        }
      }
    }
  });

  it("the largest margins that are finite: a difference or a sum of two that overflows", () => {
    const huge = dtype === "f32" ? 3e38 : 1.7e308;
    for (const d of [1, 4, 20]) {
      for (const k of range(2, 5)) {
        const data = makeTask({ n: 5, d, k });
        data.W.fill(0);
        for (const o of range(0, k - 1)) data.b[o] = o % 2 === 0 ? huge : -huge;
        for (const r of range(0, 4)) for (const o of range(0, k - 1)) data.Y[r * k + o] = Number(o % 2 === 0);
        expect(epoch(place(core, dtype, data).task, 0, 5)).toBe(0);
      }
    }
  });
});
