// Refusals of rosenblatt/svmlight: texts with a fault, each read in one piece and in single bytes; options; what cannot be written.
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { readSvmlight, svmlightBatches, writeSvmlight } from "../../src/svmlight/index.js";
import { gone } from "../support/bad-values.js";
import { refusalTable, untyped } from "../support/refusals.js";

const { refused, rejected, check } = refusalTable();
const [read, write] = [untyped(readSvmlight), untyped(writeSvmlight)];
const stream = (chunks: unknown, options: unknown) => untyped(svmlightBatches)(chunks, options);
/** Reads until something is thrown. */
const batches = async (chunks: unknown, options: unknown = { rows: 2, cols: 4 }) => {
  for await (const _ of stream(chunks, options) as AsyncIterable<unknown>);
};

/** A text, the line at fault, what is at fault there, and the word that is shown. All have one code: the text tells them apart. */
type Fault = [
  text: string,
  line: number,
  fault: "label" | "unlabelled" | "query" | "element" | "value" | "twice",
  word: string,
];
const faults: Fault[] = [
  ["spam 1:2", 1, "label", "spam"],
  ["1 1:2\n\n1,3 1:2", 3, "label", "1,3"],
  ["1:2 2:3", 1, "unlabelled", "1:2"],
  ["# 1\nnan 1:2", 2, "label", "nan"],
  ["1e999", 1, "label", "1e999"],
  ["9007199254740992 1:2\n9007199254740993", 2, "label", "9007199254740993"], // else both are one label
  ["1\u00a01:2", 1, "label", "1\u00a01:2"],
  ["1 qid:x 1:2", 1, "query", "qid:x"],
  ["1 qid: 1:2", 1, "query", "qid:"],
  ["1 qid:1.5 1:2", 1, "query", "qid:1.5"],
  ["1 1:2 qid:3", 1, "element", "qid:3"],
  ["1 3", 1, "element", "3"],
  ["1\r\n1 :2\r\n", 2, "element", ":2"],
  ["1 -1:2", 1, "element", "-1:2"],
  ["1 1.0:2", 1, "element", "1.0:2"],
  ["1 1 :2", 1, "element", "1"],
  ["1 2#:3", 1, "element", "2"],
  ["1 1:", 1, "value", "1:"],
  ["1 1:-", 1, "value", "1:-"],
  ["1 1:.", 1, "value", "1:."],
  ["1 1:9007199254740993", 1, "value", "1:9007199254740993"],
  ["1 1:2:3", 1, "value", "1:2:3"],
  ["1 1:1.2.3", 1, "value", "1:1.2.3"],
  ["1 1:0x10", 1, "value", "1:0x10"],
  ["1 1:1_0", 1, "value", "1:1_0"],
  ["1 1:Infinity", 1, "value", "1:Infinity"],
  ["1 1:1\n1 1:-1e309", 2, "value", "1:-1e309"],
  ["1 3:1\n1 4:1 2:5 4:2", 2, "twice", "4"],
  ["1 2:1 2:1", 1, "twice", "2"],
];
const bytesOf = (text: string) => [...new TextEncoder().encode(text)].map((byte) => Uint8Array.of(byte));
for (const [text, line, fault, word] of faults) {
  const told = {
    ...{
      label: `the label is "${word}"`,
      unlabelled: `it begins with the element "${word}"`,
      query: `the query is "${word}"`,
    },
    ...{ element: `"${word}" is no element`, value: `the value of "${word}"`, twice: `the index ${word}` },
  }[fault];
  refused(ValueError, "SVMLIGHT", { [`readSvmlight: line ${line}: ${told}`]: () => read(text) });
  rejected(ValueError, "SVMLIGHT", {
    [`svmlightBatches: line ${line}: ${told}`]: () => batches(bytesOf(text)),
  });
}

// Shifts a column below 0 or past the end, wraps around at 2³², forgets the line once "auto" has decided.
const outside = (word: string, first: number, last: number) =>
  `the index of "${word}" is outside ${first} to ${last}`;
refused(ValueError, "SVMLIGHT", {
  [`readSvmlight: line 1: ${outside("0:1", 1, 2 ** 32)}`]: () => read("1 0:1", { zeroBased: false }),
  [`readSvmlight: line 2: ${outside("3:1", 0, 2)}`]: () => read("1 1:1\n1 3:1", { cols: 2 }),
  [`readSvmlight: line 1: ${outside("3:1", 1, 2)}`]: () => read("1 3:1", { cols: 2, zeroBased: false }),
  [`readSvmlight: line 1: ${outside("2:1", 0, 1)}`]: () => read("1 2:1", { cols: 2, zeroBased: true }),
  [`readSvmlight: line 2: ${outside("2:1", 0, 1)}`]: () => read("1 1:1\n1 2:1\n0 0:1", { cols: 2 }),
  [`readSvmlight: line 1: ${outside("4294967297:1", 0, 2 ** 32)}`]: () => read("1 4294967297:1"),
  [`readSvmlight: line 1: ${outside("4294967296:1", 0, 2 ** 32 - 1)}`]: () => read("1 0:1 4294967296:1"),
  [`readSvmlight: line 1: ${outside("99999999999999999999:1", 0, 2 ** 32)}`]: () =>
    read("1 99999999999999999999:1"),
  'readSvmlight: line 1: the value of "1:3.5e38" is no number that f32 holds': () =>
    read("1 1:3.5e38", { dtype: "f32" }),
});
rejected(ValueError, "SVMLIGHT", {
  [`svmlightBatches: line 2: ${outside("0:1", 1, 4)}`]: () => batches(["1 1:1\n1 ", "0:1"]),
  'svmlightBatches: line 1: the value of "1:2\ufffd" — cut within a character': () =>
    batches([Uint8Array.of(49, 32, 49, 58, 50, 0xc3)]),
  [`svmlightBatches: line 3: ${outside("5:1", 1, 4)}`]: () =>
    batches(["1 1:1\n\n1 5:1"], { rows: 1, cols: 4 }),
  [`svmlightBatches: line 1: ${outside("4:1", 0, 3)}`]: () =>
    batches(["1 4:1"], { rows: 1, cols: 4, zeroBased: true }),
});

