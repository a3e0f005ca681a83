// What a search finds: which outputs of a row answer wrongly.

import { NOT_FINITE } from "./step";
import { Task } from "./task";

/** In place of a row where a margin is not finite: beyond any row. */
export const NOWHERE: usize = NOT_FINITE as usize;

/**
 * Which of the first `count` answers are not the targets, or are of margins that are not finite, in bits.
 *
 * @param found    signs of margins, as `signs` packs them
 * @param targets  signs of targets; with Heaviside, whose targets are 0 and 1, those below 0 are none
 */
export function wrongOnes(found: i32, targets: i32, heaviside: bool, count: usize): i32 {
  const answers = heaviside ? ~(found >>> 8) & 0xff : found;
  const differs = answers ^ targets;
  return (differs | (differs >>> 8) | (found >>> 16)) & lowBits(count);
}

/** As many ones, at most eight. */
export function lowBits(count: usize): i32 {
  return 0xff >>> (8 - (count as i32));
}

/** Leaves for `correct` which answers of row number i are wrong. @returns i, or NOWHERE where a margin is not finite */
export function remember(task: Task, wrong: i32, found: i32, i: usize): usize {
  task.wrong = wrong;
  task.signs = found;
  return ((found >>> 16) & wrong) === 0 ? i : NOWHERE;
}
