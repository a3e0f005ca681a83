import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { copyRows } from "../data/dense.js";
import { readTargets } from "../data/labels.js";
import { readSamples } from "../data/matrix.js";
import { checkOptions, count, seed } from "../data/options.js";
import type { MatrixInput } from "../data/view.js";
import { Perceptron } from "../learn/perceptron.js";
import { ThresholdNetwork } from "./threshold-network.js";

/** How long each unit learns, and in which orders. */
export interface UpstartOptions {
  /** Epochs of the perceptron rule for each candidate unit. Default 100. */
  epochs?: number | undefined;
  /** The seed of the visiting orders. Default 0. */
  randomState?: number | undefined;
}

/** The network that was grown, and how. */
export interface UpstartResult {
  /** One hidden layer and one output, that answers every row of the table rightly. */
  network: ThresholdNetwork;
  /** Training errors with no unit, then after each; strictly falling, the last is 0. */
  history: { units: number; errors: number }[];
}

/** A hidden unit: fires where x·w + b ≥ 0, and then adds `vote` to the output's sum. All are integers. */
interface Unit {
  readonly weights: readonly number[];
  readonly bias: number;
  readonly vote: number;
}

/** Sums beyond this are not outvoted by a trained unit: the next units correct one row each. */
const MAX_TRAINED_SUM = 2 ** 20;

/**
 * Fits any consistent Boolean function exactly by adding threshold logic units, after the upstart algorithm
 * (Frean 1990): where the output is wrongly silent, a new unit learns to fire on those rows and votes for it;
 * where it fires wrongly, one votes against. Here all units are daughters of the output itself, in one hidden
 * layer, and a vote is as large as it takes.
 *
 * Each unit is the best that a perceptron held at the end of an epoch (after Gallant's pocket, 1990), and at
 * least as good as the unit that fires on one wrong row alone, which always exists on the corners of a cube.
 * So the training errors fall with every unit, and end at 0. Synchronous; a random function of ten inputs
 * takes some 270 units and seconds.
 *
 * @param X  inputs   [n×d] 0 and 1
 * @param y  targets  [n]   0 and 1
 * @param options  epochs for each unit, 100; randomState, the seed, 0
 * @throws {ValueError} NOT_A_BIT, INCONSISTENT, OPTION_VALUE   @throws {KindError} NOT_A_MATRIX, NOT_LABELS, LABELS_ARE_A_MATRIX, …
 */
export function upstart(X: MatrixInput, y: ArrayLike<number>, options: UpstartOptions = {}): UpstartResult {
  return call("upstart", () => {
    options = checkOptions(options, ["epochs", "randomState"]);
    const epochs = options.epochs === undefined ? 100 : count("epochs", options.epochs);
    const randomState = options.randomState === undefined ? 0 : seed("randomState", options.randomState);
    const { rows, targets } = readTruthTable(X, y);

    const units: Unit[] = [];
    const sums = new Array<number>(rows.length).fill(0);
    const history = [{ units: 0, errors: countErrors(sums, targets) }];
    for (let errors = history[0]?.errors as number; errors > 0; ) {
      const best = [1, 0]
        .map((target) => bestUnit(target, rows, targets, sums, epochs, randomState))
        .reduce((a, b) => (a === undefined || (b !== undefined && b.errors < a.errors) ? b : a)) as Candidate;
      units.push(best.unit);
      for (const i of best.fired) sums[i] = (sums[i] as number) + best.unit.vote;
      errors = best.errors;
      history.push({ units: units.length, errors });
    }
    return { network: networkOf(units, rows[0]?.length ?? 0), history };
  });
}

interface Candidate {
  readonly unit: Unit;
  /** Rows on which it fires. */
  readonly fired: readonly number[];
  /** Training errors with it. */
  readonly errors: number;
}

/** How many rows the output gets wrong: it fires where its sum is above 0. */
function countErrors(sums: readonly number[], targets: readonly number[]): number {
  return sums.filter((sum, i) => Number(sum > 0) !== targets[i]).length;
}

