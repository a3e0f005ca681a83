// The texts of table.
import { gzipSync } from "node:zlib";
import { Table as ArrowTable, TimestampMillisecond, vectorFromArray } from "apache-arrow";
import { vi } from "vitest";
import { readArrow } from "../../../src/arrow/index.js";
import { ShapeError, StateError, ValueError } from "../../../src/base/errors.js";
import { NumpyArray, readNpy } from "../../../src/npy/index.js";
import { readParquet } from "../../../src/parquet/index.js";
import { readTable, Table, TableEncoder } from "../../../src/table/index.js";
import { oddParquet } from "../../support/typed-files.js";
import { refused, rejected } from "./table.js";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

const people = new Table({ Age: [31, null], Sex: ["male", ""] });

refused(ValueError, "NO_COLUMN", {
  'Table.column: the table has no column "age"; did you mean "Age"?': () => people.column("age"),
  'Table.labels: the table has no column "Survived"; its columns are "Age", "Sex"': () =>
    people.labels("Survived"),
});
refused(ValueError, "MISSING_LABEL", {
  'Table.labels: line 2: "Sex" is empty; a label is needed in each row': () => people.labels("Sex"),
});
rejected(StateError, "LOCKED", {
  "readTable: the stream is locked: something else reads it, or has read it; pass a new one": () => {
    const stream = new Blob(["x"]).stream();
    stream.getReader();
    return readTable(stream);
  },
});
const long = 2 ** 24;
rejected(ValueError, "TABLE", {
  "readTable: the source is empty; expected column names and rows": () => readTable(""),
  "readTable: a.xlsx is a ZIP archive, as .xlsx and .ods files are; save it as CSV first": () =>
    readTable(bytes("PK\x03\x04"), { name: "a.xlsx" }),
  "readTable: the source is damaged gzip, or cut off; get it again": () =>
    readTable(gzipSync("x,y\n1,2\n").subarray(0, 20)),
  "readTable: the response has status 404; expected a table": () =>
    readTable(new Response("Not found", { status: 404 })),
  'readTable: the text is "people.csv"; a string is the table itself: pass what the file holds, or a stream of it':
    () => readTable("people.csv"),
  'readTable: a.csv line 3: bytes that are not utf-8; pass the encoding, such as "windows-1252"': () =>
    readTable(bytes("x\n1\ncaf\xe9\n2\n"), { name: "a.csv" }),
  'readTable: line 2: the character U+0000, which no text has; UTF-16 without its mark needs encoding: "utf-16le"':
    () => readTable(bytes("x\n1\0\n")),
  "readTable: line 3, column 2: the quote that begins this cell is never closed; close it, or pass quote: false":
    () => readTable('x,y\n1,2\n3,"4\n5,6\n'),
  "readTable: line 3, column 2: text follows the quote that closes this cell; write a quote within it twice, or pass quote: false":
    () => readTable('x,y\n1,2\n3,"4"4\n5,6\n'),
  [`readTable: line 2: the row that begins here has more than ${long} characters; is a quote never closed?`]:
    () => readTable(["x\n", `"${"a\n".repeat(long / 2)}`, "b".repeat(long), "c"]),
  "readTable: line 3: 3 cells; expected 2, as in the first line": () => readTable("x,y\n1,2\n1,2,3\n"),
  'readTable: line 1, column 3: a second column is called "x"; rename it, or pass names if this line is a row':
    () => readTable("x,y, x\n1,2,3"),
  "readTable: line 1, column 2: a column without a name; name it, or remove it": () => readTable("x,\n1,"),
  'readTable: line 1, column 1: a column without a name, which may only count the rows, and line 3 has "2"; name it':
    () => readTable(",x\n0,5\n2,6"),
  'readTable: line 4, column 1: "x" is "12a"; expected a finite f64 number; for text pass types: { "x": "text" }':
    () => readTable("x\n1\n2\n12a\n", { inspectRows: 2 }),
  'readTable: line 3, column 1: "x" is "12a"; expected a finite f64 number, as types says': () =>
    readTable("x\n1\n12a\n", { types: { x: "number" } }),
  "readTable: line 2: it is no JSON; expected an object of named values in each line, or one array of them":
    () => readTable('{"x":1}\n{"x":1\n'),
  "readTable: line 1: the text begins with no [; expected an array of objects": () =>
    readTable("x\n1\n", { format: "json" }),
  "readTable: line 2: the array is never closed; is the text cut off?": () => readTable('[{"x":1},\n{"x":2}'),
  "readTable: line 2: text follows the array; expected one array of objects": () =>
    readTable('[{"x":1}]\n[{"x":2}]'),
  'readTable: line 2: the rows that were inspected have no "y"; pass names, or a greater inspectRows': () =>
    readTable('{"x":1}\n{"y":1}\n', { inspectRows: 1 }),
  'readTable: line 1: "x" is an array; expected a text, a number, true, false or null': () =>
    readTable('{"x":[1,2]}'),
  'readTable: line 1: "x" is the number Infinity; expected a finite f64 number; for text pass types: { "x": "text" }':
    () => readTable('{"x":1e999}'),
});

