// Values by name whose type is an interface, which has no index signature, compile without a cast wherever a record is
// taken, and those of a wrong kind do not. `npm run check` compiles this file (tsc -p test); run by vitest, the same calls
// show that the types say what happens.
import { describe, expect, expectTypeOf, it } from "vitest";
import { FeatureHasher, type FeatureRow, Interactions } from "../src/features/index.js";
import { type Matrix, Perceptron } from "../src/index.js";
import { compile } from "../src/logic/index.js";
import { Pipeline } from "../src/pipeline/index.js";
import type { SparseMatrix } from "../src/svmlight/index.js";
import { Table, TableEncoder, type TableRecord, type Transformer } from "../src/table/index.js";

interface Row {
  age: number;
  city?: string;
}
interface Columns {
  age: number[];
  city: string[];
}
interface Wrong {
  age: number;
  city: symbol;
}

const row: Row = { age: 31, city: "Ulm" };
const wrong: Wrong = { age: 31, city: Symbol("Ulm") };
const columns: Columns = { age: [31, 40, 52], city: ["Ulm", "Bonn", "Ulm"] };

describe("a row of an interface", () => {
  it("is features by name, among rows of another kind too", () => {
    const hasher = new FeatureHasher({ cols: 64 });
    const record = hasher.transform([{ age: 31, city: "Ulm" }]);
    const rows: readonly Row[] = [row];
    const either: FeatureRow = new Map([["age", 31]]);
    expectTypeOf(hasher.fit(rows).partialFit(rows).transform(rows)).toEqualTypeOf<SparseMatrix>();
    expect(hasher.transform(rows)).toEqual(record);
    expect(hasher.transform([row, ["new", ["age", 1]], either]).rows).toBe(3);
    // @ts-expect-error: a symbol is no value of a feature
    expect(() => hasher.transform([wrong])).toThrow(`the value of "city" in row 0`);
    // @ts-expect-error: nor is null, of a record
    expect(() => hasher.fit([{ age: null }])).toThrow(`the value of "age" in row 0`);
    // @ts-expect-error: one row is no array of them
    expect(() => hasher.transform(row)).toThrow("an array of rows");
  });

  it("is features with products", () => {
    const crossed = new Interactions({ pairs: [["age", "city"]] });
    const named = crossed.fit([row]).transform([row]);
    expectTypeOf(named).toEqualTypeOf<[name: string, value: number][][]>();
    expectTypeOf(crossed.transform<Row>).returns.toEqualTypeOf<typeof named>();
    const samples = new Interactions().transform([[2, 3]]);
    expectTypeOf(samples).toEqualTypeOf<Matrix | SparseMatrix>();
    expect([named[0]?.map(([name]) => name), [...samples.data]]).toEqual([
      ["age", "city=Ulm", "age^city=Ulm"],
      [2, 3, 6],
    ]);
    // @ts-expect-error: a symbol is no value of a feature
    expect(() => crossed.transform([wrong])).toThrow(`the value of "city" in row 0`);
  });

  it("is a record of a TableEncoder and of a Pipeline", () => {
    const table = new Table(columns);
    const encoder = new TableEncoder({ types: { age: "number", city: "category" } }).fit(table);
    const record: TableRecord = { age: 31, city: "Ulm" };
    expect(encoder.transformOne(row)).toEqual(encoder.transformOne(record));
    // @ts-expect-error: a symbol is no cell
    expect(() => encoder.transformOne(wrong)).toThrow(`"city"`);
    // @ts-expect-error: an array is no record
    expect(() => encoder.transformOne([31])).toThrow("an object of values");
    // @ts-expect-error: nor is a text
    expect(() => encoder.transformOne("31")).toThrow("an object of values");
    const pipeline = new Pipeline([encoder, new Perceptron()]).fit(table, ["a", "b", "a"]);
    expect(pipeline.predictOne(row)).toBe("a");
  });
});

describe("columns of an interface", () => {
  it("make a table, which is of no other type than one that was read", () => {
    let table = new Table(columns);
    expect(table.names).toEqual(["age", "city"]);
    table = new Table(new Map([["age", [31]]]));
    table = table.select(["age"]);
    const any: Table = new Table({ ...columns, height: new Float32Array(3) });
    expect([any.rows, table.rows]).toEqual([3, 1]);
    // @ts-expect-error: a number is no column
    expect(() => new Table(row)).toThrow(`column "age"`);
  });
});

describe("values of an interface", () => {
  interface Bits {
    A: boolean;
    B: 0 | 1;
  }
  interface Propositions {
    sum: string;
    carry: string;
  }

  it("are those of a network, whose propositions may be of one too", () => {
    const bits: Bits = { A: true, B: 1 };
    const propositions: Propositions = { sum: "A xor B", carry: "A and B" };
    const network = compile(propositions);
    expectTypeOf(network.evaluate(bits)).toEqualTypeOf<Record<"sum" | "carry", boolean>>();
    expect(network.evaluate(bits)).toEqual({ sum: false, carry: true });
    // @ts-expect-error: a number is no bit
    expect(() => network.evaluate({ A: 2, B: 0 })).toThrow(`input "A"`);
    // @ts-expect-error: nor is a text
    expect(() => compile("A").evaluate({ A: "1" })).toThrow(`input "A"`);
  });

  it("weigh classes once they are spread", () => {
    interface Weights {
      spam: number;
      ham: number;
    }
    const weights: Weights = { spam: 3, ham: 1 };
    expect(new Perceptron({ classWeight: { ...weights } }).fit([[0], [1]], ["ham", "spam"]).converged).toBe(
      true,
    );
  });
});

describe("what a step of a user saves", () => {
  it("may be of an interface", () => {
    interface Saved {
      format: string;
      version: number;
      factor: number;
    }
    class Scaler implements Transformer<number[], number> {
      fit(): this {
        return this;
      }
      transform(input: number[]): Matrix {
        return { data: Float64Array.from(input, (value) => 2 * value), rows: input.length, cols: 1 };
      }
      toJSON(): Saved {
        return { format: "Scaler", version: 1, factor: 2 };
      }
    }
    const pipeline = new Pipeline([new Scaler(), new Perceptron()]).fit([1, 2], ["a", "b"]);
    expect(pipeline.toJSON().steps[0]).toEqual({ format: "Scaler", version: 1, factor: 2 });
  });
});
