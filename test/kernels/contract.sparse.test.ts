// The kernels over sparse rows, on every core: epoch_T against the rule in plain loops over the dense ones, and the check
// of columns against what it claims, row by row. Before the first row and behind the last one lie elements that belong
// to no row.
import { describe, expect, it } from "vitest";
import { view } from "../../src/base/dtype.js";
import { NOT_FINITE, type Ptr, STEP } from "../../src/core/contract.js";
import { cores } from "../support/cores.js";
import { KernelMemory, LENGTHS, range, scattered, suites } from "../support/kernel-memory.js";
import { checkEpoch, makeTask, place, type Settings, settle, spoil } from "../support/kernel-tasks.js";

describe.each(suites)("epoch_$dtype over sparse rows on the $name core", ({ dtype, make }) => {
  const core = make();
  const check = (settings: Settings, from?: number, to?: number): void =>
    checkEpoch(core, dtype, makeTask({ stored: scattered, ...settings }), from, to);

  it("every number of features, rows without elements and full ones: an element lost where the lanes end", () => {
    for (const d of LENGTHS.slice(1)) for (const k of [1, 3]) check({ n: 9, d, k, averaged: d % 2 === 0 });
  });

  it("rows of one element, in every column: one that goes into two lanes, or into none", () => {
    for (const d of LENGTHS.slice(1)) {
      check({ n: d, d, k: 2, averaged: true, stored: (r, j) => r === j });
      const data = settle(makeTask({ n: d, d, k: 1, stored: (r, j) => r === j }));
      spoil(data, d - 1, 0);
      checkEpoch(core, dtype, data);
    }
  });

  it("rows without any element: a bias that only elements correct", () => {
    const stored = (): boolean => false;
    for (const fitIntercept of [false, true]) {
      for (const step of [STEP.heaviside, STEP.sgn]) {
        check({ n: 6, d: 5, k: 3, stored, fitIntercept, step, averaged: true });
      }
    }
  });

  it("rows that are full: a kernel that loses the elements that a dense row has", () => {
    for (const d of LENGTHS.slice(1)) check({ n: 7, d, k: 2, averaged: true, stored: () => true });
  });

  it("every number of rows and outputs: a row that starts where another does, or an odd output left out", () => {
    for (const n of range(1, 13)) for (const k of range(1, 5)) check({ n, d: 7, k });
  });

  it("both steps, with and without a bias, row weights and sums: a wrong factor of the update", () => {
    for (const step of [STEP.heaviside, STEP.sgn]) {
      for (const fitIntercept of [false, true]) {
        for (const weighted of [false, true]) {
          for (const averaged of [false, true]) {
            check({ n: 13, d: 6, k: 3, step, fitIntercept, weighted, averaged });
            check({ n: 13, d: 6, k: 3, step, fitIntercept, weighted, averaged, warm: false });
          }
        }
      }
    }
  });

  it("every part of any order: a kernel that walks the rows, or counts them from `from`", () => {
    const order = [6, 2, 10, 2, 0, 9, 5, 1, 8, 1, 4, 3, 7];
    for (const k of [1, 3]) {
      for (const from of range(0, order.length)) {
        for (const to of range(from, order.length)) {
          check({ n: 11, d: 5, k, averaged: true, weighted: true, order }, from, to);
        }
      }
    }
  });

  it("a mean that forgets: sums of columns that are not stored left as they were", () => {
    for (const d of [1, 4, 5, 9]) check({ n: 11, d, k: 3, averaged: true, decay: 0.5 });
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

  it("tells of a margin that is not finite, in every row visited and in no other: the elements of a neighbour", () => {
    const epoch = core.kernels[`epoch_${dtype}`];
    for (const k of range(1, 4)) {
      for (const bad of [1, 2, 3, 4, 6, 7]) {
        for (const value of [Number.NaN, Number.NEGATIVE_INFINITY]) {
          const data = settle(makeTask({ n: 8, d: 5, k, stored: scattered }));
          for (const j of range(0, 4)) if (scattered(bad, j)) data.X[bad * 5 + j] = value;
          const { task } = place(core, dtype, data);
          expect(epoch(task, 0, 8)).toBe(NOT_FINITE);
          expect(epoch(task, bad, bad + 1)).toBe(NOT_FINITE);
          expect(epoch(task, 0, bad)).toBe(0);
          expect(epoch(task, bad + 1, 8)).toBe(0);
        }
      }
    }
  });

  // Of the smaller rate t is finite in f64, and what it adds to the sums of a mean is not.
  it("shows a correction that overflowed, even in a row without elements: weights or sums that stay finite", () => {
    const wide = { n: 1, d: 3, k: 2, averaged: true, fitIntercept: false };
    for (const joint of [false, true]) {
      for (const eta of [1e100, 1e200]) {
        const data = makeTask({ ...wide, joint, stored: () => false });
        data.b.fill(0);
        data.Y.set([0, 1]);
        data.classWeight.fill(1e200);
        const { task, W, sums } = place(core, dtype, { ...data, eta, visits: 1e12 });
        expect(core.kernels[`epoch_${dtype}`](task, 0, 1)).toBe(1);
        const spoiled = (value: number, at: number): number =>
          at === 0 || (joint && at === 3) ? Number.NaN : value;
        const staysFinite = dtype === "f64" && eta === 1e100;
        expect([...view(dtype, core.memory.buffer, W, 6)]).toEqual(
          staysFinite ? data.W : data.W.map(spoiled),
        );
        expect([...view("f64", core.memory.buffer, sums, 6)]).toEqual([...data.sums.map(spoiled)]);
      }
    }
  });
});

describe.each(suites)(
  "sparse rows and weights that overflowed, $dtype on the $name core",
  ({ dtype, make }) => {
    const core = make();

    it("a neighbour in the same vector that is infinite or NaN, of one output and of two", () => {
      for (const k of range(1, 20)) {
        for (const column of range(0, k - 1)) {
          for (const outputs of [1, 2, 3]) {
            const memory = new KernelMemory(core, dtype);
            const bad = [Number.POSITIVE_INFINITY, Number.NaN, Number.NEGATIVE_INFINITY];
            const W = range(0, outputs * k - 1).map((at) =>
              at % k === column ? at : (bad[at % 3] as number),
            );
            const indptr = memory.place(Uint32Array.of(0, 1));
            const [indices, x] = [memory.place(Uint32Array.of(column)), memory.reals([2])];
            const at = { W: memory.reals(W), b: memory.reals([1, 1, 1]), z: memory.take(outputs) };
            const call = memory.productCall({
              ...{ m: 1, n: outputs, k, A: x, indptr, indices, B: at.W, b: at.b, C: at.z, step: STEP.none },
            });
            expect(core.kernels[`product_${dtype}`](call)).toBe(0);
            const expected = range(0, outputs - 1).map((o) => 2 * (o * k + column) + 1);
            expect([...view(dtype, core.memory.buffer, at.z, outputs)]).toEqual(expected);
          }
        }
      }
    });
  },
);

/** 1 if the columns of every row ascend and are below `cols`, else 0, by what that means. */
function areGood(cols: number, starts: readonly number[], columns: readonly number[]): number {
  const rows = range(0, starts.length - 2).map((i) => columns.slice(starts[i], starts[i + 1]));
  const isGood = (row: readonly number[]): boolean =>
    row.every((column, p) => column < cols && (p === 0 || column > (row[p - 1] as number)));
  return Number(rows.every(isGood));
}

describe.each(Object.entries(cores))("checkRows on the %s core", (_name, make) => {
  const core = make();

  /** Ways to part elements into rows: one row, rows of one, of three, and rows of which some are empty. */
  const partings = (count: number): number[][] => [
    [0, count],
    range(0, count),
    [...range(0, Math.floor(count / 3)).map((i) => 3 * i), count],
    [0, 0, Math.floor(count / 2), Math.floor(count / 2), count, count],
  ];

  /** Rows in memory, with elements around them that look good where a bad one is asked for. */
  function placed(starts: readonly number[], columns: readonly number[]) {
    const memory = new KernelMemory(core, "f32");
    const strays = [9, 8];
    const indptr = memory.place(Uint32Array.from(starts, (start) => start + strays.length));
    const around = memory.place(Uint32Array.from([...strays, ...columns, ...strays]));
    const indices = (around + 4 * strays.length) as Ptr;
    const words = new Uint32Array(core.memory.buffer, indices, columns.length);
    const before = memory.snapshot();
    return {
      words,
      check: (cols: number) => core.kernels.checkRows(starts.length - 1, cols, indptr, indices),
      expectUnchanged: () => memory.expectOnly(before, []),
    };
  }

  it("every length in every parting, good: an element or a border of rows that is taken for a descent", () => {
    for (const count of LENGTHS) {
      for (const starts of partings(count)) {
        // Ascending in each row, and from row to row too, or down again to 0.
        const through = range(0, count - 1);
        const again = through.map((p) => p - (starts.findLast((start) => start <= p) as number));
        for (const columns of [through, again]) {
          const { check, expectUnchanged } = placed(starts, columns);
          expect(check(Math.max(...columns, -1) + 1)).toBe(1);
          expect(check(2 ** 32 - 1)).toBe(1);
          expectUnchanged();
        }
      }
    }
  });

  it("one bad column in every place: one that is overlooked", () => {
    for (const count of LENGTHS.slice(1)) {
      for (const starts of partings(count)) {
        const columns = range(0, count - 1).map((p) => 2 * p + 10);
        const cols = 2 * count + 10;
        const { words, check } = placed(starts, columns);
        for (const p of range(0, count - 1)) {
          const own = columns[p] as number;
          for (const bad of [own - 2, own - 3, own + 2, 0, cols - 1, cols, 2 ** 31, 2 ** 32 - 1]) {
            words[p] = bad;
            const good = areGood(cols, starts, [...words]);
            if (check(cols) !== good) expect.fail(`not ${good}: ${bad} at ${p} of ${count}`);
          }
          words[p] = own;
        }
        expect(check(cols)).toBe(1);
      }
    }
  });

  it("columns around 2³¹ and up to 2³² − 2: a comparison that takes them for negative", () => {
    for (const top of [2 ** 31 - 2, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 5, 2 ** 32 - 8, 2 ** 32 - 2]) {
      for (const count of range(1, 9)) {
        const columns = range(0, count - 1).map((p) => top - count + 1 + p);
        const { check } = placed([0, count], columns);
        expect(check(top + 1)).toBe(1);
        expect(check(top)).toBe(0);
        expect(placed([0, count], [0, ...columns.slice(1)]).check(top + 1)).toBe(1);
        if (count > 1) expect(placed([0, count], [...columns.slice(1), 0]).check(top + 1)).toBe(0);
      }
    }
  });

  it("no rows, rows without elements, and no columns", () => {
    expect(placed([0], []).check(0)).toBe(1);
    expect(placed([0, 0, 0], []).check(0)).toBe(1);
    expect(placed([0, 0, 1], [0]).check(0)).toBe(0);
  });
});
