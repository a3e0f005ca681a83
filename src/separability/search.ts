import type { Work } from "../base/work.js";
import { exactSimplex } from "./exact-simplex.js";
import { integerPerceptron } from "./integer-perceptron.js";
import type { SearchResult } from "./search-result.js";
import type { IntegerRows } from "./signed-rows.js";

/** A plane or a proof that there is none: by the perceptron within its budget, otherwise by the simplex. */
export function* searchPlane(rows: IntegerRows, budget: number): Work<SearchResult> {
  const found = areNumbers(rows) ? yield* integerPerceptron(rows, budget) : undefined;
  if (found !== undefined) return found;
  const exact: bigint[][] = [];
  for (const row of rows) {
    exact.push(Array.from(row, BigInt));
    yield;
  }
  return yield* exactSimplex(exact);
}

const areNumbers = (rows: IntegerRows): rows is Float64Array[] => rows[0] instanceof Float64Array;