// ---------------------------------------------------------------- the encoder

refused(ValueError, "TABLE", {
  'TableEncoder.fit: line 2: "x" is "b"; expected a number': () =>
    new TableEncoder({ types: { x: "number" } }).fit(new Table({ x: ["1", "b"] })),
  'TableEncoder.fit: line 2: "x" is "b"; expected a date as in the other rows, such as 2020-01-31 or 2020-01-31T12:30Z':
    () => new TableEncoder({ types: { x: "date" } }).fit(new Table({ x: ["2020-01-31", "b"] })),
  'TableEncoder.transformOne: "x" is "b"; expected a date as in training, such as 31/01/2020': () =>
    new TableEncoder().fit(new Table({ x: ["31.01.2020"] })).transformOne({ x: "b" }),
});
refused(ValueError, "DATE_ORDER", {
  'TableEncoder.fit: "x" has dates such as "03/04/2020", whose day and month could be either; pass dayFirst: true or false':
    () => new TableEncoder().fit(new Table({ x: ["03/04/2020"] })),
});
refused(ValueError, "COLUMN_KIND", {
  'TableEncoder.partialFit: "x" has numbers, and texts in the batches before; read it as one of them': () =>
    new TableEncoder().partialFit(new Table({ x: ["a"] })).partialFit(new Table({ x: [1] })),
});
refused(ShapeError, "NO_COLUMNS", {
  'TableEncoder.fit: no column becomes a feature: "x"; say by types how one is to be read': () =>
    new TableEncoder().fit(new Table({ x: [null] })),
});

// ---------------------------------------------------------------- typed files

rejected(ValueError, "ARROW_FILE", {
  "readArrow: a.arrow cannot be read: it has no schema": () => readArrow(bytes(""), { name: "a.arrow" }),
});
rejected(ValueError, "PARQUET_FILE", {
  'readParquet: b.parquet cannot be read: column "v": The encoded data was not valid for encoding utf-8':
    () => readParquet(oddParquet.bytes as Uint8Array, { name: "b.parquet" }),
});
rejected(ValueError, "COLUMN_TYPE", {
  'readParquet: "v" is of type INTERVAL; expected numbers, texts, booleans, dates or times; columns or ignore leaves it out':
    () => readParquet(oddParquet.interval as Uint8Array),
});
rejected(ValueError, "TABLE", {
  'readParquet: row 1: "v" is 9007199254740993, which no double is; for text pass types: { "v": "text" }':
    () => readParquet(oddParquet.big as Uint8Array),
  'readArrow: row 1: "at" is no day of the calendar': () =>
    readArrow(new ArrowTable({ at: vectorFromArray([9e15], new TimestampMillisecond()) })),
});
rejected(StateError, "NO_PEER", {
  'readParquet: the package "hyparquet" could not be imported; run: npm install hyparquet': async () => {
    vi.doMock("hyparquet", () => {
      throw new Error("no such package");
    });
    await readParquet(bytes(""));
  },
});

// ---------------------------------------------------------------- npy

rejected(ValueError, "NUMPY_FILE", {
  "readNpy: the npy file: it does not begin as an npy file does": () => readNpy(bytes("x")),
});
refused(ShapeError, "LABELS_SHAPE", {
  "NumpyArray.labels: the array is [1×2]; expected one label a row, [n]": () =>
    new NumpyArray(Uint8Array.of(1, 2), [1, 2]).labels(),
});
