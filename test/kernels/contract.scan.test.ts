// scan_T over dense rows, sparse ones and joint outputs, on every core: which row is the first wrong one, and a
// memory that stays as it is.
import { describe, expect, it } from "vitest";
import { NOT_FINITE, STEP } from "../../src/core/contract.js";
import { LENGTHS, range, scattered, suites } from "../support/kernel-memory.js";
import { checkScan, makeTask, place, type Settings, settle, spoil } from "../support/kernel-tasks.js";

const cases = suites.flatMap((suite) => [
  { ...suite, rows: "dense", stored: undefined },
  { ...suite, rows: "sparse", stored: scattered },
]);

/** What a scan may be asked about: one output, or up to `most` joint ones. */
const asked = (most: number) => [{ k: 1, joint: false }, ...range(1, most).map((k) => ({ k, joint: true }))];

describe.each(cases)("scan_$dtype over $rows rows on the $name core", ({ dtype, make, stored }) => {
  const core = make();
  const scan = core.kernels[`scan_${dtype}`];
  const dataOf = (settings: Settings) => makeTask({ ...(stored && { stored }), ...settings });
  const check = (settings: Settings, from?: number, to?: number): void =>
    checkScan(core, dtype, dataOf(settings), from, to);

  it("every number of features: a lost or doubled element", () => {
    for (const d of LENGTHS.slice(1)) {
      for (const { k, joint } of asked(3)) {
        const data = settle(dataOf({ n: 11, d, k, joint }));
        if (!joint || k > 1) spoil(data, d % 11, joint ? 1 : 0);
        checkScan(core, dtype, data);
      }
    }
  });

  it("one wrong row, wherever it is and wherever the scan begins and ends: a row too early, too late or missed", () => {
    for (const [k, joint] of [
      [1, false],
      [2, true],
      [5, true],
      [6, true],
    ] as const) {
      for (const wrong of range(0, 10)) {
        const data = settle(dataOf({ n: 11, d: 5, k, joint }));
        spoil(data, wrong, joint ? 1 : 0);
        const { task } = place(core, dtype, data);
        for (const from of range(0, 11)) {
          for (const to of range(from, 11)) {
            expect(scan(task, from, to)).toBe(wrong >= from && wrong < to ? wrong : to);
          }
        }
      }
    }
  });

  it("wrong rows everywhere: a scan that corrects, or that tells of the last one", () => {
    for (const n of range(1, 13)) {
      for (const { k, joint } of asked(12)) {
        check({ n, d: 3, k, joint, averaged: true, weighted: true });
        for (const from of range(0, n)) check({ n, d: 3, k, joint }, from);
      }
    }
  });

  it("one output of several, as the pocket asks: targets taken one after the other instead of by stride", () => {
    for (const step of [STEP.heaviside, STEP.sgn]) {
      for (const k of range(2, 5)) {
        for (const first of range(0, k - 1)) {
          for (const wrong of [0, 5, 9]) {
            const data = settle(dataOf({ n: 10, d: 5, k, first, count: 1, step }));
            spoil(data, wrong, 0);
            checkScan(core, dtype, data);
          }
        }
      }
    }
  });

  it("joint outputs, each of which wants to be chosen: mistakes that only one direction shows", () => {
    for (const k of range(2, 9)) {
      for (const o of range(1, k - 1)) {
        const data = settle(dataOf({ n: 7, d: 4, k, joint: true }));
        for (const r of [4, 6]) spoil(data, r, o);
        checkScan(core, dtype, data);
      }
    }
  });

  it("any visiting order: a kernel that walks the rows instead", () => {
    const order = [6, 2, 2, 0, 5, 1, 1, 1, 3];
    for (const { k, joint } of asked(3)) {
      const data = { ...settle(dataOf({ n: 7, d: 5, k, joint, order })) };
      if (!joint || k > 1) spoil(data, 1, joint ? 1 : 0);
      checkScan(core, dtype, data);
      checkScan(core, dtype, data, 2, 5);
      checkScan(core, dtype, data, 6);
    }
  });

  it("z = 0 with both steps: a mistake that the rule would not correct", () => {
    for (const step of [STEP.heaviside, STEP.sgn]) {
      for (const target of [-1, 0, 1]) {
        const data = dataOf({ n: 9, d: 5, k: 1, step, warm: false });
        data.Y.fill(target);
        checkScan(core, dtype, data);
      }
    }
  });

  it("a margin that is not finite: told of where no wrong row lies before it, and not beyond the end", () => {
    for (const [k, joint] of [
      [1, false],
      [2, true],
      [3, true],
      [6, true],
    ] as const) {
      for (const bad of [1, 2, 3, 4, 6, 8]) {
        const data = settle(dataOf({ n: 10, d: 5, k, joint }));
        for (const j of range(0, 4)) if (!stored || stored(bad, j)) data.X[bad * 5 + j] = Number.NaN;
        const { task } = place(core, dtype, data);
        expect(scan(task, 0, 10)).toBe(NOT_FINITE);
        expect(scan(task, 0, bad)).toBe(bad);
        expect(scan(task, bad + 1, 10)).toBe(10);
        spoil(data, bad - 1, joint ? 1 : 0);
        expect(scan(place(core, dtype, data).task, 0, 10)).toBe(bad - 1);
      }
    }
  });
});
