// The cells that somebody says mean a missing value.
import { expect, it } from "vitest";
import { readTable, type Table, type TableOptions } from "../../src/table/index.js";

const recordsOf = (table: Table) => Array.from({ length: table.rows }, (_, row) => table.record(row));

it.each([
  ["-999", "x,t\n-999,-999\n 7,a\n -999 ,\n"],
  ["-999", "x;t\n-999;-999\n7,0;a\n-999;\n"],
  ["-999", '{"x":-999,"t":"-999"}\n{"x":7,"t":"a"}\n{"x":" -999 "}\n'],
  ["-999.0", "x,t\n-999.0,-999.0\n7,a\n-999.0,\n"],
])("%s, which is a number: the mean of a column with it", async (cell, text) => {
  for (const options of [{}, { types: { x: "number" } }] as TableOptions[]) {
    const table = await readTable(text, { ...options, missing: [cell] });
    expect(table.column("x")).toEqual(Float64Array.of(Number.NaN, 7, Number.NaN));
    expect(recordsOf(table).map(({ t }) => t)).toEqual([null, "a", null]);
  }
  const none = await readTable(text.replace(/7(,0)?/, cell).replace("a", ""), { missing: [cell] });
  expect(recordsOf(none).flatMap(Object.values)).toEqual(new Array(6).fill(null));
});

it.each(
  [
    "",
    "NA",
    "N/A",
    "n/a",
    "#N/A",
    "#NA",
    "<NA>",
    "NaN",
    "nan",
    "-NaN",
    "-nan",
    "NULL",
    "null",
    "None",
  ].concat(
    // What older C libraries of Windows print, which pandas knows too.
    ["1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN"],
  ),
)("%j among numbers, as with pandas, and not among texts", async (cell) => {
  const table = await readTable(`x,t\n1,a\n${cell},${cell}\n`);
  expect(table.record(1)).toEqual({ x: null, t: cell || null });
});
