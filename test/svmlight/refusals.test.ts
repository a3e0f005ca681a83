import { expect, it } from "vitest";
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { readSvmlight, svmlightBatches, writeSvmlight } from "../../src/svmlight/index.js";
import { type Refusal, untyped } from "../metrics/expect-refusals.js";

const [read, write] = [untyped(readSvmlight), untyped(writeSvmlight)];
const stream = (chunks: unknown, options: unknown) => untyped(svmlightBatches)(chunks, options);
/** Reads until something is thrown. */
const batches = async (chunks: unknown, options: unknown = { rows: 2, cols: 4 }) => {
  for await (const _ of stream(chunks, options) as AsyncIterable<unknown>);
};

const gone = new Uint8Array(4);
structuredClone(gone, { transfer: [gone.buffer] });
const [X, y] = [{ data: [1, 0, 0, 2], rows: 2, cols: 2 }, [1, -1]];

const label = (word: string) => `the label is "${word}"; expected a finite number, such as 1, -1 or 2.5`;
const query = (word: string) => `the query is "${word}"; expected an integer behind qid:`;
const pair = (word: string) => `"${word}" is no element; expected index:value, such as 3:0.5`;
const value = (word: string, dtype = "f64") =>
  `the value of "${word}" is no finite ${dtype} number; expected a decimal, such as 0.5 or -1e-3`;
const twice = (index: number) =>
  `the index ${index} occurs twice; add the two values together, or leave one out`;
const outside = (word: string, first: number, last: number) =>
  `the index of "${word}" is outside ${first} to ${last}; see cols and zeroBased`;

/** A text, to be read in one piece and in bytes cut everywhere; the line at fault, and what is said of it. */
const faults: [text: string, line: number, problem: string][] = [
  ["spam 1:2", 1, label("spam")],
  ["1 1:2\n\n1,3 1:2", 3, label("1,3")],
  ["1:2 2:3", 1, label("1:2")],
  ["# 1\nnan 1:2", 2, label("nan")],
  ["1e999", 1, label("1e999")],
  ["1\u00a01:2", 1, label("1\u00a01:2")],
  ["1 qid:x 1:2", 1, query("qid:x")],
  ["1 qid: 1:2", 1, query("qid:")],
  ["1 qid:1.5 1:2", 1, query("qid:1.5")],
  ["1 1:2 qid:3", 1, pair("qid:3")],
  ["1 3", 1, pair("3")],
  ["1\r\n1 :2\r\n", 2, pair(":2")],
  ["1 -1:2", 1, pair("-1:2")],
  ["1 1.0:2", 1, pair("1.0:2")],
  ["1 1 :2", 1, pair("1")],
  ["1 2#:3", 1, pair("2")],
  ["1 1:", 1, value("1:")],
  ["1 1:-", 1, value("1:-")],
  ["1 1:.", 1, value("1:.")],
  ["1 1:2:3", 1, value("1:2:3")],
  ["1 1:1.2.3", 1, value("1:1.2.3")],
  ["1 1:0x10", 1, value("1:0x10")],
  ["1 1:1_0", 1, value("1:1_0")],
  ["1 1:Infinity", 1, value("1:Infinity")],
  ["1 1:1\n1 1:-1e309", 2, value("1:-1e309")],
  ["1 3:1\n1 4:1 2:5 4:2", 2, twice(4)],
  ["1 2:1 2:1", 1, twice(2)],
];

const INTEGER = "expected an integer above 0";
const DTYPE = 'expected "f32" or "f64"';

