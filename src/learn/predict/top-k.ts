import type { Label } from "../../data/labels.js";
import { count } from "../../data/options.js";
import type { Ranked } from "../../data/typed-labels.js";
import type { Outputs } from "../outputs.js";

/** The most places that are filled by insertion, which is several times faster than a sort of so few. */
const FEW = 128;

/**
 * The k classes with the largest scores, the largest first, equal ones in the order of `classes`. Two classes score −z and
 * z; columns of a matrix of targets go by their numbers.
 *
 * @param z  margins of one row [k], or [1] of two classes
 * @param k  how many, from 1; undefined, or more than there are, for all
 * @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE
 */
export function topOf(
  z: ArrayLike<number>,
  { kind, classes, count: outputs }: Outputs,
  k: unknown,
): Ranked[] {
  const n = kind === "binary" ? 2 : outputs;
  const most = k === undefined ? n : Math.min(n, count("k", k));
  const top: Ranked[] = [];
  for (let j = 0; j < n; j++) {
    const score = kind !== "binary" ? (z[j] as number) : j === 0 ? -(z[0] as number) : (z[0] as number);
    let at = top.length;
    if (most > FEW) at = -1;
    else if (at === most && !(score > (top[--at] as Ranked).score)) continue;
    const ranked = { label: kind === "multioutput" ? j : (classes[j] as Label), score };
    if (at < 0) top.push(ranked);
    else {
      for (; at > 0 && score > (top[at - 1] as Ranked).score; at--) top[at] = top[at - 1] as Ranked;
      top[at] = ranked;
    }
  }
  if (most > FEW) top.sort((a, b) => b.score - a.score).length = most;
  return top;
}
