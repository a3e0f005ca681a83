import { call } from "../base/errors.js";
import { plural } from "../base/words.js";
import { type AnsweringModel, classesOf, lastLayer, type SavedLayer } from "../predict/saved-model.js";
import { type Exportable, exportable, inputCount, weightRows } from "./exportable.js";
import {
  EXPORT,
  literals,
  numbersText,
  PREDICT_MOST_PROBABLE,
  probabilitiesInJavaScript,
  readingText,
} from "./javascript-parts.js";

/**
 * A module in JavaScript that answers as the model does, to the bit: `predict(x)`, `scores(x)` and `classes`. It imports nothing,
 * evaluates no text, and runs wherever modules do.
 *
 * A row that has another length, a number that is not finite or a sum that overflows is refused by a RangeError.
 *
 * Of a Pipeline it holds a TableEncoder's numbers and categories, x then being a record, and an AssociationLayer; of a calibrated
 * model `probabilities(x)` too.
 *
 * @param model  a Perceptron, TLU, ThresholdNetwork, Pipeline or calibrated model, or what it was saved as
 * @throws {ValueError} NOT_EXPORTABLE, MODEL_FILE   @throws {StateError} NOT_FITTED
 */
export const toJavaScript = (model: Exportable): string =>
  call("toJavaScript", () => {
    const saved = exportable(model, "JavaScript", ["encoding", "association", "calibration"]);
    const { dtype } = lastLayer(saved);
    return `${[
      `// A model of ${plural(inputCount(saved), "feature")}, written by rosenblatt: predict(x) answers, scores(x) has the margins.`,
      `export const classes = ${literals(classesOf(saved))};`,
      `const layers = [\n${saved.layers.map(layerText).join(",\n")},\n];`,
      ...readingText(saved),
      dtype === "f32" ? F32_DOT : F64_DOT,
      SCORES(dtype),
      ...(saved.curves
        ? [probabilitiesInJavaScript(saved.curves), PREDICT_MOST_PROBABLE]
        : [predictText(saved)]),
    ].join("\n\n")}\n`;
  });

function layerText(layer: SavedLayer): string {
  const { b, scale, step } = layer;
  const lines = [
    `step: "${step}"`,
    `weights: [\n${weightRows(layer)
      .map((row) => `      ${numbersText(row)},`)
      .join("\n")}\n    ]`,
    `bias: ${numbersText(b)}`,
    ...(scale ? [`mean: ${numbersText(scale.mean)}`, `deviation: ${numbersText(scale.deviation)}`] : []),
  ];
  return `  {\n${lines.map((line) => `    ${line},`).join("\n")}\n  }`;
}

const F64_DOT = `/** The product of w and x in two running sums, of even and of odd elements. */
function dot(w, x) {
  let [even, odd, j] = [0, 0, 0];
  for (; j + 1 < x.length; j += 2) {
    even += w[j] * x[j];
    odd += w[j + 1] * x[j + 1];
  }
  return j < x.length ? even + odd + w[j] * x[j] : even + odd;
}`;

const F32_DOT = `const round = Math.fround;

/** The product of w and x in four running sums, each product and each sum rounded to f32. */
function dot(w, x) {
  const sums = [0, 0, 0, 0];
  const whole = x.length - (x.length % 4);
  let j = 0;
  for (; j < whole; j++) sums[j % 4] = round(sums[j % 4] + round(w[j] * x[j]));
  let sum = round(round(sums[0] + sums[2]) + round(sums[1] + sums[3]));
  for (; j < x.length; j++) sum = round(sum + round(w[j] * x[j]));
  return sum;
}`;

const SCORES = (dtype: string): string => {
  const rounded = (text: string): string => (dtype === "f32" ? `round(${text})` : text);
  return `const fire = (z, step) => (step === "sgn" ? Math.sign(z) + 0 : z >= 0 ? 1 : 0);

/** The margins of one row, those of the last layer. */
${EXPORT} function scores(x) {
  let signals = ${dtype === "f32" ? "read(x).map((value) => round(value))" : "read(x)"};
  for (const [number, { weights, bias, mean, deviation }] of layers.entries()) {
    if (number > 0) signals = signals.map((z) => fire(z, layers[number - 1].step));
    if (mean) signals = signals.map((value, j) => ${rounded("(value - mean[j]) / deviation[j]")});
    signals = bias.map((b, k) => ${rounded("dot(weights[k], signals) + b")});
    if (!signals.every(Number.isFinite)) throw new RangeError("a sum overflowed");
  }
  return signals;
}`;
};

function predictText(model: AnsweringModel): string {
  const { outputs, isUnit } = model;
  const fires = lastLayer(model).step === "sgn" ? "> 0" : ">= 0";
  if (outputs === undefined) {
    const values = `scores(x).map((z) => fire(z, "${lastLayer(model).step}"))`;
    return `/** The value of the step of ${isUnit ? "the" : "each"} margin. */
${EXPORT} const predict = (x) => ${values}${isUnit ? "[0]" : ""};`;
  }
  if (outputs.kind === "multioutput") {
    return `/** 1 for each output that fires, else 0. */
${EXPORT} const predict = (x) => scores(x).map((z) => (z ${fires} ? 1 : 0));`;
  }
  if (outputs.kind === "binary") {
    return `/** The label of one row. */
${EXPORT} const predict = (x) => classes[scores(x)[0] ${fires} ? 1 : 0];`;
  }
  return `/** The label of one row: that of the largest score, of several the first. */
${EXPORT} function predict(x) {
  const z = scores(x);
  return classes[z.indexOf(Math.max(...z))];
}`;
}
