// Pages of texts that claim what they have not, made by hand (Encodings.md of Parquet's format: DELTA_BYTE_ARRAY).
import { expect, it } from "vitest";
import { checkPages } from "../../src/parquet/check.js";
import { decimalsOf } from "../../src/parquet/column.js";

const [DATA_PAGE_V2, DELTA_LENGTH, DELTA_BYTES] = [3, 6, 7];

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const zigzag = (value: number): number[] => varint(value < 0 ? -2 * value - 1 : 2 * value);

/** Numbers as their differences: blocks of 128 in 4 parts, each difference in four bytes or none. */
function deltas(numbers: readonly number[]): number[] {
  const bytes = [...varint(128), 4, ...varint(numbers.length), ...zigzag(numbers[0] ?? 0)];
  for (let from = 1; from < numbers.length; from += 128) {
    const block = numbers
      .slice(from, from + 128)
      .map((value, i) => value - (numbers[from + i - 1] as number));
    const least = Math.min(...block);
    const width = block.every((delta) => delta === least) ? 0 : 32;
    bytes.push(...zigzag(least), width, width, width, width);
    const padded = Int32Array.from(
      { length: 32 * Math.ceil(block.length / 32) },
      (_, i) => (block[i] ?? least) - least,
    );
    if (width > 0) bytes.push(...new Uint8Array(padded.buffer));
  }
  return bytes;
}

/** A page of texts that have these lengths. @returns how many bytes they are said to become */
function spent(encoding: number, lengths: readonly (readonly number[])[], rest: number): number {
  const body = [...lengths.flatMap(deltas), ...new Uint8Array(rest)];
  const count = (lengths[0] as readonly number[]).length;
  // struct { 1: type, 2 and 3: its sizes, 8: { 1 to 6: values, nulls, rows, encoding, bytes of levels, 7: false } }
  const fields = (...values: number[]): number[] => values.flatMap((value) => [0x15, ...zigzag(value)]);
  const about = [...fields(count, 0, count, encoding, 0, 0), 0x12, 0];
  const header = [...fields(DATA_PAGE_V2, body.length, body.length), 0x5c, ...about, 0];
  const element = {
    name: "s",
    type: "BYTE_ARRAY",
    repetition_type: "REQUIRED",
  } as const;
  let bytes = 0;
  checkPages(Uint8Array.from([...header, ...body]), count, element, (more) => {
    bytes += more;
  });
  return bytes - body.length - 8 * count;
}

it("pays for each text, with what it begins with", () => {
  expect(
    spent(
      DELTA_BYTES,
      [
        [0, 3, 4],
        [3, 3, 3],
      ],
      9,
    ),
  ).toBe(3 + 6 + 7);
  expect(spent(DELTA_LENGTH, [[3, 0, 5]], 8)).toBe(0); // which are views of the page
  // One byte more in each: 800 MB of 46 KB.
  const n = 40_000;
  const ascending = Array.from({ length: n }, (_, i) => i);
  expect(spent(DELTA_BYTES, [ascending, new Array(n).fill(1)], n)).toBe((n * (n + 1)) / 2);
});

it.each([
  [
    "a text that begins with more than the one before has",
    DELTA_BYTES,
    [
      [0, 4],
      [3, 3],
    ],
    6,
  ],
  ["a first text that begins with one before", DELTA_BYTES, [[1], [3]], 3],
  [
    "a text that goes on behind its page",
    DELTA_BYTES,
    [
      [0, 0],
      [3, 3],
    ],
    5,
  ],
  ["a text that goes on behind its page", DELTA_LENGTH, [[3, 3]], 5],
  ["a length below 0", DELTA_LENGTH, [[3, -3]], 5],
  [
    "a length of 2 GB",
    DELTA_BYTES,
    [
      [0, 0],
      [3, 2 ** 31],
    ],
    5,
  ],
  [
    "less than nothing of the one before",
    DELTA_BYTES,
    [
      [0, -1],
      [3, 3],
    ],
    6,
  ],
])("refuses %s (encoding %i)", (_, encoding, lengths, rest) => {
  expect(() => spent(encoding, lengths, rest)).toThrow();
});

it("refuses pages of ALP by its name, and says what to do", () => {
  expect(() => spent(10, [[1, 1]], 2)).toThrow(
    "encoded by ALP, which is not read; write the column without it",
  );
});

// As databases write identifiers: who divides by 10⁰ in doubles makes 9007199254740992 of it.
it("keeps all digits of a decimal without a fraction, to be refused as an integer is", () => {
  const odd = 2n ** 53n + 1n;
  expect(decimalsOf([[odd, 7, Uint8Array.of(0x20, 0, 0, 0, 0, 0, 1)]])).toEqual([[odd, 7, odd]]);
});

it("refuses decimals of more than 64 bytes, of which reading takes the square", () => {
  const decimal = (bytes: number) => decimalsOf([[new Uint8Array(bytes).fill(1, -1), undefined]], 1);
  expect(decimal(64)).toEqual([[0.1, null]]);
  expect(() => decimal(65)).toThrow("a decimal is too long");
});
