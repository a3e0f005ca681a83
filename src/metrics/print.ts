// What String(…) makes of results: tables as scikit-learn prints them.
import { harmless } from "../base/words.js";

/** A result whose String is this text; it has no other property more. */
export const printed = <T extends object>(result: T, text: (result: T) => string): T =>
  Object.defineProperty(result, "toString", { value: () => text(result) });

/** Rows of cells in columns: each as wide as its widest cell, to the right, with `gap` spaces before all but the first. */
export function table(
  texts: readonly (readonly string[])[],
  gap: number,
  widths: readonly number[] = [],
): string {
  const rows = texts.map((row) => row.map(harmless));
  const wide = (rows[0] as readonly string[]).map((_, j) =>
    rows.reduce((width, row) => Math.max(width, row[j]?.length ?? 0), widths[j] ?? 0),
  );
  return rows
    .map((row) => row.map((cell, j) => cell.padStart((wide[j] as number) + (j === 0 ? 0 : gap))).join(""))
    .map((line) => line.trimEnd())
    .join("\n");
}

/** A share to two places as Python rounds it: of the two that are as near, the even one. */
export const twoPlaces = (share: number): string => ((share * 8) % 4 === 1 ? share - 1e-3 : share).toFixed(2);
