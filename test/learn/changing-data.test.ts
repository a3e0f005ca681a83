// X may be changed once a call has read it: in every callback, and in every pause between two steps of an
// interruptible call. Rows below one part are read in the first step, before anybody else runs.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { STREAMING } from "../../src/base/costs.js";
import { useCore } from "../../src/core/current.js";
import { type Batch, type MatrixInput, Perceptron, type PerceptronOptions } from "../../src/index.js";
import { cores } from "../support/cores.js";
import { essence } from "../support/essence.js";
import { noisy } from "../support/naive.js";
import { typedForms } from "../support/training-sets.js";

/** Rows, and what makes other numbers of them, not a number, or columns that are none. */
interface Passed {
  readonly X: MatrixInput;
  overwrite(): void;
}

/** What the numbers are overwritten with, one after the other. */
function others(): () => number {
  let times = 0;
  return () => [1000, Number.NaN, -7, Number.POSITIVE_INFINITY][times++ % 4] as number;
}

const passedAs: Record<string, (rows: number[][]) => Passed> = {
  "number[][]": (rows) => {
    const [X, next] = [rows.map((row) => [...row]), others()];
    return {
      X,
      overwrite: () => {
        const value = next();
        for (const row of X) row.fill(value);
      },
    };
  },
  "rows of typed arrays": (rows) => {
    const [X, next] = [rows.map((row) => Float64Array.from(row)), others()];
    return {
      X,
      overwrite: () => {
        const value = next();
        for (const row of X) row.fill(value);
      },
    };
  },
  "one typed array": (rows) => {
    const X = typedForms["one array"]?.(rows, Float64Array) as { data: Float64Array } & MatrixInput;
    const next = others();
    return { X, overwrite: () => X.data.fill(next()) };
  },
  "one shared array": (rows) => {
    const cols = rows[0]?.length ?? 0;
    const data = new Float64Array(new SharedArrayBuffer(8 * rows.length * cols));
    data.set(rows.flat());
    const next = others();
    return { X: { data, rows: rows.length, cols }, overwrite: () => data.fill(next()) };
  },
  "sparse rows": (rows) => {
    type Csr = { data: Float64Array; indices: Uint32Array };
    const X = typedForms["sparse rows"]?.(rows, Float64Array) as Csr & MatrixInput;
    const next = others();
    let times = 0;
    return {
      X,
      overwrite: () => {
        X.data.fill(next());
        X.indices.fill([2 ** 32 - 1, 0, 3][times++ % 3] as number);
      },
    };
  },
};

/** Rows below one part, enough of them that most that is done with each is done in several steps. */
const sizes = [
  [60, 4],
  [1500, 4],
] as const;

interface Case {
  readonly options?: PerceptronOptions;
  readonly y?: (y: number[]) => Parameters<Perceptron["fit"]>[1];
  readonly weighted?: boolean;
}
const bitsOf = (y: number[]): number[][] => y.map((label) => [label & 1, label >> 1]);
const cases: Record<string, Case> = {
  labels: {},
  "rows as they lie": { options: { shuffle: false } },
  "row weights": { weighted: true },
  "a matrix of targets": { y: bitsOf },
  "targets in one array": {
    y: (y) => ({ data: Uint8Array.from(bitsOf(y).flat()), rows: y.length, cols: 2 }),
  },
  "balanced, sgn, a mean": { options: { classWeight: "balanced", step: "sgn", average: true } },
  joint: { options: { multiclass: "joint" } },
  "a pocket": { options: { keep: "best" } },
  "scaled rows": { options: { standardize: true } },
  "rows held out": { options: { earlyStopping: true } },
};

let pauses = 0;
/** What happens in every pause. */
let inPause: () => void = () => {};

// Where nobody ran meanwhile, typed rows that are not shuffled would be read anew in each epoch.
const usual = { ...STREAMING };
beforeAll(() => void Object.assign(STREAMING, { leastBytes: 0, blockBytes: 1 }));
afterAll(() => void Object.assign(STREAMING, usual));