/** The best unit that corrects wrong rows whose target is `target`; undefined if there are no such rows. */
function bestUnit(
  target: number,
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  sums: readonly number[],
  epochs: number,
  randomState: number,
): Candidate | undefined {
  const isWrong = sums.map((sum, i) => targets[i] === target && Number(sum > 0) !== target);
  const first = isWrong.indexOf(true);
  if (first < 0) return undefined;
  let best: Candidate | undefined;
  const consider = (weights: readonly number[], bias: number): void => {
    const fired = rows.flatMap((x, i) => (dot(weights, x) + bias >= 0 ? [i] : []));
    const corrected = fired.filter((i) => isWrong[i]).map((i) => sums[i] as number);
    if (corrected.length === 0) return;
    const extreme = corrected.reduce((a, b) => (target === 1 ? Math.min(a, b) : Math.max(a, b)));
    const vote = target === 1 ? 1 - extreme : -extreme;
    const after = [...sums];
    for (const i of fired) after[i] = (after[i] as number) + vote;
    const errors = countErrors(after, targets);
    if (best === undefined || errors < best.errors) best = { unit: { weights, bias, vote }, fired, errors };
  };
  const corner = cornerUnit(rows[first] as readonly number[]);
  consider(corner.weights, corner.bias);
  if (sums.some((sum) => Math.abs(sum) > MAX_TRAINED_SUM)) return best;
  // Rows of that target which are right already may fire or not: their weight is 0.
  const sampleWeight = targets.map((other, i) => Number(other !== target || isWrong[i]));
  const labels = isWrong.map(Number);
  const perceptron = new Perceptron({ randomState });
  for (let epoch = 0; epoch < epochs && !perceptron.converged; epoch++) {
    perceptron.partialFit(rows, labels, { classes: [0, 1], sampleWeight });
    consider([...perceptron.coef.data], perceptron.intercept[0] as number);
  }
  return best;
}

/** Fires on one corner of the cube alone: z = 0 there, and at most −1 elsewhere. */
function cornerUnit(corner: readonly number[]): { weights: number[]; bias: number } {
  return { weights: corner.map((bit) => 2 * bit - 1), bias: -corner.reduce((sum, bit) => sum + bit, 0) };
}

const dot = (w: readonly number[], x: readonly number[]): number =>
  x.reduce((sum, value, j) => sum + value * (w[j] as number), 0);

function networkOf(units: readonly Unit[], d: number): ThresholdNetwork {
  if (units.length === 0) return new ThresholdNetwork([{ W: Array.from({ length: d }, () => [0]), b: [-1] }]);
  const W = Array.from({ length: d }, (_, i) => units.map(({ weights }) => weights[i] as number));
  return new ThresholdNetwork([
    { W, b: units.map(({ bias }) => bias) },
    { W: units.map(({ vote }) => [vote]), b: [-1] },
  ]);
}

/** X [n×d] and y [n] as plain bits. @throws {ValueError} NOT_A_BIT, INCONSISTENT   @throws {KindError} LABELS_ARE_A_MATRIX */
function readTruthTable(input: unknown, y: unknown): { rows: number[][]; targets: number[] } {
  const X = readSamples(input);
  const labels = readTargets(y, X.rows);
  if (labels.kind === "matrix") throw fail.answersAreAMatrix("y");
  const rows: number[][] = [];
  const targets: number[] = [];
  const seen = new Map<string, number>();
  const row = new Float64Array(X.cols);
  for (let i = 0; i < X.rows; i++) {
    copyRows(X, i, i + 1, row);
    const column = row.findIndex((bit) => bit !== 0 && bit !== 1);
    if (column >= 0) throw fail.notABit(`row ${i}, column ${column} of X`, row[column]);
    const target: unknown = labels.labels[i];
    if (target !== 0 && target !== 1) throw fail.notABit(`y[${i}]`, target);
    const earlier = seen.get(row.join(""));
    if (earlier !== undefined && targets[earlier] !== target) throw fail.inconsistent(earlier, i);
    seen.set(row.join(""), i);
    rows.push([...row]);
    targets.push(target);
  }
  return { rows, targets };
}
