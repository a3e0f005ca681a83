import type { Reals } from "../base/dtype.js";
import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { type Label, readClasses } from "../data/labels.js";
import type { ClassOf, Prediction } from "../data/typed-labels.js";
import { grown, type ModelState, predictionWeights, type Weights } from "../learn/model.js";
import { labelOutputs } from "../learn/outputs.js";
import { Perceptron } from "../learn/perceptron.js";
import type { PerceptronSettings } from "../learn/settings.js";
import type { Fitted } from "../learn/train/fit.js";

/**
 * A model in which a class has another name: it answers, and goes on learning, as the given one, which is left as it is. If
 * two classes change places in the order of their names, their one score changes its sign, and a row that lies on the plane
 * itself changes sides.
 *
 * @param model  fitted with labels
 * @param from   one of its classes
 * @param to     the new name, of the type of the others
 * @throws {KindError} WRONG_KIND, LABELS_ARE_A_MATRIX, LABEL_KIND, LABELS_MIXED
 * @throws {ValueError} UNKNOWN_CLASS, CLASSES_DUPLICATE   @throws {StateError} NOT_FITTED
 */
export function renameClass<L extends Prediction, To extends Label>(
  model: Perceptron<L>,
  from: NoInfer<ClassOf<L>>,
  to: To,
): Perceptron<L | To> {
  return call("renameClass", () => {
    const { settings, fitted } = readModel(model);
    const { outputs, state } = fitted;
    const { classes } = outputs;
    const number = numberOf(classes, "from", from);
    if (typeof to !== typeof from) throw fail.labelsMixed("to", to, typeof from);
    const renamed = classes.map((label, i) => (i === number ? to : label));
    const sorted = readClasses(renamed, true);
    const places = renamed.map((label) => sorted.indexOf(label));
    const reordered = (): ModelState =>
      outputs.kind === "multiclass" ? moved(fitted, settings, places) : mirrored(state);
    return remade(
      withNames(settings, (name) => (name === String(from) ? String(to) : name)),
      {
        ...fitted,
        outputs: { ...outputs, classes: sorted },
        state: places[number] === number ? state : reordered(),
      },
    );
  });
}

/**
 * A model without one of its classes: among the others it answers, and goes on learning, as the given one, which is left as
 * it is. Two classes that are left keep a row of weights each.
 *
 * @param model  fitted with three labels or more
 * @param label  one of its classes
 * @throws {KindError} WRONG_KIND, LABELS_ARE_A_MATRIX
 * @throws {ValueError} UNKNOWN_CLASS, ONE_CLASS   @throws {StateError} NOT_FITTED
 */
export function dropClass<L extends Prediction>(
  model: Perceptron<L>,
  label: NoInfer<ClassOf<L>>,
): Perceptron<L> {
  return call("dropClass", () => {
    const { settings, fitted } = readModel(model);
    const { classes, grows } = fitted.outputs;
    const dropped = numberOf(classes, "label", label);
    if (classes.length < 3) throw fail.lastClasses(label, classes);
    const places = classes.map((_, number) => (number === dropped ? -1 : number - Number(number > dropped)));
    const left = classes.filter((_, number) => number !== dropped);
    return remade(
      withNames(settings, (name) => (name === String(label) ? undefined : name)),
      {
        ...fitted,
        // It has learned from rows that it can no longer have right.
        converged: false,
        stopReason: fitted.converged ? "stopped" : fitted.stopReason,
        outputs: labelOutputs(left, grows || left.length === 2),
        state: moved(fitted, settings, places),
      },
    );
  });
}

function readModel(model: Perceptron): { settings: PerceptronSettings; fitted: Fitted } {
  if (!(model instanceof Perceptron)) throw fail.wrongKind("the model", "a Perceptron of the root", model);
  const { settings, fitted } = model.toState();
  if (fitted === undefined) throw fail.notFitted();
  if (fitted.outputs.kind === "multioutput") throw fail.columnsHaveNoNames();
  return { settings, fitted };
}

/** The state with the weights of each class in another place, or left out where that is −1. */
const moved = (
  { state }: Fitted,
  { multiclass }: PerceptronSettings,
  places: readonly number[],
): ModelState => grown(state, places, places.filter((place) => place >= 0).length, multiclass === "joint");

function numberOf(classes: readonly Label[], place: string, label: Label): number {
  const number = classes.indexOf(label);
  if (number < 0) throw fail.unknownClass(place, label, classes);
  return number;
}

const remade = <L extends Prediction>(settings: PerceptronSettings, fitted: Fitted): Perceptron<L> =>
  Perceptron.fromState({
    settings,
    fitted: { ...fitted, prediction: predictionWeights(fitted.state) },
  });

/** Settings whose class weights are of other names; undefined for none. */
function withNames(
  settings: PerceptronSettings,
  nameOf: (name: string) => string | undefined,
): PerceptronSettings {
  const { classWeight } = settings;
  if (classWeight === undefined || classWeight === "balanced") return settings;
  const entries = [...classWeight].flatMap(([before, weight]): [string, number][] => {
    const name = nameOf(before);
    return name === undefined ? [] : [[name, weight]];
  });
  return { ...settings, classWeight: new Map(entries) };
}

/** The state of one output that stands for the other of two classes. */
function mirrored(state: ModelState): ModelState {
  const opposite = <R extends Reals>(values: R): R => values.map((value) => 0 - value) as R; // without −0
  const weights = ({ W, b }: Weights): Weights => ({ W: opposite(W), b: opposite(b) });
  const { average, pocket, bestWeights } = state;
  return {
    ...state,
    ...weights(state),
    average: average && {
      ...average,
      coefSums: opposite(average.coefSums),
      interceptSums: opposite(average.interceptSums),
    },
    pocket: pocket && { ...pocket, ...weights(pocket) },
    bestWeights: bestWeights && weights(bestWeights),
  };
}
