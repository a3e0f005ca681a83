// Every number of X is finite: also in rows that are never learned from, in whatever form they come. The error names the
// row that has it.
import { describe, expect, it } from "vitest";
import { type MatrixInput, Perceptron, type PerceptronOptions } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { thrown } from "../support/thrown.js";
import { typedForms } from "../support/training-sets.js";

const n = 40;
const y = Array.from({ length: n }, (_, i) => i % 2);
const rowsWith = (bad: number, value: number): number[][] =>
  Array.from({ length: n }, (_, i) => [i + 1, i === bad ? value : (i * 7) % 11]);

const forms: Record<string, (rows: number[][]) => MatrixInput> = {
  "number[][]": (rows) => rows,
  ...Object.fromEntries(
    Object.entries(typedForms).map(([name, make]) => [name, (rows: number[][]) => make(rows, Float64Array)]),
  ),
};

const weightless = (bad: number): Float64Array =>
  new Float64Array(n).fill(1).map((one, i) => (i === bad ? 0 : one));
const heldOut: PerceptronOptions = { earlyStopping: true, validationFraction: 0.3, maxIter: 3 };

describeCores("a number that is not finite", () => {
  describe.each(Object.entries(forms))("in %s", (_, formOf) => {
    const message = (bad: number, value: number, dtype = "f64") => ({
      code: "NOT_FINITE",
      message: expect.stringContaining(
        `row ${bad}, column 1 of X is ${value}${Number.isFinite(value) ? `, which overflows ${dtype}` : ""}`,
      ),
    });

    it("is named in each row of a fit that holds some out, synchronous or not", async () => {
      for (let bad = 0; bad < n; bad += 3) {
        const X = formOf(rowsWith(bad, Number.NaN));
        for (const options of [heldOut, { ...heldOut, average: true }, { ...heldOut, standardize: true }]) {
          expect(thrown(() => new Perceptron(options).fit(X, y))).toMatchObject(message(bad, Number.NaN));
        }
        await expect(new Perceptron(heldOut).fitAsync(X, y)).rejects.toMatchObject(message(bad, Number.NaN));
      }
    });

    it("is refused in rows that weigh nothing, by fit, partialFit, fitAsync and fitStream alike", async () => {
      for (const value of [Number.NaN, Infinity, -Infinity]) {
        for (const bad of [0, 17, n - 1]) {
          const X = formOf(rowsWith(bad, value));
          const sampleWeight = weightless(bad);
          const model = () => new Perceptron({ maxIter: 3 });
          const classes = [0, 1];
          expect(thrown(() => model().fit(X, y, { sampleWeight }))).toMatchObject(message(bad, value));
          expect(thrown(() => model().partialFit(X, y, { classes, sampleWeight }))).toMatchObject(
            message(bad, value),
          );
          await expect(model().fitAsync(X, y, { sampleWeight })).rejects.toMatchObject(message(bad, value));
          const stream = model().fitStream([{ X, y, sampleWeight }], { classes });
          await expect(stream).rejects.toMatchObject(message(bad, value));
        }
      }
    });

    it("is refused where no row weighs anything, and where a class weighs nothing", () => {
      const X = formOf(rowsWith(5, Number.NaN));
      const nothing = { classes: [0, 1], sampleWeight: new Float64Array(n) };
      expect(thrown(() => new Perceptron().partialFit(X, y, nothing))).toMatchObject(message(5, Number.NaN));
      const weighing = new Perceptron({ classWeight: { 1: 0 }, maxIter: 2 });
      expect(thrown(() => weighing.fit(X, y))).toMatchObject(message(5, Number.NaN));
    });

    it("is one that overflows f32 too", () => {
      const X = formOf(rowsWith(8, 1e300));
      const model = new Perceptron({ dtype: "f32", maxIter: 2 });
      expect(thrown(() => model.fit(X, y, { sampleWeight: weightless(8) }))).toMatchObject(
        message(8, 1e300, "f32"),
      );
      expect(new Perceptron({ maxIter: 2 }).fit(X, y, { sampleWeight: weightless(8) }).nIter).toBe(2);
    });
  });
});

it("a cell that is no number is refused in a row that weighs nothing", () => {
  const X = rowsWith(3, 0) as unknown[][];
  (X[3] as unknown[])[1] = "7";
  const sampleWeight = weightless(3);
  const error = thrown(() => new Perceptron().fit(X as number[][], y, { sampleWeight }));
  expect(error).toMatchObject({
    code: "NOT_A_NUMBER",
    message: expect.stringContaining("row 3, column 1 of X"),
  });
});
