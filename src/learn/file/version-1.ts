// Files of version 1, whose weights were the last ones of training: given the shape of version 2.

import * as fail from "../../base/texts.js";
import { ensure } from "./ensure.js";
import { record } from "./record.js";

type Plain = Record<string, unknown>;

const FITTED = [
  "dtype",
  "outputs",
  "classes",
  "grows",
  "coef",
  "intercept",
  "average",
  "pocket",
  "chosen",
  "scale",
  "epoch",
  "best",
  "stale",
  "nIter",
  "converged",
  "history",
];

/** @throws {ValueError} MODEL_FILE */
export function fromVersion1(file: Plain): Plain {
  const { options } = file;
  if (file.fitted === null) return { classes: null, prediction: null, options };
  const saved = record("fitted", file.fitted, FITTED);
  const { dtype, outputs, classes, scale, nIter, converged } = saved;
  ensure(typeof converged === "boolean", `converged is ${fail.describe(converged)}`);
  // It said so of the training weights. A mean, or the best epoch's weights, may have been wrong.
  const isRight = converged && saved.average === null && saved.chosen === null;
  const stuck = nIter === (options as Plain | null)?.maxIter ? "maxIter" : "noImprovement";
  return {
    classes,
    options,
    nIter,
    converged: isRight,
    stopReason: isRight ? "converged" : stuck,
    prediction: {
      dtype,
      outputs,
      weights: saved.coef,
      bias: saved.intercept,
      ...(scale !== null && { scale }),
    },
    training: {
      grows: saved.grows,
      epoch: saved.epoch,
      best: saved.best,
      history: saved.history,
      epochsWithoutImprovement: saved.stale,
      ...(saved.average !== null && { average: averageOf(saved.average) }),
      ...(saved.pocket !== null && { pocket: pocketOf(saved.pocket) }),
      ...(saved.chosen !== null && weightsOf(record("chosen", saved.chosen, ["coef", "intercept"]))),
    },
  };
}

const weightsOf = ({ coef, intercept }: Plain): Plain => ({ weights: coef, bias: intercept });

function averageOf(value: unknown): Plain {
  const { visits, coefSums, interceptSums } = record("average", value, [
    "visits",
    "coefSums",
    "interceptSums",
  ]);
  return { visits, weightSums: coefSums, biasSums: interceptSums };
}

function pocketOf(value: unknown): Plain {
  const pocket = record("pocket", value, ["coef", "intercept", "runs", "streaks"]);
  return { ...weightsOf(pocket), runs: pocket.runs, streaks: pocket.streaks };
}
