import * as fail from "../base/texts.js";
import { isArray, isVector } from "../data/view.js";

/** Two columns of samples, counted from 0. */
export type ColumnPair = readonly [first: number, second: number];
/** Two names of features. */
export type NamePair = readonly [first: string, second: string];

/** Pairs of one kind, or every two features. */
export type CheckedPairs =
  | { readonly kind: "all" }
  | { readonly kind: "columns"; readonly pairs: readonly ColumnPair[] }
  | { readonly kind: "names"; readonly pairs: readonly NamePair[] };

const EXPECTED = '"all", or a list of pairs of columns, as [0, 1], or of names, as ["user", "item"]';

/** @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE */
export function readPairs(value: unknown): CheckedPairs {
  if (value === "all") return { kind: "all" };
  if (typeof value === "string") throw fail.optionValue("pairs", value, EXPECTED);
  if (!isArray(value)) throw fail.optionKind("pairs", value, EXPECTED);
  if (value.length === 0) throw fail.optionValue("pairs", value, EXPECTED);
  const kind = typeof value[0]?.[0];
  const pairs = Array.from(value, (pair: unknown, p) => readPair(pair, p, kind));
  return kind === "string"
    ? { kind: "names", pairs: pairs as NamePair[] }
    : { kind: "columns", pairs: pairs as ColumnPair[] };
}

function readPair(pair: unknown, p: number, kind: string): [unknown, unknown] {
  if (!isVector(pair) || pair.length !== 2)
    throw fail.optionKind(`pairs[${p}]`, pair, "two columns or names");
  const both: [unknown, unknown] = [pair[0], pair[1]];
  both.forEach((side, q) => {
    const name = `pairs[${p}][${q}]`;
    if (kind === "string") {
      if (typeof side !== "string") throw fail.optionKind(name, side, "a name, as before it");
      return;
    }
    if (typeof side !== "number") throw fail.optionKind(name, side, "a column");
    if (!Number.isInteger(side) || side < 0 || side >= 2 ** 32) {
      throw fail.optionValue(name, side, "a column, an integer from 0 on");
    }
  });
  return both;
}

/** @throws {ValueError} OPTION_VALUE unless all are columns of `cols` */
export function requireColumns(pairs: readonly ColumnPair[], cols: number): void {
  pairs.forEach((pair, p) => {
    pair.forEach((column, q) => {
      const expected = `a column of the input, from 0 to ${cols - 1}`;
      if (column >= cols) throw fail.optionValue(`pairs[${p}][${q}]`, column, expected);
    });
  });
}
