// A Perceptron as plain values. How the tensors in it are written is for the kind of file to say: as rows of numbers
// (json.ts) or as bytes (bytes.ts). read-model.ts reads them.

import type { Reals } from "../../base/dtype.js";
import { checkOptions, flag } from "../../data/options.js";
import { areEqual, featuresOf, type Weights } from "../model.js";
import type { PerceptronSettings } from "../settings.js";
import type { Fitted } from "../train/fit.js";
import type { PerceptronOptions, SaveOptions } from "../types.js";

/** How a kind of file writes a tensor; `cols` is given for a matrix. */
type WriteTensor = (data: Reals, cols?: number) => unknown;

export interface Model {
  readonly settings: PerceptronSettings;
  readonly fitted?: Fitted | undefined;
}

/** What `toJSON` and `toBytes` are asked for; JSON.stringify passes `toJSON` a key. */
export function readResume(options: unknown = {}): boolean {
  if (typeof options === "string") return true;
  const { resume = true } = checkOptions(options as SaveOptions, ["resume"]);
  return flag("resume", resume);
}

/**
 * A model as a plain object. Its tensors are written in the order in which they are read: weights and biases, what further
 * training needs, the scale.
 *
 * @param resume  whether what further training needs is written
 */
export function writeModel({ settings, fitted }: Model, write: WriteTensor, resume: boolean): object {
  const { dtype, classWeight, rule, ...rest } = settings;
  const options: PerceptronOptions = {
    ...rest,
    ...(dtype && { dtype }),
    ...(rule && { rule: { name: rule.name, options: { ...rule.options } } }),
    ...(classWeight && {
      classWeight: classWeight === "balanced" ? classWeight : Object.fromEntries(classWeight),
    }),
  };
  if (fitted === undefined) return { classes: null, prediction: null, options };
  const { outputs, prediction, nIter, converged, stopReason } = fitted;
  const weights = weightsWriter(write)(prediction);
  const training = resume && !fitted.isFinal && writeTraining(fitted, write);
  const { scale } = prediction;
  return {
    classes: [...outputs.classes],
    prediction: {
      dtype: prediction.dtype,
      outputs: outputs.kind,
      ...weights,
      ...(scale && { scale: { mean: write(scale.mean), deviation: write(scale.deviation) } }),
    },
    options,
    nIter,
    converged,
    stopReason,
    ...(training && { training }),
  };
}

const weightsWriter = (write: WriteTensor) => (weights: Weights) => ({
  weights: write(weights.W, featuresOf(weights)),
  bias: write(weights.b),
});

/** What further training needs; weights that answer are not written again. */
function writeTraining({ outputs, state, prediction, history, stream }: Fitted, write: WriteTensor): object {
  const { epoch, best, epochsWithoutImprovement, average, pocket, variance } = state;
  const d = featuresOf(state);
  const weights = weightsWriter(write);
  const unlessAnswering = (others: Weights) => !areEqual(others, prediction) && weights(others);
  return {
    ...(average && {
      average: {
        visits: average.visits,
        weightSums: write(average.coefSums, d),
        biasSums: write(average.interceptSums),
        ...(average.decaying && { lastVisits: write(average.decaying.lastVisits) }),
      },
    }),
    ...(pocket && {
      pocket: { ...unlessAnswering(pocket), runs: write(pocket.runs), streaks: write(pocket.streaks) },
    }),
    ...unlessAnswering(state),
    ...(variance && { variance: weights(variance) }),
    grows: outputs.grows,
    epoch,
    best: best === Infinity ? null : best,
    epochsWithoutImprovement,
    ...(stream && { stream: { ...stream, recent: stream.recent.join("") } }),
    history: history.map((report) => ({ ...report })),
  };
}
