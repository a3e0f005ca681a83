// The cells that somebody says mean a missing value.
import { expect, it } from "vitest";
import { readTable, type TableOptions } from "../../src/table/index.js";
import { recordsOf } from "../support/tables.js";

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

// As pandas has its na_values; who compares the digits learns −999 as a number.
it.each([
  ["-999", "x\n-999.0\n7\n-9.99e2\n"],
  ["-999.00", "x\n-999\n7\n -999.\n"],
  ["-999", "x;y\n-999,0;1\n7;1\n-999;1\n"],
  ["-999.0", '{"x":-999}\n{"x":7}\n{"x":-9.99e2}\n'],
  ["0", "x\n0.0\n7\n-0\n"],
])("%s also means that number where it is written otherwise: %j", async (cell, text) => {
  for (const missing of [[cell], [cell, "", "NaN", "abc"]])
    expect((await readTable(text, { missing })).column("x")).toEqual(
      Float64Array.of(Number.NaN, 7, Number.NaN),
    );
});

it("a word or nothing among the missing cells means no number: not 0, and no other word", async () => {
  expect((await readTable("x,t\n0,NA\n1,no\n", { missing: ["", "NA"] })).column("x")).toEqual(
    Float64Array.of(0, 1),
  );
  expect(recordsOf(await readTable("x\n1\nno\n", { missing: ["NaN"] }))).toEqual([{ x: "1" }, { x: "no" }]);
});
