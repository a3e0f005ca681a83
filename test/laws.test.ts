// Mathematics, not examples: properties that hold for every input, on every core.
import fc from "fast-check";
import { expect, it } from "vitest";
import { matmul, Perceptron, type PerceptronOptions } from "../src/index.js";
import { describeCores } from "./support/cores.js";
import { rowsOf } from "./support/matrices.js";
import { anyForm } from "./support/training-sets.js";

const seeded = { seed: 1957, numRuns: 60 };

const small = fc.integer({ min: -9, max: 9 });
const matrix = (rows: number, cols: number) =>
  fc.array(fc.array(small, { minLength: cols, maxLength: cols }), { minLength: rows, maxLength: rows });
const shape = fc.record({ n: fc.integer({ min: 2, max: 25 }), d: fc.integer({ min: 1, max: 9 }) });

/** How rows are passed and visited: streamed rows are typed, and visited as they lie. */
const asked = { form: anyForm, shuffle: fc.boolean() };

/** Rows of small integers with labels of both classes. */
const labelled = shape.chain(({ n, d }) =>
  fc.record({
    ...asked,
    X: matrix(n, d),
    y: fc
      .array(fc.constantFrom(0, 1), { minLength: n, maxLength: n })
      .filter((y) => y.includes(0) && y.includes(1)),
  }),
);

/** Rows cut by a plane that keeps its distance from them, and the plane. */
const separable = shape
  .chain(({ n, d }) =>
    fc.record({
      form: anyForm,
      X: matrix(n, d),
      w: fc.array(small, { minLength: d, maxLength: d }),
      b: small,
    }),
  )
  .map(({ form, X, w, b }) => ({ form, X, w, b, y: X.map((x) => Number(dot(x, w) + b >= 0.5)) }))
  .filter(({ X, w, b, y }) => y.includes(0) && y.includes(1) && X.every((x) => dot(x, w) + b !== 0));

const dot = (x: readonly number[], w: readonly number[]): number =>
  x.reduce((sum, value, j) => sum + value * (w[j] as number), 0);

const unstoppable: PerceptronOptions = { tol: null, maxIter: 5000, shuffle: false };

const transpose = (rows: number[][]): number[][] =>
  (rows[0] ?? []).map((_, j) => rows.map((row) => row[j] as number));