const cases: Refusal[] = [
  ...faults.flatMap(([text, line, problem]): Refusal[] => [
    [() => read(text), ValueError, "SVMLIGHT", `readSvmlight: line ${line}: ${problem}`],
    [
      () => batches([...new TextEncoder().encode(text)].map((byte) => Uint8Array.of(byte))),
      ValueError,
      "SVMLIGHT",
      `svmlightBatches: line ${line}: ${problem}`,
    ],
  ]),

  // Shifts a column below 0 or past the end, wraps around at 2³², forgets the line once "auto" has decided.
  ...(
    [
      ["1 0:1", { zeroBased: false }, 1, outside("0:1", 1, 2 ** 32)],
      ["1 1:1\n1 3:1", { cols: 2 }, 2, outside("3:1", 0, 2)],
      ["1 3:1", { cols: 2, zeroBased: false }, 1, outside("3:1", 1, 2)],
      ["1 2:1", { cols: 2, zeroBased: true }, 1, outside("2:1", 0, 1)],
      ["1 1:1\n1 2:1\n0 0:1", { cols: 2 }, 2, outside("2:1", 0, 1)],
      ["1 4294967297:1", {}, 1, outside("4294967297:1", 0, 2 ** 32)],
      ["1 0:1 4294967296:1", {}, 1, outside("4294967296:1", 0, 2 ** 32 - 1)],
      ["1 99999999999999999999:1", {}, 1, outside("99999999999999999999:1", 0, 2 ** 32)],
      ["1 1:3.5e38", { dtype: "f32" }, 1, value("1:3.5e38", "f32")],
    ] as const
  ).map(
    ([text, options, line, problem]): Refusal => [
      () => read(text, options),
      ValueError,
      "SVMLIGHT",
      `readSvmlight: line ${line}: ${problem}`,
    ],
  ),
  [
    () => batches(["1 1:1\n1 ", "0:1"]),
    ValueError,
    "SVMLIGHT",
    `svmlightBatches: line 2: ${outside("0:1", 1, 4)}`,
  ],
  [
    () => batches([Uint8Array.of(49, 32, 49, 58, 50, 0xc3)]),
    ValueError,
    "SVMLIGHT",
    `svmlightBatches: line 1: ${value("1:2\ufffd")}`,
  ],
  [
    () => batches(["1 1:1\n\n1 5:1"], { rows: 1, cols: 4 }),
    ValueError,
    "SVMLIGHT",
    `svmlightBatches: line 3: ${outside("5:1", 1, 4)}`,
  ],
  [
    () => batches(["1 4:1"], { rows: 1, cols: 4, zeroBased: true }),
    ValueError,
    "SVMLIGHT",
    `svmlightBatches: line 1: ${outside("4:1", 0, 3)}`,
  ],

  // Reads bytes as text, or an option as what it is not.
  [
    () => read(Uint8Array.of(49)),
    KindError,
    "WRONG_KIND",
    "readSvmlight: text is a Uint8Array; expected a string",
  ],
  [() => read(), KindError, "WRONG_KIND", "readSvmlight: text is undefined; expected a string"],
  [
    () => read("1", { columns: 3 }),
    KindError,
    "UNKNOWN_OPTION",
    'readSvmlight: there is no option "columns"; the options are cols, zeroBased, dtype',
  ],
  [
    () => read("1", 3),
    KindError,
    "OPTIONS",
    "readSvmlight: the options are the number 3; expected an object",
  ],
  [
    () => read("1", { cols: "3" }),
    KindError,
    "OPTION_KIND",
    `readSvmlight: cols is the string "3"; ${INTEGER}`,
  ],
  [
    () => read("1", { cols: 2.5 }),
    ValueError,
    "OPTION_VALUE",
    `readSvmlight: cols is the number 2.5; ${INTEGER}`,
  ],
  [
    () => read("1", { zeroBased: "Auto" }),
    KindError,
    "OPTION_KIND",
    'readSvmlight: zeroBased is the string "Auto"; expected true, false or "auto"',
  ],
  [
    () => read("1", { dtype: "f16" }),
    ValueError,
    "OPTION_VALUE",
    `readSvmlight: dtype is the string "f16"; ${DTYPE}`,
  ],

  // Waits for nothing, takes numbers for text, loses what has been transferred away.
  [
    () => batches(null),
    KindError,
    "WRONG_KIND",
    "svmlightBatches: chunks is null; expected an iterable or async iterable of strings or Uint8Arrays",
  ],
  [
    () => batches(Uint8Array.of(49)),
    KindError,
    "WRONG_KIND",
    "svmlightBatches: a chunk is the number 49; expected a string or a Uint8Array",
  ],
  [
    () => batches(["1\n", new Uint16Array(2)]),
    KindError,
    "WRONG_KIND",
    "svmlightBatches: a chunk is a Uint16Array; expected a string or a Uint8Array",
  ],
  [
    () => batches([gone]),
    ValueError,
    "DETACHED",
    "svmlightBatches: the buffer of a chunk is detached: it was transferred or its memory grew; pass a copy",
  ],
  [
    () => batches(["1"], { cols: 4 }),
    KindError,
    "OPTION_KIND",
    `svmlightBatches: rows is undefined; ${INTEGER}`,
  ],
  [
    () => batches(["1"], { rows: 2 }),
    KindError,
    "OPTION_KIND",
    `svmlightBatches: cols is undefined; ${INTEGER}`,
  ],
  [
    () => batches(["1"], { rows: 0, cols: 4 }),
    ValueError,
    "OPTION_VALUE",
    `svmlightBatches: rows is the number 0; ${INTEGER}`,
  ],
  [
    () => batches(["1"], { rows: 2, cols: 4, zeroBased: "auto" }),
    KindError,
    "OPTION_KIND",
    'svmlightBatches: zeroBased is the string "auto"; expected true or false',
  ],
  [
    () => batches(["1"], { rows: 2, cols: 4, row: 1 }),
    KindError,
    "UNKNOWN_OPTION",
    'svmlightBatches: there is no option "row"; did you mean rows?',
  ],
  [
    () => batches(["1"], { rows: 2, cols: 4, dtype: 32 }),
    KindError,
    "OPTION_KIND",
    `svmlightBatches: dtype is the number 32; ${DTYPE}`,
  ],

  // Writes what cannot be read.
  [
    () => write([1, 2], y),
    KindError,
    "NO_SHAPE",
    "writeSvmlight: X is an array of numbers, which has no shape; for one row write [X], for many { data, rows, cols }",
  ],
  [
    () => write(X, ["a", "b"]),
    KindError,
    "NOT_A_NUMBER",
    'writeSvmlight: y[0] is the string "a"; expected a number',
  ],
  [
    () => write(X, [1, Number.NaN]),
    ValueError,
    "NOT_FINITE",
    "writeSvmlight: y[1] is NaN; expected a finite number",
  ],
  [() => write(X, [1]), ShapeError, "LENGTH", "writeSvmlight: y has 1 element; expected 2, one per row of X"],
  [
    () => write(X),
    KindError,
    "NOT_A_VECTOR",
    "writeSvmlight: y is undefined; expected an array or a typed array of numbers",
  ],
  [
    () => write([["1", 2]], [1]),
    KindError,
    "NOT_A_NUMBER",
    'writeSvmlight: row 0, column 0 of X is the string "1"; expected a number',
  ],
  [
    () => write({ data: Float32Array.of(1, 2, Infinity, 3), rows: 2, cols: 2 }, y),
    ValueError,
    "NOT_FINITE",
    "writeSvmlight: row 1, column 0 of X is Infinity; expected a finite number",
  ],
  [
    () => write({ indptr: [0, 0, 1], indices: [1], data: Float64Array.of(Number.NaN), rows: 2, cols: 2 }, y),
    ValueError,
    "NOT_FINITE",
    "writeSvmlight: row 1, column 1 of X is NaN; expected a finite number",
  ],
  [
    () => write(X, y, { zeroBased: 1 }),
    KindError,
    "OPTION_KIND",
    "writeSvmlight: zeroBased is the number 1; expected true or false",
  ],
  [
    () => write(X, y, { cols: 2 }),
    KindError,
    "UNKNOWN_OPTION",
    'writeSvmlight: there is no option "cols"; the options are zeroBased',
  ],
];

it.each(cases.map(([call, kind, code, text]) => ({ call, kind, code, text })))(
  "refuses: $text",
  async ({ call, kind, code, text }) => {
    let thrown: unknown;
    try {
      await call();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(kind);
    expect(thrown).toMatchObject({ code, message: text });
  },
);
