// Values that a careless program indexes, iterates, coerces or trusts. In the lists, the key is what an error calls the value.

export const boom = new Error("boom");
export function explode(): never {
  throw boom;
}
export const hostile = { valueOf: explode, toString: explode };

export const nothing = { undefined: undefined, null: null };
export const strange = {
  'the string "01"': "01",
  "the number 4": 4,
  "the bigint 4": 4n,
  "the boolean true": true,
  "a symbol": Symbol(),
  "a function": () => [[0, 0]],
  "an object": hostile,
  "a Set": new Set([[0, 0]]),
};
export const views = {
  "a BigInt64Array": new BigInt64Array(2),
  "a DataView": new DataView(new ArrayBuffer(16)),
};
export const notNumbers = {
  ...nothing,
  'the string "1"': "1",
  "the bigint 1": 1n,
  "a symbol": Symbol(),
  "an object": hostile,
  "a Number": Object(1),
  "an array": [1],
};

/** An array whose buffer has been transferred away. */
export function gone<T extends Float64Array | Uint8Array>(array: T): T {
  structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
  return array;
}

export const flat = (...data: unknown[]) => ({
  data: Float64Array.from(data as number[]),
  rows: data.length / 2,
  cols: 2,
});
/** 30,000 rows, which are taken in parts, with a bad number in the second part. */
export function tall(bad: number) {
  const data = new Float64Array(60_000).fill(1);
  data[50_001] = bad;
  return { data, rows: 30_000, cols: 2 };
}
/** 70,000 rows that share one. */
export const vast = (row: ArrayLike<number>) => Array<ArrayLike<number>>(70_000).fill(row);
export const halves = Uint8Array.from({ length: 70_000 }, (_, i) => i % 2);