describeCores("laws", () => {
  // An update that is too long, points elsewhere or forgets the bias makes more mistakes than the theorem allows.
  it("Novikoff (1962): mistakes ≤ (R/γ)², with R and γ over (x, 1)", () => {
    fc.assert(
      fc.property(separable, ({ form, X, w, b, y }) => {
        const model = new Perceptron(unstoppable).fit(form(X), y);
        const norm = Math.hypot(...w, b);
        const margins = X.map((x, i) => ((y[i] === 1 ? 1 : -1) * (dot(x, w) + b)) / norm);
        const radius = Math.max(...X.map((x) => Math.hypot(...x, 1)));
        const bound = (radius / Math.min(...margins)) ** 2;
        const mistakes = model.history.reduce((sum, report) => sum + report.mistakes, 0);
        expect(model.converged).toBe(true);
        expect(mistakes).toBeLessThanOrEqual(bound * (1 + 1e-12));
      }),
      seeded,
    );
  });

  it("η a power of two scales the weights and nothing else: an η that is left out somewhere", () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: -8, max: 8 }), ({ form, shuffle, X, y }, power) => {
        const options = { tol: null, maxIter: 6, randomState: 5, shuffle };
        const one = new Perceptron(options).fit(form(X), y);
        const scaled = new Perceptron({ ...options, eta0: 2 ** power }).fit(form(X), y);
        expect([...scaled.coef.data]).toEqual(Array.from(one.coef.data, (weight) => weight * 2 ** power));
        expect(scaled.history.map(({ mistakes }) => mistakes)).toEqual(
          one.history.map(({ mistakes }) => mistakes),
        );
      }),
      seeded,
    );
  });

  it("swapped labels give −w, with sign: a rule that treats its classes differently", () => {
    fc.assert(
      fc.property(labelled, ({ form, shuffle, X, y }) => {
        const options: PerceptronOptions = { tol: null, maxIter: 6, step: "sgn", shuffle };
        const model = new Perceptron(options).fit(form(X), y);
        const swapped = new Perceptron(options).fit(
          form(X),
          y.map((bit) => 1 - bit),
        );
        expect([...swapped.coef.data]).toEqual(Array.from(model.coef.data, (weight) => 0 - weight));
        expect(swapped.intercept[0]).toBe(0 - (model.intercept[0] as number));
      }),
      seeded,
    );
  });

  it("permuted features give permuted weights, on integers: a feature that is read from another's place", () => {
    fc.assert(
      fc.property(labelled, ({ form, shuffle, X, y }) => {
        const options = { tol: null, maxIter: 6, shuffle };
        const model = new Perceptron(options).fit(form(X), y);
        const reversed = new Perceptron(options).fit(form(X.map((x) => [...x].reverse())), y);
        expect([...reversed.coef.data].reverse()).toEqual([...model.coef.data]);
      }),
      seeded,
    );
  });

  it("one output per class is each class against the rest: outputs that disturb each other", () => {
    const threeClasses = shape.chain(({ n, d }) =>
      fc.record({
        ...asked,
        X: matrix(n + 3, d),
        y: fc
          .array(fc.constantFrom("a", "b", "c"), { minLength: n, maxLength: n })
          .map((y) => [...y, "a", "b", "c"]),
      }),
    );
    fc.assert(
      fc.property(threeClasses, ({ form, shuffle, X, y }) => {
        const options = { tol: null, maxIter: 4, randomState: 8, shuffle };
        const model = new Perceptron(options).fit(form(X), y);
        const epochs = { ...options, maxIter: model.nIter };
        for (const [j, label] of ["a", "b", "c"].entries()) {
          const alone = new Perceptron(epochs).fit(
            form(X),
            y.map((other) => other === label),
          );
          const { data, cols } = model.coef;
          expect(data.slice(j * cols, (j + 1) * cols)).toEqual(alone.coef.data);
        }
      }),
      seeded,
    );
  });

  it("(A·B)ᵀ = Bᵀ·Aᵀ on integers, and A·I = A: rows and columns confused", () => {
    fc.assert(
      fc.property(
        fc
          .record({
            m: fc.integer({ min: 1, max: 12 }),
            p: fc.integer({ min: 1, max: 40 }),
            n: fc.integer({ min: 1, max: 12 }),
          })
          .chain(({ m, p, n }) => fc.record({ A: matrix(m, p), B: matrix(p, n) })),
        ({ A, B }) => {
          expect(rowsOf(matmul(transpose(B), transpose(A)))).toEqual(transpose(rowsOf(matmul(A, B))));
          const identity = B.map((_, i) => B.map((_, j) => Number(i === j)));
          expect(rowsOf(matmul(A, identity))).toEqual(A);
        },
      ),
      seeded,
    );
  });

  it("interrupted and resumed is uninterrupted, wherever it was cut: a counter or order that starts again", () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: 1, max: 5 }), ({ form, shuffle, X, y }, cut) => {
        const options: PerceptronOptions = { warmStart: true, randomState: 2, nIterNoChange: 3, shuffle };
        const whole = new Perceptron({ ...options, maxIter: 6 }).fit(form(X), y);
        const begun = new Perceptron({ ...options, maxIter: cut }).fit(form(X), y);
        if (begun.nIter < cut || begun.converged || cut === 6) return; // it had ended by itself
        const saved = JSON.parse(JSON.stringify(begun));
        saved.options.maxIter = 6 - cut;
        const resumed = Perceptron.fromJSON(saved);
        if (whole.nIter > cut) resumed.fit(form(X), y);
        expect(resumed.coef).toEqual(whole.coef);
        expect(resumed.intercept).toEqual(whole.intercept);
      }),
      seeded,
    );
  });
});
