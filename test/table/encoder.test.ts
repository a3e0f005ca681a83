import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Matrix } from "../../src/index.js";
import { Perceptron } from "../../src/index.js";
import { Table, TableEncoder } from "../../src/table/index.js";
import { rowsOf } from "../support/matrices.js";
import { recordsOf } from "../support/tables.js";

interface Golden {
  readonly table: Record<string, (string | number | null)[]>;
  /** [n×d], to twelve digits. */
  readonly dense: number[][];
  /** Of each row, the hashed elements that are not 0. */
  readonly hashed: [column: number, value: number][][];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL("../golden/table-encoder.json", import.meta.url), "utf8"),
);

const encoded = (encoder: TableEncoder, table: Table) => rowsOf(encoder.transform(table) as Matrix);

describe("the samples", () => {
  const table = new Table(golden.table);
  const encoder = new TableEncoder({ types: { Note: "text" }, hashCols: 64 }).fit(table);

  it("are scikit-learn's: standardised, one-hot, hashed, and the calendar's", () => {
    const expected = golden.dense.map((row, i) => {
      const hashed = new Array<number>(64).fill(0);
      for (const [j, value] of golden.hashed[i] as [number, number][]) hashed[j] = value;
      return [...row, ...hashed];
    });
    const got = encoded(encoder, table);
    expect(encoder.featureNames).toHaveLength(expected[0]?.length as number);
    got.forEach((row, i) => {
      row.forEach((value, j) => {
        const wanted = expected[i]?.[j] as number;
        const name = `row ${i}, ${encoder.featureNames[j]}`;
        expect(Math.abs(value - wanted), name).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(wanted)));
      });
    });
  });

  it("have a name for each feature, and a type for each column", () => {
    expect(encoder.featureNames.filter((name) => !/=|#/.test(name))).toEqual([
      ...["Age", "Age missing", "Fare", "Day year", "Day trend"],
    ]);
    expect(encoder.featureNames.slice(3, 9).join()).toBe(
      "Sex=female,Sex=male,Port=Cherbourg,Port=Québec,Port=Southampton,Port=Łódź 🌸",
    );
    expect(encoder.columns.map(({ type, features }) => [type, features])).toEqual([
      ["number", 2],
      ["number", 1],
      ["category", 2],
      ["category", 4],
      ["date", 21],
      ["text", 64],
    ]);
    expect(encoder.columnTypes).toMatchObject({ Age: "number", Day: "text" });
  });

  it("of one record are those of its row, and a saved encoder makes the same", () => {
    const loaded = TableEncoder.fromJSON(JSON.parse(JSON.stringify(encoder)));
    const rows = encoded(encoder, table);
    recordsOf(table).forEach((record, i) => {
      expect([...encoder.transformOne(record)]).toEqual(rows[i]);
    });
    expect(encoded(loaded, table)).toEqual(rows);
    expect(JSON.stringify(loaded)).toBe(JSON.stringify(encoder));
    expect(loaded.featureNames).toEqual(encoder.featureNames);
  });

  it("need no column that was left out (kills: every column of the training table is asked for)", () => {
    const numbered = new Table({ id: [77, 3, 9], Age: [31, 4, 20] });
    const learned = new TableEncoder().fit(numbered);
    expect(learned.columns.map(({ type }) => type)).toEqual(["ignore", "number"]);
    expect(learned.transform(numbered.without("id"))).toEqual(learned.transform(numbered));
  });

  it("take an ignored name in a record for what it is (kills: it is a misspelling of one that is absent)", () => {
    const sizes = new Table({ Age: [31, 4, 20], size1: [1, 2, 5], size2: [3, 2, 1] });
    const learned = new TableEncoder({ ignore: ["size2"] }).fit(sizes);
    expect(learned.transformOne({ Age: 31, size2: 3 })).toEqual(learned.transformOne({ Age: 31 }));
    expect(() => learned.transformOne({ Age: 31, size: 3 })).toThrow('no column "size"');
  });

  it("are f32 or f64, dense or sparse, as the fitted columns say and never the batch", () => {
    const dense = new TableEncoder({ ignore: ["Note"], dtype: "f32" }).fit(table).transform(table);
    expect(dense.data).toBeInstanceOf(Float32Array);
    expect("indptr" in dense).toBe(false);
    expect("indptr" in encoder.transform(table.take([0]))).toBe(true);
    expect(encoder.transform(table.take([])).rows).toBe(0);
  });

  it("teach a Perceptron, which answers a record", () => {
    const model = new Perceptron().fit(encoder.transform(table), table.labels("Sex"));
    expect(model.score(encoder.transform(table), table.labels("Sex"))).toBe(1);
    expect(model.predictOne(encoder.transformOne({ Sex: "female", Age: 31 }))).toBe("female");
  });
});

