// What the scores of rows come to, by a calibration: an answer or none, a ranking, sets of classes.

import type { Label } from "../data/labels.js";
import { count, numeric, share } from "../data/options.js";
import type { Ranked } from "../data/typed-labels.js";
import type { Calibration } from "./calibration.js";
import { mostBehind, setOf } from "./conformal.js";
import { probabilities } from "./curves.js";
import type { ScoreMatrix } from "./model.js";

/** When a row gets no answer, and what it gets in its place. */
export interface AbstainOptions<U> {
  /** A row whose largest probability is below this is answered with `unknown`: 0 … 1. Default 0: every row has an answer. */
  abstainBelow?: number | undefined;
  /** The answer for such a row. Default null. */
  unknown?: U | undefined;
}

/** How often a set of classes has to hold the right one. */
export interface SetOptions {
  /** The share of rows whose set holds the right class, above 0 and below 1. Default 0.9. */
  coverage?: number | undefined;
}

const NO_OPTIONS = { abstainBelow: undefined, unknown: undefined, coverage: undefined };

/** A class, its score and how probable it is. */
export interface RankedProbability<L extends Label = Label> extends Ranked<L> {
  /** From 0 to 1, dimensionless. */
  probability: number;
}

const probability = numeric("a number from 0 to 1", (value) => value >= 0 && value <= 1);

/** The most probable class of each row; of equally probable ones that of the larger score, then the first. */
export function decideRows<L extends Label, U>(
  scores: ScoreMatrix,
  { classes, curves }: Calibration<L, unknown>,
  options: AbstainOptions<U>,
): (L | U)[] {
  // Own ones: what others have put on Object.prototype is no option.
  const { abstainBelow = 0, unknown = null as U } = { ...NO_OPTIONS, ...options };
  const least = probability("abstainBelow", abstainBelow);
  const { data, rows, cols } = probabilities(scores, curves);
  return Array.from({ length: rows }, (_, row) => {
    let best = row * cols;
    for (let at = best + 1; at < (row + 1) * cols; at++) {
      const ahead = (data[at] as number) - (data[best] as number);
      if (ahead > 0 || (ahead === 0 && (scores.data[at] as number) > (scores.data[best] as number)))
        best = at;
    }
    return (data[best] as number) < least ? unknown : (classes[best - row * cols] as L);
  });
}

/** The classes of one row, the most probable first. @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE */
export function rankRow<L extends Label>(
  scores: ScoreMatrix,
  { classes, curves }: Calibration<L, unknown>,
  k: number | undefined,
): RankedProbability<L>[] {
  const most = k === undefined ? undefined : count("k", k);
  const { data } = probabilities(scores, curves);
  return classes
    .map((label, j) => ({ label, score: scores.data[j] as number, probability: data[j] as number }))
    .sort((a, b) => b.probability - a.probability || b.score - a.score)
    .slice(0, most);
}

/** The classes of each row that may be right. @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE */
export function setsOfRows<L extends Label>(
  scores: ScoreMatrix,
  { classes, conformity }: Calibration<L, unknown>,
  options: SetOptions,
): L[][] {
  const { coverage = 0.9 } = { ...NO_OPTIONS, ...options };
  const most = mostBehind(conformity, share("coverage", coverage));
  return Array.from({ length: scores.rows }, (_, row) => setOf(scores, row, classes, most));
}
