import { describe, expect, it } from "vitest";
import { readTable } from "../../src/table/index.js";
import { linesOf, valuesOf } from "../support/tables.js";

function* cut(whole: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < whole.length; at += size) yield whole.slice(at, at + size);
}

describe("an array of objects", () => {
  const records = [
    { x: 1.5, label: 'a ] } , [ { \\ "' },
    { x: null, label: "b\\" },
    { x: 2, label: true },
  ];
  it("is read however it is laid out and cut: who looks for commas and brackets in texts cuts elsewhere", async () => {
    const rows = [
      [1.5, 'a ] } , [ { \\ "'],
      [null, "b\\"],
      [2, "true"],
    ];
    const layouts: [string, number[]][] = [
      [JSON.stringify(records), [1, 1, 1]],
      [`\ufeff ${JSON.stringify(records, null, 2)}\r\n`, [2, 6, 10]],
      [`[\n${records.map((record) => JSON.stringify(record)).join(",\n")}\n]`, [2, 3, 4]],
    ];
    for (const [text, lines] of layouts) {
      for (const size of [1, 2, 7, 1000]) {
        const table = await readTable(cut(Buffer.from(text), size));
        expect(valuesOf(table)).toEqual(rows);
        expect(linesOf(table)).toEqual(lines);
      }
    }
  });

  it("has a row of one object, and of a bracket too many names the element where it stands", async () => {
    expect(valuesOf(await readTable('[{"x":1}]'))).toEqual([[1]]);
    await expect(readTable('[{"x":1},\n{"x":2}},{"x":3}]')).rejects.toThrow(
      /line 2, element 2: it is no JSON/,
    );
  });

  it("has the columns that are named first, in their order, with and without values", async () => {
    const table = await readTable('[{"x":1,"y":2}]', { names: ["z", "y"] });
    expect(table.names).toEqual(["z", "y", "x"]);
    expect(valuesOf(table)).toEqual([[null, 2, 1]]);
  });

  it("leaves a CSV file alone whose first name begins with a bracket", async () => {
    expect((await readTable("[x],y\n1,2\n")).names).toEqual(["[x]", "y"]);
  });
});
