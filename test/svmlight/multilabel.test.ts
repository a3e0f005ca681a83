// Lines with several labels, and indices whose base a comment tells: there and back.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { readSvmlight, svmlightBatches, writeSvmlight } from "../../src/svmlight/index.js";
import { collected } from "../support/collected.js";
import { rowsOf } from "../support/matrices.js";
import { doubles, samples } from "./arbitrary-samples.js";

describe("several labels in a line", () => {
  const TEXT = "# a comment\n3,1 1:0.5\n 2:1\n2.5 qid:7 1:1 3:2\n";

  it("are a matrix of 0 and 1, its columns those that occur, ascending: a row without any lost, or a label for one", () => {
    const { X, y, labels } = readSvmlight(TEXT, { multilabel: true });
    expect(labels).toEqual([1, 2.5, 3]);
    expect(y).toEqual([
      [1, 0, 1],
      [0, 0, 0],
      [0, 1, 0],
    ]);
    expect(rowsOf(X)).toEqual([
      [0.5, 0, 0],
      [0, 1, 0],
      [1, 0, 2],
    ]);
    expect(new Perceptron().fit(X, y).predict(X)).toEqual(y);
  });

  it("take the columns that are named, as a test set must, whole and in batches", async () => {
    const named = { multilabel: [3, 2.5, 1, 7] };
    const { X, y, labels } = readSvmlight(TEXT, named);
    expect([labels, y]).toEqual([
      [3, 2.5, 1, 7],
      [
        [1, 0, 1, 0],
        [0, 0, 0, 0],
        [0, 1, 0, 0],
      ],
    ]);
    const batches = await collected(svmlightBatches([...TEXT], { rows: 2, cols: 3, ...named }));
    expect(batches.flatMap((batch) => batch.y)).toEqual(y);
    expect(batches.flatMap((batch) => rowsOf(batch.X))).toEqual(rowsOf(X));
    expect(() => readSvmlight(TEXT, { multilabel: [1, 3] })).toThrow(
      expect.objectContaining({
        code: "UNKNOWN_CLASS",
        message: "readSvmlight: a label of row 2 is 2.5, and multilabel has only 1, 3",
      }),
    );
  });

  it("are refused where they are no numbers, or not asked for", () => {
    const refusal =
      (text: string, options = {}) =>
      () =>
        readSvmlight(text, options);
    for (const word of ["1,", ",1", "1,,2", "1,x"]) {
      expect(refusal(`${word} 1:2`, { multilabel: true })).toThrow(/line 1: the label is/);
    }
    expect(refusal("1,3 1:2")).toThrow(/multilabel: true/);
    expect(refusal("1", { multilabel: "auto" })).toThrow(expect.objectContaining({ code: "OPTION_KIND" }));
    expect(refusal("1", { multilabel: ["a"] })).toThrow(expect.objectContaining({ code: "OPTION_KIND" }));
    expect(refusal("1", { multilabel: [1, 1] })).toThrow(
      expect.objectContaining({ code: "CLASSES_DUPLICATE" }),
    );
  });

  it("read back what was written: rows without a label or an element too", () => {
    const bit = fc.constantFrom(0, 1, false, true);
    const tables = samples(doubles).chain((given) =>
      fc.record({
        X: fc.constant(given.X),
        y: fc.integer({ min: 1, max: 4 }).chain((k) =>
          fc.array(fc.array(bit, { minLength: k, maxLength: k }), {
            minLength: given.X.length,
            maxLength: given.X.length,
          }),
        ),
        zeroBased: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(tables, ({ X, y, zeroBased }) => {
        const k = y[0]?.length as number;
        const names = [10, 2.5, -1, 0].slice(0, k);
        for (const labels of [undefined, names]) {
          const text = writeSvmlight(X, y, { zeroBased, labels });
          const multilabel = labels ?? [0, 1, 2, 3].slice(0, k);
          const read = readSvmlight(text, { multilabel, cols: X[0]?.length, zeroBased });
          expect(read.y).toEqual(y.map((row) => row.map(Number)));
          expect(rowsOf(read.X)).toEqual(X.map((row) => row.map((value) => value + 0)));
        }
      }),
      { seed: 1996, numRuns: 300 },
    );
  });

  it("are written only for a matrix of 0 and 1, with a label for each column", () => {
    expect(writeSvmlight([[0, 2]], [[1, 0, 1]])).toBe("0,2 2:2\n");
    expect(writeSvmlight([[0, 0]], [[0, 0]])).toBe(" 1:0\n");
    expect(() => writeSvmlight([[1]], [[2]])).toThrow(expect.objectContaining({ code: "NOT_ZERO_ONE" }));
    expect(() => writeSvmlight([[1]], [[1]], { labels: [1, 2] })).toThrow(
      expect.objectContaining({ code: "LENGTH" }),
    );
  });
});

describe("indices from 0", () => {
  it("go there and back without being told, whatever index occurs: columns shifted by one", () => {
    fc.assert(
      fc.property(samples(doubles), fc.boolean(), ({ X, y }, zeroBased) => {
        const cols = X[0]?.length;
        const { X: read } = readSvmlight(writeSvmlight(X, y, { zeroBased }), { cols });
        expect(rowsOf(read)).toEqual(X.map((row) => row.map((value) => value + 0)));
      }),
      { seed: 1995, numRuns: 300 },
    );
  });

  it("are told by a comment only where no index tells them, in scikit-learn's words", () => {
    const from0 = { zeroBased: true };
    expect(writeSvmlight([[0, 5]], [1], from0)).toBe("# Column indices are zero-based\n1 1:5\n");
    expect(writeSvmlight([[3, 5]], [1], from0)).toBe("1 0:3 1:5\n");
    expect(writeSvmlight([[0, 5]], [1])).toBe("1 2:5\n");
    expect(writeSvmlight({ data: [], rows: 0, cols: 3 }, [], from0)).toBe("");
  });

  it("are believed of the comments before the first row alone, and not against what is asked for", async () => {
    const comment = "# Generated by scikit-learn\n# Column indices are zero-based\n";
    const columns = (text: string, options = {}) => [...readSvmlight(text, options).X.indices];
    expect(columns(`${comment}1 1:5 2:6\n`)).toEqual([1, 2]);
    expect(columns(`${comment}1 1:5\n`, { zeroBased: false })).toEqual([0]);
    expect(columns(`1 1:5\n${comment}1 2:5\n`)).toEqual([0, 1]);
    expect(columns("# Column indices are one-based\n1 1:5\n")).toEqual([0]);
    const [batch] = await collected(svmlightBatches([`${comment}1 1:5 2:6\n`], { rows: 9, cols: 3 }));
    expect([...(batch?.X.indices ?? [])]).toEqual([1, 2]);
    const told = svmlightBatches([`${comment}1 1:5\n`], { rows: 9, cols: 3, zeroBased: false });
    expect([...((await collected(told))[0]?.X.indices ?? [])]).toEqual([0]);
  });
});
