import { inOrder, shuffledWork } from "../../base/random.js";
import { shouldYield, type Work } from "../../base/work.js";
import type { TrainingSettings } from "../settings.js";

/**
 * Writes the rows that an epoch visits, in their order.
 *
 * @param order    [n] u32, overwritten
 * @param visited  1 for each row that is visited, else 0 [n]; undefined if all are
 * @param epoch    its number, counted from 1
 * @returns how many rows are visited: they stand first
 */
export function* visitingOrder(
  order: Uint32Array,
  { shuffle, randomState }: Pick<TrainingSettings, "shuffle" | "randomState">,
  visited: Uint8Array | undefined,
  epoch: number,
): Work<number> {
  yield* shuffle ? shuffledWork(order, randomState, epoch) : inOrder(order);
  if (visited === undefined) return order.length;
  let kept = 0;
  for (let i = 0; i < order.length; i++) {
    if (visited[order[i] as number] !== 0) order[kept++] = order[i] as number;
    if (shouldYield(i)) yield;
  }
  return kept;
}
