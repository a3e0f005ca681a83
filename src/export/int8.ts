// A model in fixed point: samples and weights in 8 bits, margins as sums of 32-bit integers.

import { zeros } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { readRows } from "../predict/rows.js";
import { answer, classesOf, lastLayer, type SavedLayer } from "../predict/saved-model.js";
import { scoreRows } from "../predict/score.js";
import { braces, classesText, classesType, literalOf, typeOf } from "./c-text.js";
import { classifier, type ExportedModel, inputCount } from "./exportable.js";

/** The largest integer of 8 bits; −128 is left out, so that signs are alike. */
const MOST = 127;
/** So many products of 8 bits and a bias fit into 32. */
const MOST_FEATURES = 2 ** 16;

interface Quantized {
  /** What a feature is multiplied with before it is rounded [d], and what is taken off before. */
  readonly factor: Float64Array;
  readonly centre: Float64Array;
  /** [k×d] and [k] */
  readonly weights: Int8Array;
  readonly bias: Int32Array;
}

/**
 * A feature j of X is rounded to q = (x − centre)·factor in −127 … 127, and the weights to one common grid, so that the integer
 * Σ weights·q + bias is the margin in units of that grid.
 */
function quantized({ W, b, scale }: SavedLayer, rows: readonly ArrayLike<number>[]): Quantized {
  const d = W.length / b.length;
  const centre = Float64Array.from({ length: d }, (_, j) => scale?.mean[j] ?? 0);
  const range = centre.map((middle, j) =>
    rows.reduce((most, row) => Math.max(most, Math.abs((row[j] as number) - middle)), 0),
  );
  const factor = range.map((most) => (most > 0 ? Math.min(MOST / most, Number.MAX_VALUE) : 0));
  /** What one step of a feature adds to a margin. */
  const effects = Float64Array.from(W, (weight, at) => {
    const j = at % d;
    return (weight * (range[j] as number)) / MOST / (scale?.deviation[j] ?? 1);
  });
  const grid = effects.reduce((most, effect) => Math.max(most, Math.abs(effect)), 0) / MOST || 1;
  const limit = 2 ** 30;
  return {
    factor,
    centre,
    weights: Int8Array.from(effects, (effect) => Math.round(effect / grid)),
    bias: Int32Array.from(b, (bias) => Math.max(-limit, Math.min(limit, Math.round(bias / grid)))),
  };
}

/** The integer margins of a row, as the C code below makes them. */
function integerMargins(row: ArrayLike<number>, { factor, centre, weights, bias }: Quantized): number[] {
  const q = Array.from(factor, (by, j) => {
    const value = ((row[j] as number) - (centre[j] as number)) * by;
    return Math.trunc(Math.max(-MOST, Math.min(MOST, value)) + (value < 0 ? -0.5 : 0.5));
  });
  return Array.from(bias, (start, k) =>
    q.reduce((sum, value, j) => sum + value * (weights[k * q.length + j] as number), start),
  );
}

/** @param X  samples [n×d] */
export function int8Text(model: ExportedModel, name: string, X: unknown): string {
  const { isBinary } = classifier(model, "C in 8 bits");
  const layer = lastLayer(model);
  const d = inputCount(model);
  if (d > MOST_FEATURES)
    throw fail.notExportable(`a model of ${d} features`, "C in 8 bits", `${MOST_FEATURES} are the most`);
  const given = readRows(X, d);
  const z = scoreRows(given, model).data;
  const rows = Array.from({ length: given.count }, (_, i) => {
    const row = zeros(layer.dtype, d);
    given.read(i, row);
    return row;
  });
  const whole = quantized(layer, rows);
  const k = layer.b.length;
  const otherwise = rows.filter(
    (row, i) => answer(integerMargins(row, whole), 0, model) !== answer(z, i * k, model),
  ).length;
  const T = typeOf(layer.dtype);
  const double = literalOf("f64");
  const classes = classesOf(model);
  const decision = isBinary
    ? `  return z[0] ${layer.step === "sgn" ? ">" : ">="} 0;`
    : `  for (j = 1; j < ${k}; j++) if (z[j] > z[best]) best = j;\n  return best;`;
  return `/* A model of ${fail.plural(d, "feature")} in 8 bits, written by rosenblatt. C99, without a library.
 * Of ${fail.plural(rows.length, "sample")} ${otherwise} ${otherwise === 1 ? "is" : "are"} decided otherwise than by the model. */
#include <stdint.h>

extern ${classesType(classes)}${name}_classes[${classes.length}];
void ${name}_scores(const ${T} *x, int32_t *z);
int ${name}_predict(const ${T} *x);

static const double ${name}_factor[${d}] = ${braces(whole.factor, double)};
static const double ${name}_centre[${d}] = ${braces(whole.centre, double)};
static const int8_t ${name}_weights[${d * k}] = ${braces(whole.weights, String)};
static const int32_t ${name}_bias[${k}] = ${braces(whole.bias, String)};

${classesText(name, classes)}

/* The margins, in steps of a common size. */
void ${name}_scores(const ${T} *x, int32_t *z)
{
  int j, k;
  for (k = 0; k < ${k}; k++) z[k] = ${name}_bias[k];
  for (j = 0; j < ${d}; j++) {
    double value = ((double)x[j] - ${name}_centre[j]) * ${name}_factor[j];
    int32_t q;
    if (!(value <= ${MOST}.0)) value = ${MOST}.0;
    if (value < -${MOST}.0) value = -${MOST}.0;
    q = (int32_t)(value + (value < 0.0 ? -0.5 : 0.5));
    for (k = 0; k < ${k}; k++) z[k] += q * ${name}_weights[k * ${d} + j];
  }
}

int ${name}_predict(const ${T} *x)
{
${isBinary ? "" : "  int j, best = 0;\n"}  int32_t z[${k}];
  ${name}_scores(x, z);
${decision}
}
`;
}