// Reads bytes as text, or an option as what it is not.
refused(KindError, "WRONG_KIND", {
  "readSvmlight: text is a Uint8Array; expected a string": () => read(Uint8Array.of(49)),
  "readSvmlight: text — undefined": () => read(),
});
refused(KindError, "UNKNOWN_OPTION", {
  "readSvmlight: the options are cols, zeroBased, dtype — columns": () => read("1", { columns: 3 }),
});
refused(KindError, "OPTIONS", { "readSvmlight: 3 — for options": () => read("1", 3) });
refused(KindError, "OPTION_KIND", {
  "readSvmlight: cols — a string": () => read("1", { cols: "3" }),
  'readSvmlight: zeroBased is the string "Auto"; expected true, false or "auto"': () =>
    read("1", { zeroBased: "Auto" }),
});
refused(ValueError, "OPTION_VALUE", {
  "readSvmlight: cols is the number 2.5; expected an integer above 0": () => read("1", { cols: 2.5 }),
  'readSvmlight: dtype is the string "f16"; expected "f32" or "f64"': () => read("1", { dtype: "f16" }),
});

// Waits for nothing, takes numbers for text, loses what has been transferred away.
rejected(KindError, "WRONG_KIND", {
  "svmlightBatches: chunks is null; expected an iterable or async iterable of strings or Uint8Arrays": () =>
    batches(null),
  "svmlightBatches: a chunk is the number 49; expected a string or a Uint8Array": () =>
    batches(Uint8Array.of(49)),
  "svmlightBatches: a chunk — a Uint16Array": () => batches(["1\n", new Uint16Array(2)]),
});
rejected(ValueError, "DETACHED", {
  "svmlightBatches: a chunk — transferred away": () => batches([gone(new Uint8Array(4))]),
});
rejected(KindError, "OPTION_KIND", {
  "svmlightBatches: rows is null; expected an integer above 0": () => batches(["1"], { rows: null, cols: 4 }),
  "svmlightBatches: cols is undefined; expected an integer above 0": () => batches(["1"], { rows: 2 }),
  'svmlightBatches: zeroBased is the string "auto"; expected true or false': () =>
    batches(["1"], { rows: 2, cols: 4, zeroBased: "auto" }),
  "svmlightBatches: dtype — 32": () => batches(["1"], { rows: 2, cols: 4, dtype: 32 }),
});
rejected(ValueError, "OPTION_VALUE", {
  "svmlightBatches: rows — 0": () => batches(["1"], { rows: 0, cols: 4 }),
});
rejected(KindError, "UNKNOWN_OPTION", {
  "svmlightBatches: did you mean rows? — row": () => batches(["1"], { rows: 2, cols: 4, row: 1 }),
});

// Writes what cannot be read.
const [X, y] = [{ data: [1, 0, 0, 2], rows: 2, cols: 2 }, [1, -1]];
refused(KindError, "NO_SHAPE", { "writeSvmlight: X — a list of numbers": () => write([1, 2], y) });
refused(KindError, "NOT_A_NUMBER", {
  "writeSvmlight: y[0] — a string": () => write(X, ["a", "b"]),
  "writeSvmlight: row 0, column 0 of X — a string": () => write([["1", 2]], [1]),
});
refused(ValueError, "NOT_FINITE", {
  "writeSvmlight: y[1] is NaN": () => write(X, [1, Number.NaN]),
  "writeSvmlight: row 1, column 0 of X is Infinity": () =>
    write({ data: Float32Array.of(1, 2, Infinity, 3), rows: 2, cols: 2 }, y),
  "writeSvmlight: row 1, column 1 of X is NaN — in a sparse matrix": () =>
    write({ indptr: [0, 0, 1], indices: [1], data: Float64Array.of(Number.NaN), rows: 2, cols: 2 }, y),
});
refused(ShapeError, "LENGTH", { "writeSvmlight: y — one label for 2 rows": () => write(X, [1]) });
refused(KindError, "NOT_A_VECTOR", { "writeSvmlight: y — undefined": () => write(X) });
refused(KindError, "OPTION_KIND", { "writeSvmlight: zeroBased — 1": () => write(X, y, { zeroBased: 1 }) });
refused(KindError, "UNKNOWN_OPTION", {
  "writeSvmlight: the options are zeroBased — cols": () => write(X, y, { cols: 2 }),
});

check();
