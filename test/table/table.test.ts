import { describe, expect, it } from "vitest";
import { Table, TableEncoder, type TextColumn } from "../../src/table/index.js";

const table = new Table({
  Age: [31, null, 4],
  Sex: ["male", "female", "male"],
  Cabin: [undefined, "C85", null],
  Alive: [true, false, true],
});

/** A column of texts, written out. */
const texts = (column: unknown): string[] => {
  const { dictionary, codes } = column as TextColumn;
  return [...codes].map((code) => dictionary[code] as string);
};

describe("Table", () => {
  it("has numbers as f64 with NaN for a missing one, and texts by a dictionary that has each once", () => {
    expect([table.names, table.rows]).toEqual([["Age", "Sex", "Cabin", "Alive"], 3]);
    expect(table.column("Age")).toEqual(Float64Array.of(31, Number.NaN, 4));
    expect(table.column("Sex")).toEqual({ dictionary: ["male", "female"], codes: Uint32Array.of(0, 1, 0) });
    expect(texts(table.column("Cabin"))).toEqual(["", "C85", ""]);
    expect(texts(table.column("Alive"))).toEqual(["true", "false", "true"]);
  });

  it("keeps a Float64Array and a column of another table, and copies other typed arrays to f64", () => {
    const kept = Float64Array.of(1, 2, 3);
    const other = new Table([
      ["x", kept],
      ["1", Float32Array.of(0.5, 1, 2)],
      ["Sex", table.column("Sex")],
    ]);
    expect(other.column("x")).toBe(kept);
    expect(other.column("Sex")).toBe(table.column("Sex"));
    expect(other.column("1")).toEqual(Float64Array.of(0.5, 1, 2));
    expect(other.names).toEqual(["x", "1", "Sex"]);
  });

  it("has texts without blanks at their ends: a category that transformOne looks for without them", () => {
    const given = new Table({ place: [" north", "south\t", "  ", "north", 4] });
    expect(given.column("place")).toEqual(
      new Table({ place: ["north", "south", "", "north", 4] }).column("place"),
    );
    const encoder = new TableEncoder().fit(given);
    const { data, cols } = encoder.transform(given) as { data: Float64Array; cols: number };
    for (let row = 0; row < given.rows; row++) {
      expect([...encoder.transformOne(given.record(row))]).toEqual([
        ...data.subarray(row * cols, row * cols + cols),
      ]);
    }
  });

  it("refuses an infinity, in whatever array: a mean that is NaN, and so each sample", () => {
    for (const x of [[1, -Infinity], Float64Array.of(1, -Infinity), Float32Array.of(1, -1e39)]) {
      expect(() => new Table({ x })).toThrow(
        'new Table: column "x"[1] is -Infinity; expected a finite number',
      );
    }
  });

  it("gives labels as they are, and refuses a row without one", () => {
    expect(table.labels("Sex")).toEqual(["male", "female", "male"]);
    expect(new Table({ y: [0, 1] }).labels("y")).toEqual([0, 1]);
  });

  it("selects columns, leaves columns out and takes rows, whose lines stay theirs", () => {
    expect(table.select(["Sex", "Age"]).names).toEqual(["Sex", "Age"]);
    expect(table.without("Sex", "Age").names).toEqual(["Cabin", "Alive"]);
    const taken = table.take([2, 0]);
    expect([taken.rows, taken.lineOf(0), taken.lineOf(1)]).toEqual([2, 3, 1]);
    expect(taken.column("Age")).toEqual(Float64Array.of(4, 31));
    expect(texts(taken.column("Sex"))).toEqual(["male", "male"]);
    expect(taken.take([1]).lineOf(0)).toBe(1);
    expect(taken.record(1)).toEqual({ Age: 31, Sex: "male", Cabin: null, Alive: "true" });
  });

  it("may have no row, and no column", () => {
    expect(new Table({ x: [] }).rows).toBe(0);
    expect(new Table([]).names).toEqual([]);
  });
});
