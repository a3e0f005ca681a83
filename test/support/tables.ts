// Seeded tables for the tests of the command line, and what any table holds.
import type { Cell, Table } from "../../src/table/index.js";

/** A generator of numbers in [0, 1). */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Two numbers and a label that they tell, but for a share of noise. */
export function noisy(rows: number, noise: number, seed = 1): string {
  const random = uniform(seed);
  const lines = Array.from({ length: rows }, () => {
    const [a, b] = [random() - 0.5, random() - 0.5];
    const isOver = a + b / 2 > 0 !== random() < noise;
    return `${a.toFixed(4)},${b.toFixed(4)},${isOver ? "over" : "under"}`;
  });
  return `a,b,side\n${lines.join("\n")}\n`;
}

export const recordsOf = (table: Table): Record<string, Cell>[] =>
  Array.from({ length: table.rows }, (_, row) => table.record(row));

/** The values of each row, in the order of the columns. */
export const valuesOf = (table: Table): Cell[][] => recordsOf(table).map(Object.values<Cell>);

export const linesOf = (table: Table): number[] =>
  Array.from({ length: table.rows }, (_, row) => table.lineOf(row));
