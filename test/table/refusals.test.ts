// Refusals of rosenblatt/table.
import { gzipSync } from "node:zlib";
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { readTable, Table, tableBatches } from "../../src/table/index.js";
import { gone } from "../support/bad-values.js";
import { refusalTable, untyped, wrong } from "../support/refusals.js";

const { refused, rejected, check } = refusalTable();
const read = untyped(readTable);
const batches = async (...given: unknown[]) => {
  for await (const _ of untyped(tableBatches)(...given) as AsyncIterable<unknown>);
};
const people = new Table({ Age: [31, null, 4], Sex: ["male", "", "male"] });
const make = (columns: unknown) => new Table(wrong(columns));

refused(KindError, "WRONG_KIND", {
  "new Table: columns is undefined; expected an object of columns": () => make(undefined),
  "new Table: the name of a column is an object — of records": () => make([{ x: 1 }, { x: 2 }]),
  "new Table: the name of a column is the number 1; expected a string — rows of numbers": () =>
    make([[1, 2]]),
  'new Table: column "x" is the number 3; expected an array': () => make({ x: 3 }),
  'new Table: column "x"[1] is an object; expected a text — a cell that is an object': () =>
    make({ x: ["a", {}] }),
  'new Table: column "x" is an object; expected an array — a code that the dictionary does not have': () =>
    make({ x: { dictionary: ["a"], codes: Uint32Array.of(1) } }),
});
refused(KindError, "OPTION_KIND", {
  'Table.select: names is the string "Age"; expected an array of strings — as without takes it': () =>
    people.select(wrong("Age")),
});
refused(ValueError, "DUPLICATE_NAME", {
  'new Table: the name "x" occurs twice': () =>
    make([
      ["x", [1]],
      ["x", [2]],
    ]),
  'Table.select: the name "Age" occurs twice': () => people.select(["Age", "Age"]),
});
refused(ShapeError, "LENGTH", {
  'new Table: column "y" has 1 element; expected 2, one per row of the first column': () =>
    make({ x: [1, 2], y: ["a"] }),
});
refused(ValueError, "NOT_FINITE", {
  'new Table: column "x"[1] is Infinity; expected a finite number': () => make({ x: [1, Infinity] }),
});
refused(ValueError, "NO_COLUMN", {
  'Table.select: the table has no column "age"; did you mean "Age"?': () => people.select(["Sex", "age"]),
  'Table.without: the table has no column "x"': () => people.without("x"),
});
refused(ValueError, "OPTION_VALUE", {
  "Table.lineOf: row is the number 3; expected an integer from 0 to 2": () => people.lineOf(3),
  "Table.take: a row is the number -1; expected an integer from 0 to 2": () => people.take([0, -1]),
  "Table.record: row is the number 0.5": () => people.record(0.5),
});
refused(ValueError, "MISSING_LABEL", {
  'Table.labels: line 2: "Age" is empty — a missing number': () => people.labels("Age"),
});

const texts: Record<string, [text: unknown, options?: object]> = {
  "line 1, column 1: the quote that begins this cell is never closed": ['"x,y\n1,2\n'],
  "line 3, column 2: the quote that begins — and a line end in the cell before": ['x,y\n"1\n",", \n'],
  "line 2, column 1: text follows the quote": ['x,y\n"1" 2,3\n'],
  'line 3, column 1: "x" is ",5"; expected a finite f64 number — a point in one row and a comma in another': [
    "x\ty\n.5\t1\n,5\t1\n",
    { types: { x: "number" } },
  ],
  "line 3: 1 cell; expected 2 — a row cut short": ["x,y\n1,2\n3\n"],
  "line 2: 3 cells; expected 2 — a comma that ends each line": ["x,y\n1,2,\n"],
  'line 1, column 1: a column without a name, which may only count the rows, and line 2 has "a"': [
    ",y\na,2\n",
  ],
  "line 1, column 1: a column without a name; name it — alone": ['""\n1\n'],
  "line 2, column 2: a second column — names behind a blank line": ["\nx,x\n"],
  "a.xls is an old Office file, such as .xls; save it as CSV first": [
    Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0),
    { name: "a.xls" },
  ],
  "the source is a Parquet file; read it with rosenblatt/parquet": [Buffer.from("PAR1\0\0")],
  "the source is gzipped twice": [gzipSync(gzipSync("x\n1"))],
  "the source is damaged gzip — bytes behind its head": [Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5)],
  "line 2: bytes that are not utf-16le — half a character": [Uint8Array.of(0xff, 0xfe, 0x78, 0, 10, 0, 0x31)],
  "line 1: bytes that are not utf-8 — a Latin-1 header": [Buffer.from("\xe9\n1\n", "latin1")],
  "line 1: it is an array": ["[1]\n", { format: "jsonl" }],
  "line 1: it is the number 3": ["3", { format: "jsonl" }],
  "line 1, element 1: it is an array": ["[[1,2],[3,4]]"],
  "line 1, element 2: it is no JSON — a comma behind the last": ['[{"x":1},]'],
  "line 1, element 2: it is no JSON — a comma too many": ['[{"x":1},,{"x":2}]'],
  "line 1, element 1: it is no JSON — brackets that do not match": ['[{"x":1],{"x":2}]'],
  'line 3, element 2: "x" is an object': ['[\n{"x":1},\n{"x":{}}\n]'],
  "the source is empty — an array": ["[ ]\n"],
  "line 1: a value has no name": ['{"":1}'],
  'line 1: "x" is the number Infinity': ['{"x":1e999}'],
  'line 1: "x" is the boolean true; expected a finite f64 number': ['{"x":true}', { types: { x: "number" } }],
  "the source is empty — blank lines": ["\n\n \n"],
  "the source is empty — objects without a value": ["{}\n{}"],
};
rejected(ValueError, "OPTION_VALUE", {
  'readTable: delimiter is the string ";"; expected none, as the text is JSON': () =>
    read('{"x":1}', { delimiter: ";" }),
  'readTable: decimal is the string ","; expected none, as the text is JSON — which it was told to be': () =>
    read('[{"x":"1,5"}]', { decimal: ",", format: "json" }),
  'tableBatches: delimiter is the string ";" — of JSON': () => batches('{"x":1}', { delimiter: ";" }),
});
for (const [title, given] of Object.entries(texts)) {
  rejected(ValueError, "TABLE", {
    [`readTable: ${title}`]: () => read(...given),
    [`tableBatches: ${title}`]: () => batches(given[0], { rows: 2, ...given[1] }),
  });
}
rejected(ValueError, "TABLE", { "tableBatches: line 3: 2 cells": () => batches("x\n1\n2,3\n", { rows: 1 }) });

