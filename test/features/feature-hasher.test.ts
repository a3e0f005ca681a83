import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FeatureHasher, type FeatureRow } from "../../src/features/index.js";
import { Perceptron } from "../../src/index.js";

/** What scikit-learn 1.2.1's FeatureHasher gives for rows of tokens, records and pairs. */
interface Golden {
  kind: "string" | "dict" | "pair";
  cols: number;
  alternateSign: boolean;
  rows: FeatureRow[];
  indptr: number[];
  indices: number[];
  data: number[];
}
const golden: Golden[] = JSON.parse(
  readFileSync(new URL("../golden/feature-hasher.json", import.meta.url), "utf8"),
);

describe("FeatureHasher", () => {
  it.each(golden)(
    "is scikit-learn's, $kind to $cols columns: an unsigned hash, columns unsorted or twice, a value of 0 stored, text as a number",
    ({ cols, alternateSign, rows, indptr, indices, data }) => {
      const X = new FeatureHasher({ cols, alternateSign }).transform(rows);
      expect([X.rows, X.cols]).toEqual([rows.length, cols]);
      expect([[...X.indptr], [...X.indices], [...X.data]]).toEqual([indptr, indices, data]);
    },
  );

  it("takes a row in any form: a Map that is read as a record, a Set as a list of pairs", () => {
    const { transform } = new FeatureHasher({ cols: 100 });
    const hash = transform.bind(new FeatureHasher({ cols: 100 }));
    const record = hash([{ a: 2, b: "x" }]);
    expect(hash([new Map<string, number | string>(Object.entries({ a: 2, b: "x" }))])).toEqual(record);
    expect(hash([[["a", 2], "b=x"]])).toEqual(record);
    expect(hash([Object.assign(Object.create(null), { a: 2, b: "x" })])).toEqual(record);
    expect(hash([new Set(["a", "b"])])).toEqual(hash([["a", "b"]]));
  });

  it("has 2¹⁸ columns of f64, or f32 rounded once", () => {
    const X = new FeatureHasher().transform([["a"]]);
    expect([X.cols, X.data]).toEqual([2 ** 18, Float64Array.of(1)]);
    const rounded = new FeatureHasher({ cols: 1, alternateSign: false, dtype: "f32" });
    // In f32 throughout it is 1.
    expect(rounded.transform([{ a: 1, b: 2 ** -24, c: 2 ** -24 }]).data).toEqual(
      Float32Array.of(1 + 2 ** -23),
    );
  });

  it("grows beyond its first elements, row by row: an element lost where the arrays are doubled", () => {
    const rows = Array.from({ length: 40 }, (_, i) => Array.from({ length: i }, (_, j) => `${i}:${j}`));
    const X = new FeatureHasher().transform(rows);
    expect(X.data.length).toBe((40 * 39) / 2);
    rows.forEach((row, i) => {
      const alone = new FeatureHasher().transform([row]);
      const [start, end] = [X.indptr[i] as number, X.indptr[i + 1] as number];
      expect(X.indices.slice(start, end)).toEqual(alone.indices);
      expect(X.data.slice(start, end)).toEqual(alone.data);
    });
  });

  it("names what fit and partialFit saw: names of transform, of rows before fit, a collision lost", () => {
    const hasher = new FeatureHasher({ cols: 4, names: true });
    hasher
      .fit([["gone"]])
      .fit([["a", "b"], { colour: "red", size: 0 }])
      .partialFit([["c", "a"]]);
    hasher.transform([["unseen"]]);
    // murmurhash3_32 mod 4 of each: a 2, b 3, colour=red 3, c 2
    const { featureNames } = hasher;
    const seen = ["a", "b", "colour=red", "c"].map((name) => {
      const [column] = hasher.transform([[name]]).indices;
      return [name, featureNames?.[column as number]?.split(" | ").includes(name)];
    });
    expect(seen).toEqual(["a", "b", "colour=red", "c"].map((name) => [name, true]));
    expect(featureNames).toHaveLength(4);
    expect(featureNames?.join().match(/gone|unseen|size/)).toBe(null);
    expect(
      featureNames
        ?.filter((name) => name.startsWith("#"))
        .every((name) => featureNames.indexOf(name) === Number(name.slice(1))),
    ).toBe(true);
    expect(new FeatureHasher().fit([["a"]]).featureNames).toBe(undefined);
  });

  it("refuses more names than a list holds: one that ends the process", () => {
    const hasher = new FeatureHasher({ cols: 2 ** 31, names: true }).fit([["a"]]);
    expect(() => hasher.featureNames).toThrow(
      "FeatureHasher.featureNames: the names would be 2147483648 values",
    );
  });

  it("keeps its names when a part is refused: the first row of a bad part noted", () => {
    const hasher = new FeatureHasher({ cols: 64, names: true }).fit([["a"]]);
    const before = JSON.stringify(hasher);
    expect(() => hasher.partialFit([["b"], [7 as never]])).toThrow("row 1");
    expect(() => hasher.fit([["b"], [7 as never]])).toThrow("row 1");
    expect(JSON.stringify(hasher)).toBe(before);
  });

  it("is the same from its file", () => {
    for (const names of [true, false]) {
      const hasher = new FeatureHasher({ cols: 50, alternateSign: false, dtype: "f32", names }).fit([
        ["a", "b"],
      ]);
      const read = FeatureHasher.fromJSON(JSON.parse(JSON.stringify(hasher)));
      expect(read.toJSON()).toEqual(hasher.toJSON());
      expect(read.featureNames).toEqual(hasher.featureNames);
      expect(read.transform([["a", "c"]])).toEqual(hasher.transform([["a", "c"]]));
    }
    expect(new FeatureHasher().toJSON().format).toBe(FeatureHasher.format);
  });

  it("feeds a perceptron, whose contributions have the names of the features", () => {
    const rows = [
      ["cheap", "pills"],
      ["cheap", "flight"],
      ["lunch", "pills"],
      ["lunch", "flight"],
    ];
    const hasher = new FeatureHasher({ cols: 2 ** 10, names: true }).fit(rows);
    const labels = ["spam", "ham", "ham", "ham"];
    const X = hasher.transform(rows);
    const model = new Perceptron().fit(X, labels);
    expect(model.predict(X)).toEqual(labels);
    const row = new Float64Array(X.cols);
    for (let p = 0; p < (X.indptr[1] as number); p++) row[X.indices[p] as number] = X.data[p] as number;
    const told = [...model.contributions(row).data].flatMap((part, column) =>
      part === 0 ? [] : [hasher.featureNames?.[column]],
    );
    // "ham" comes before "spam", for which "cheap" speaks; that of "pills" was taken back.
    expect(told.sort()).toEqual(["cheap"]);
  });
});