describe("learning", () => {
  const cell = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom("a", "b", "", "free money", "2020-01-31", "13/02/2021 10:30", "03/03/2020"),
    },
    fc.string({ maxLength: 6 }),
  );
  const number = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -9, max: 9 }) },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
  const tables = fc.integer({ min: 1, max: 60 }).chain((rows) => {
    const column = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: rows, maxLength: rows });
    return fc.record({
      n: column(number),
      m: column(fc.constantFrom(0, 1)),
      t: column(cell),
      u: column(fc.constantFrom("", "x")),
    });
  });
  const options = { maxCategories: 3, hashCols: 16, dayFirst: true };

  it("from batches of any size is learning from the whole: a column decided by its first batch, a sum in another order", () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 20 }), ({ t, u, ...numbers }, size) => {
        const table = new Table([...Object.entries(numbers), ["t", textsOf(t)], ["u", textsOf(u)]]);
        const whole = new TableEncoder(options).fit(table);
        const parts = new TableEncoder(options);
        for (let at = 0; at < table.rows; at += size) {
          const rows = Array.from({ length: Math.min(size, table.rows - at) }, (_, i) => at + i);
          parts.partialFit(table.take(rows));
          expect(parts.columns.length).toBe(4);
        }
        expect(JSON.stringify(parts)).toBe(JSON.stringify(whole));
        const rows = encoded(whole, table);
        recordsOf(table).forEach((record, i) => {
          expect([...whole.transformOne(record)]).toEqual(rows[i]);
        });
      }),
      { seed: 1958, numRuns: 300 },
    );
  });

  it("keeps what it knew where a batch is refused, and forgets it in fit", () => {
    const encoder = new TableEncoder({ types: { x: "number" } }).fit(
      new Table({ x: ["1", "3", ""], y: [1, 2, 4] }),
    );
    const before = JSON.stringify(encoder);
    expect(() => encoder.partialFit(new Table({ x: ["5", "b"], y: [1, 2] }))).toThrow('line 2: "x" is "b"');
    expect(() => encoder.fit(new Table({ x: ["b"], y: [1] }))).toThrow('"x" is "b"');
    expect(JSON.stringify(encoder)).toBe(before);
    expect(
      new TableEncoder()
        .fit(new Table({ x: [9, 8] }))
        .fit(new Table({ x: [1, 4] }))
        .toJSON().columns,
    ).toEqual(new TableEncoder().fit(new Table({ x: [1, 4] })).toJSON().columns);
  });

  it("measures numbers of any size, and numbers that do not vary", () => {
    for (const x of [
      [1e308, -1e308],
      [1e-200, 3e-200],
      [1e200, 2e200],
      [1e-320, 0],
    ]) {
      const rows = encoded(new TableEncoder().fit(new Table({ x })), new Table({ x })).flat();
      expect(rows.map(Math.abs), String(x)).toEqual([1, 1]);
    }
    // Squares that overflow while the mean does not: it lies further from the first number than a number goes.
    const x = [1.2e308, 0, ...new Array<number>(10).fill(-1e308)];
    const rows = encoded(new TableEncoder().fit(new Table({ x })), new Table({ x })).flat();
    expect([rows[0], rows[11]]).toEqual([1, -1]);
    expect(
      encoded(new TableEncoder().fit(new Table({ x: [0.1, 0.1, 0.1] })), new Table({ x: [0.1, 2.1] })).flat(),
    ).toEqual([0, 2]);
  });

  it("takes a long tail, or a pixel that is nearly always off, for a sixth of its range, not for its deviation alone", () => {
    const x = [...new Array<number>(99).fill(0), 60]; // a deviation of 5.97
    const encoder = new TableEncoder().fit(new Table({ x }));
    const there = encoded(encoder, new Table({ x: [0, 60] })).flat();
    expect(there).toEqual([-0.6 / 10, 59.4 / 10]);
    const even = [-1, 1, -1, 1];
    expect(encoded(new TableEncoder().fit(new Table({ even })), new Table({ even })).flat()).toEqual(even);
  });
});

/** A column of texts, whatever they look like. */
const textsOf = (cells: readonly string[]) => ({
  dictionary: [...cells, ""].map((text) => text.trim()),
  codes: Uint32Array.from(cells, (_, i) => i),
});
