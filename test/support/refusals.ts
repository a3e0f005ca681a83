// What the tables of refusals share: every bad input with its class, code and exact text. Where many places take the same kind of
// thing, each place meets each bad value. Every row runs twice on every core, beside fitted models, which
// must stay as they were, and the arena must give back what it took.
import { expect, it } from "vitest";
import { sharedArena } from "../../src/core/current.js";
import * as library from "../../src/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import { describeCores } from "./cores.js";

export const { KindError, ShapeError, StateError, ValueError } = library;

export const flat = (...data: unknown[]) => ({
  data: Float64Array.from(data as number[]),
  rows: data.length / 2,
  cols: 2,
});
export const rowsOf = (...values: unknown[]) => [0, 2, 4, 6].map((i) => values.slice(i, i + 2) as number[]);
export const X = rowsOf(0, 0, 0, 1, 1, 0, 1, 1) as [number[], number[], number[], number[]];
export const y = [0, 0, 0, 1];
export const Y = rowsOf(0, 1, 0, 1, 0, 1, 1, 0);

/** What a bad call must leave as it was. */
export const learn = () => ({
  blank: new Perceptron(),
  model: new Perceptron().fit(X, y),
  warm: new Perceptron({ warmStart: true }).fit(X, y),
  f32: new Perceptron({ dtype: "f32" }).fit(X, y),
  outputs: new Perceptron().fit(X, Y),
  unit: new TLU().fit(X, y),
});
export type Models = ReturnType<typeof learn>;

export const written = ({ unit, ...models }: Models): string =>
  JSON.stringify([
    models,
    each(models).map(([, model]) => [...model.toBytes()]),
    [...unit.weights],
    unit.bias,
    unit.history,
    unit.converged,
  ]);

/** What the types forbid and JavaScript allows. */
export const wrong = (value: unknown) => value as never;

/** An array whose buffer has been transferred away. */
export function gone(length: number): Float64Array {
  const array = new Float64Array(length);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  return array;
}

/** 30,000 rows, which are taken in parts, with a bad number in the second part. */
export function tall(bad: number) {
  const data = new Float64Array(60_000).fill(1);
  data[50_001] = bad;
  return { data, rows: 30_000, cols: 2 };
}

/** 70,000 rows that share one. */
export const vast = (row: ArrayLike<number>) => Array<ArrayLike<number>>(70_000).fill(row);
export const halves = Uint8Array.from({ length: 70_000 }, (_, i) => i % 2);

export const boom = new Error("boom");
export function explode(): never {
  throw boom;
}
export const hostile = { valueOf: explode, toString: explode };

/** A saved model in which some keys, or some of its `fitted`, have other values. */
export function load(file: object, fitted: object = {}): Perceptron {
  const saved = JSON.parse(JSON.stringify(new Perceptron().fit(X, y)));
  return Perceptron.fromJSON({ ...saved, fitted: { ...saved.fitted, ...fitted }, ...file });
}

// ---------------------------------------------------------------- the table

export type Refusal = typeof KindError | typeof ValueError;
export type Call = (models: Models) => unknown;
export const table: { code: string; text: string; error: Refusal; call: Call }[] = [];

export function refused(error: Refusal, code: string, calls: Record<string, Call>): void {
  for (const [text, call] of Object.entries(calls)) table.push({ code, text, error, call });
}

/** Places that take the same kind of value, by the function and the argument. */
export type Places = Record<string, (models: Models, value: never) => unknown>;
export type Bad = (error: Refusal, code: string, text: string, value: unknown) => void;

/** Lets every place meet what `bad` is called with; texts begin with the function. */
export function meet(places: Places, values: (bad: Bad, name: string, place: string) => void): void {
  for (const [place, take] of Object.entries(places)) {
    const [method, name = ""] = place.split(": ") as [string, string?];
    const bad: Bad = (error, code, text, value) =>
      refused(error, code, { [`${method}: ${text}`]: (models) => take(models, wrong(value)) });
    values(bad, name, place);
  }
}

export const FINITE = "expected a finite number";
export const VECTOR = "expected an array or a typed array of numbers";
export const MATRIX = "expected number[][], an array of typed-array rows, or { data, rows, cols }";
export const GONE = "is detached: it was transferred or its memory grew; pass a copy";
export const each = Object.entries;

// Values that a careless program indexes, iterates or coerces; the key is what the error calls them.
export const nothing = { undefined: undefined, null: null };
export const strange = {
  'the string "01"': "01",
  "the number 4": 4,
  "the bigint 4n": 4n,
  "the boolean true": true,
  "a symbol": Symbol(),
  "a function": () => X,
  "an object": hostile,
  "a Set": new Set(X),
};
export const views = {
  "a BigInt64Array": new BigInt64Array(2),
  "a DataView": new DataView(new ArrayBuffer(16)),
};
export const notNumbers = {
  ...nothing,
  'the string "1"': "1",
  "the bigint 1n": 1n,
  "the boolean true": true,
  "a symbol": Symbol(),
  "an object": hostile,
  "a Number": Object(1),
  "an array": [1],
};

// ---------------------------------------------------------------- the checks

/** The first byte that the arena would give out: whatever has not been given back lies below it. */
export const level = (): number => sharedArena().scope(() => sharedArena().take(16));
export const memoryBytes = (): number => sharedArena().core.memory.buffer.byteLength;

export function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return "nothing was thrown";
}

export const aGoodFit = (): string =>
  JSON.stringify(new Perceptron({ tol: null, maxIter: 9 }).fit(X, [0, 1, 1, 0]).coef);

/** Runs every row on every core. */
export function checkTable(title: string): void {
  describeCores(title, () => {
    it.each(table)("$code: $text", ({ code, text, error, call }) => {
      const models = learn();
      const before = { models: written(models), good: aGoodFit(), level: level(), bytes: memoryBytes() };
      const first = thrownBy(() => call(models));
      const bytes = memoryBytes();
      if (code === "TOO_LARGE") expect(bytes).toBe(before.bytes);
      for (const thrown of [first, thrownBy(() => call(models))]) {
        expect(thrown).toBeInstanceOf(error);
        const refusal = thrown as InstanceType<Refusal>;
        expect([refusal.code, refusal.message, refusal.name]).toEqual([code, text, error.name]);
      }
      expect(memoryBytes()).toBe(bytes);
      expect({ models: written(models), good: aGoodFit(), level: level() }).toEqual({
        ...before,
        bytes: undefined,
      });
    });
  });
}
