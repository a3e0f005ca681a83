import type { Work } from "../base/work.js";
import type { Outcome } from "./outcome.js";
import { perceptron } from "./perceptron.js";
import type { IntegerRows } from "./rows.js";
import { simplex } from "./simplex.js";

/** A plane or a proof that there is none: by the perceptron within its budget, otherwise by the simplex. */
export function* search(rows: IntegerRows, budget: number): Work<Outcome> {
  const found = areNumbers(rows) ? yield* perceptron(rows, budget) : undefined;
  if (found !== undefined) return found;
  const exact: bigint[][] = [];
  for (const row of rows) {
    exact.push(Array.from(row, BigInt));
    yield;
  }
  return yield* simplex(exact);
}

const areNumbers = (rows: IntegerRows): rows is Float64Array[] => rows[0] instanceof Float64Array;
