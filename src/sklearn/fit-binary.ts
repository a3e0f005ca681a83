import { upTo } from "../base/random.js";
import {
  type BinaryProblem,
  canSkipCorrectRows,
  type Hyperparameters,
  needsLosses,
} from "./binary-problem.js";
import type { OutputWeights } from "./fitted-state.js";
import { epochShuffle } from "./random.js";
import { SgdTrainer } from "./sgd-trainer.js";

/**
 * Trains one output, which is updated in place, until it no longer improves or maxIter is reached.
 *
 * @param output  the weights to begin with [d] f64
 * @param t       the row counter at the start, 1 for a fit
 * @returns the mistakes of each epoch that ran, or undefined where a weight is not finite after one
 */
export function fitBinary(
  problem: BinaryProblem,
  parameters: Hyperparameters,
  output: OutputWeights,
  t: number,
): number[] | undefined {
  const { samples, validation } = problem;
  const n = samples.count;
  const trainedRows = validation === undefined ? n : validation.reduce((sum, bit) => sum - bit, n);
  const shuffle = parameters.shuffle ? epochShuffle(n, problem.seed) : undefined;
  const memory = canSkipCorrectRows(problem, parameters) ? samples.memory : undefined;
  memory?.beginOutput({
    ...problem,
    w: output.w,
    heldOut: validation,
    shuffle,
    needsLosses: needsLosses(problem, parameters),
    eta0: parameters.eta0,
    fitIntercept: parameters.fitIntercept,
  });
  const trainer = new SgdTrainer(problem, parameters, output, t, memory);
  let order = upTo(memory === undefined ? n : 0); // the kernel has its own
  let best = validation === undefined ? Infinity : -Infinity;
  let epochsWithoutImprovement = 0;
  const mistakes: number[] = [];
  while (mistakes.length < parameters.maxIter) {
    trainer.mistakes = 0;
    trainer.objectiveSum = 0;
    if (memory !== undefined) trainer.trainInKernel(memory, memory.shuffleRows());
    else {
      if (shuffle !== undefined) order = permuted(order, shuffle);
      for (const row of order) if (validation?.[row] !== 1) trainer.trainRow(row);
    }
    mistakes.push(trainer.mistakes);
    if (!trainer.isFinite()) return undefined;
    if (validation !== undefined) {
      const score = trainer.validationScore(validation);
      epochsWithoutImprovement =
        parameters.tol !== null && score < best + parameters.tol ? epochsWithoutImprovement + 1 : 0;
      best = Math.max(best, score);
    } else {
      const sum = trainer.objectiveSum;
      const [objective, tolerance] =
        parameters.version === "1.9"
          ? [sum / trainedRows, parameters.tol ?? 0]
          : [sum, (parameters.tol ?? 0) * trainedRows];
      epochsWithoutImprovement =
        parameters.tol !== null && objective > best - tolerance ? epochsWithoutImprovement + 1 : 0;
      best = Math.min(best, objective);
    }
    if (epochsWithoutImprovement >= parameters.nIterNoChange) break;
  }
  trainer.finish(output);
  return mistakes;
}

/** An order of rows [n] after a permutation [n]. */
function permuted(order: Uint32Array, permutation: Uint32Array): Uint32Array {
  const result = new Uint32Array(order.length);
  for (let i = 0; i < result.length; i++) result[i] = order[permutation[i] as number] as number;
  return result;
}