rejected(KindError, "WRONG_KIND", {
  "readTable: the source is the number 3; expected a string, bytes, a Blob": () => read(3),
  "readTable: the source is undefined": () => read(),
  "readTable: the source is a Promise — an await forgotten": () => read(Promise.resolve("x\n1")),
  "readTable: a part of the source is the number 1; expected a string or a Uint8Array": () => read([1]),
  "readTable: a part of the source is a Uint8Array; expected a string": () => read(["x", Uint8Array.of(1)]),
  'readTable: a part of the source is the string "x"; expected a Uint8Array': () =>
    read([Uint8Array.of(65), "x"]),
});
rejected(ValueError, "DETACHED", {
  "readTable: the buffer of the source is detached": () => read(gone(new Uint8Array(8))),
});

const options: [type: typeof KindError | typeof ValueError, code: string, held: string, options: unknown][] =
  [
    [KindError, "OPTIONS", "the options are the number 3", 3],
    [
      KindError,
      "UNKNOWN_OPTION",
      'there is no option "delimeter"; did you mean delimiter?',
      { delimeter: "," },
    ],
    [KindError, "OPTION_KIND", "delimiter is the number 3", { delimiter: 3 }],
    [ValueError, "OPTION_VALUE", 'delimiter is the string "::"', { delimiter: "::" }],
    [ValueError, "OPTION_VALUE", "delimiter is the string", { delimiter: '"' }],
    [ValueError, "OPTION_VALUE", 'decimal is the string ";"', { decimal: ";" }],
    [KindError, "OPTION_KIND", 'quote is the string "no"', { quote: "no" }],
    [ValueError, "OPTION_VALUE", 'encoding is the string "utf-99"', { encoding: "utf-99" }],
    [KindError, "OPTION_KIND", "names[1] is the number 2", { names: ["x", 2] }],
    [ValueError, "OPTION_VALUE", "names is an empty array", { names: [] }],
    [ValueError, "DUPLICATE_NAME", 'the name "x" occurs twice', { names: ["x", " x"] }],
    [KindError, "OPTION_KIND", "types is an empty array", { types: [] }],
    [ValueError, "OPTION_VALUE", 'types.x is the string "date"', { types: { x: "date" } }],
    [ValueError, "NO_COLUMN", 'the table has no column "z"', { types: { z: "text" } }],
    [KindError, "OPTION_KIND", 'missing is the string "NA"', { missing: "NA" }],
    [ValueError, "OPTION_VALUE", "inspectRows is the number 0", { inspectRows: 0 }],
    [ValueError, "OPTION_VALUE", 'format is the string "xlsx"', { format: "xlsx" }],
    [KindError, "OPTION_KIND", "name is the number 3", { name: 3 }],
  ];
for (const [type, code, held, given] of options) {
  rejected(type, code, { [`readTable: ${held}`]: () => read("x,y\n1,2\n", given) });
}
rejected(ValueError, "NO_COLUMN", {
  'readTable: the table has no column "z" — of JSON lines': () => read('{"x":1}', { types: { z: "text" } }),
});
rejected(KindError, "OPTION_KIND", { "tableBatches: rows is null": () => batches("x\n1", { rows: null }) });
rejected(ValueError, "OPTION_VALUE", {
  "tableBatches: rows is the number 0": () => batches("x\n1", { rows: 0 }),
});

check();