beforeEach(() => {
  const { setImmediate } = globalThis;
  let now = 0;
  pauses = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += 5)); // each pause that may come does
  vi.stubGlobal("setImmediate", (resume: () => void) =>
    setImmediate(() => {
      pauses++;
      inPause();
      resume();
    }),
  );
});
afterEach(() => {
  inPause = () => {};
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

// An interruptible call makes a core of its own, of one of these kinds.
describe.each(["wasm", "js"])("X is changed [%s]", (core) => {
  beforeAll(() => useCore(cores[core]?.()));
  afterAll(() => useCore());

  describe.each(Object.entries(passedAs))("%s", (_, pass) => {
    for (const [n, d] of sizes) {
      for (const [name, { options, y: targetsOf, weighted }] of Object.entries(cases)) {
        const { X: rows, y: labels } = noisy(n, n, d, 3);
        const y = targetsOf?.(labels) ?? labels;
        const sampleWeight = weighted ? labels.map((_, i) => (i % 4) / 2) : undefined;
        const settings: PerceptronOptions = { ...options, tol: null, maxIter: 3 };
        const expected = (): string =>
          essence(new Perceptron(settings).fit(pass(rows).X, y, { sampleWeight }));
        const pace = { sampleWeight, yieldEvery: 1e-6 };

        it(`${n}×${d}, ${name}: in every callback of fit`, () => {
          const { X, overwrite } = pass(rows);
          let told = 0;
          const onEpoch = (): void => {
            told++;
            overwrite();
          };
          const model = new Perceptron(settings).fit(X, y, { sampleWeight, onEpoch });
          expect(essence(model)).toBe(expected());
          expect(told).toBe(model.nIter);
        });

        it(`${n}×${d}, ${name}: in every callback and pause of fitAsync`, async () => {
          const { X, overwrite } = pass(rows);
          inPause = overwrite;
          const model = new Perceptron(settings);
          await model.fitAsync(X, y, { ...pace, onEpoch: overwrite });
          expect(pauses).toBeGreaterThan(3);
          expect(essence(model)).toBe(expected());
        });

        it(`${n}×${d}, ${name}: in the loop over epochs() and in every pause`, async () => {
          const { X, overwrite } = pass(rows);
          inPause = overwrite;
          const model = new Perceptron(settings);
          for await (const _ of model.epochs(X, y, pace)) overwrite();
          expect(pauses).toBeGreaterThan(3);
          expect(essence(model)).toBe(expected());
        });
      }
    }

    it("60×4, in every pause of fitAsync, of which each epoch has one: one that reads rows anew, or runs through", async () => {
      const { X: rows, y } = noisy(5, 60, 4, 3);
      const settings: PerceptronOptions = { tol: null, maxIter: 40, shuffle: false };
      const { X, overwrite } = pass(rows);
      inPause = overwrite;
      const model = new Perceptron(settings);
      await model.fitAsync(X, y, { yieldEvery: 1e-6 });
      expect(essence(model)).toBe(essence(new Perceptron(settings).fit(pass(rows).X, y)));
      expect(pauses).toBeGreaterThanOrEqual(40);
    });

    it("30,000×3, in every callback: rows of an epoch that are read when it begins", async () => {
      const { X: rows, y } = noisy(9, 30_000, 3, 3);
      const settings: PerceptronOptions = { tol: null, maxIter: 2, shuffle: false };
      const expected = essence(new Perceptron(settings).fit(pass(rows).X, y));
      const now = pass(rows);
      expect(essence(new Perceptron(settings).fit(now.X, y, { onEpoch: now.overwrite }))).toBe(expected);
      const later = pass(rows);
      const model = new Perceptron(settings);
      await model.fitAsync(later.X, y, { onEpoch: later.overwrite });
      expect(essence(model)).toBe(expected);
    });

    /** Batches, each overwritten in every pause from the one on in which it was taken. */
    function batchesOf(given: { X: number[][]; y: number[] }[]) {
      const taken: Passed[] = [];
      const overwrite = (): void => {
        for (const batch of taken) batch.overwrite();
      };
      function* batches(): Generator<Batch> {
        for (const { X, y } of given) {
          overwrite();
          taken.push(pass(X));
          yield { X: (taken.at(-1) as Passed).X, y };
        }
      }
      return { batches: batches(), overwrite };
    }
    const given = [1, 2, 3].map((seed) => noisy(seed, 40, 4, 3));
    const classes = [0, 1, 2];
    const stream = async (within: (overwrite: () => void) => void) => {
      const { batches, overwrite } = batchesOf(given);
      within(overwrite);
      const model = new Perceptron({ average: true });
      await model.fitStream(batches, { classes, yieldEvery: 1e-6, onEpoch: overwrite });
      const parts = new Perceptron({ average: true });
      for (const { X, y } of given) parts.partialFit(pass(X).X, y, { classes });
      expect(model.coef).toEqual(parts.coef);
    };

    it("in every callback of fitStream, and before the next batch: a batch that is kept", async () => {
      await stream(() => {});
    });

    // The rows are learned from after the pause behind their prediction.
    it("in every pause of fitStream: rows that are predicted and not those that are learned from", async () => {
      await stream((overwrite) => {
        inPause = overwrite;
      });
    });
  });
});
