import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { plural } from "../base/words.js";
import { checkOptions, flag } from "../data/options.js";
import { featuresOf } from "../learn/model.js";
import { type AnsweringModel, classesOf, lastLayer, type SavedLayer } from "../predict/saved-model.js";
import {
  associationText,
  encodingText,
  probabilitiesInC,
  rowTypeOf,
  textArraysHead,
  textArraysText,
} from "./c-parts.js";
import { braces, checkName, classesText, classesType, literalOf, typeOf } from "./c-text.js";
import { type Exportable, type ExportedModel, exportable, inputCount } from "./exportable.js";
import { int8Text } from "./int8.js";
import { encodedWidth } from "./preparation.js";

/** What C is written. */
export interface COptions {
  /** What the names in the file begin with. Default "model". */
  name?: string | undefined;
  /**
   * Whether weights and samples are rounded to 8 bits, and margins are sums of integers. `X` says how large samples become.
   * Default false.
   */
  int8?: boolean | undefined;
  /** For `int8` alone, and needed: samples [n×d] as they will come; the file says how many are decided otherwise. Default none. */
  X?: unknown;
}

/**
 * One file in C99 that answers as the model does, to the bit. T is float or double, as the model's element type is:
 *
 * - `int NAME_predict(const T *x)`: the place of the label in `NAME_classes[]`. Of several outputs, each for itself,
 *   `void NAME_predict(const T *x, int *y)` writes each.
 * - `void NAME_scores(const T *x, T *z)`: the margins.
 * - `void NAME_probabilities(const T *x, double *p)` of a calibrated model.
 *
 * Of a Pipeline it holds a TableEncoder's numbers and categories, and an AssociationLayer. x then has the table's columns in
 * double, in the order of `NAME_columns[]`: of column J with categories the place in `NAME_categories_J[]`, and −1 for one that is
 * not there; NaN for what is missing.
 *
 * It needs no library and no heap, and refuses to compile where double has 32 bits or the compiler may reorder sums. x is not
 * checked: a NaN among it makes margins that fire nowhere.
 *
 * @throws {KindError} OPTION_KIND, UNKNOWN_OPTION   @throws {ValueError} OPTION_VALUE, NOT_EXPORTABLE, MODEL_FILE
 */
export const toC = (model: Exportable, options: COptions = {}): string =>
  call("toC", () => {
    options = checkOptions(options, ["name", "int8", "X"]);
    const name = checkName(options.name ?? "model");
    const isInt8 = flag("int8", options.int8 ?? false);
    const saved = exportable(
      model,
      isInt8 ? "C in 8 bits" : "C",
      isInt8 ? ["scaling"] : ["encoding", "association", "calibration"],
    );
    if (isInt8) return int8Text(saved, name, options.X);
    if (options.X !== undefined) throw fail.optionKind("X", options.X, "none without int8: true");
    const { dtype } = lastLayer(saved);
    const T = typeOf(dtype);
    const { encoding, association } = saved.preparation;
    if (association && association.dtype !== dtype)
      throw fail.notExportable(
        `an association layer in ${association.dtype} before a model in ${dtype}`,
        "C",
        "give both the same dtype",
      );
    return `${[
      head(saved, name, T),
      ...textArraysText(saved, name),
      ...(encoding ? [encodingText(encoding, name, T)] : []),
      ...(association ? [associationText(association, name)] : []),
      ...saved.layers.map((layer, i) => layerText(layer, `${name}_${i}`)),
      classesText(name, classesOf(saved)),
      scoresText(saved, name, T),
      ...(saved.curves ? [probabilitiesInC(saved, name, T)] : [predictText(saved, name, T)]),
    ].join("\n\n")}\n`;
  });

/** Whether each output answers for itself, so that there is no one number. */
const answersApart = ({ outputs, isUnit }: AnsweringModel): boolean =>
  outputs === undefined ? !isUnit : outputs.kind === "multioutput";

function predictHead(model: ExportedModel, name: string): string {
  const R = rowTypeOf(model);
  return answersApart(model)
    ? `void ${name}_predict(const ${R} *x, int *y)`
    : `int ${name}_predict(const ${R} *x)`;
}

function head(model: ExportedModel, name: string, T: string): string {
  const classes = classesOf(model);
  const R = rowTypeOf(model);
  return `/* A model of ${plural(inputCount(model), "feature")}, written by rosenblatt. C99, without a library. */
#include <float.h>
#if FLT_RADIX != 2 || FLT_MANT_DIG != 24 || DBL_MANT_DIG != 53
#error "float and double must be binary32 and binary64"
#endif
#if defined(__FAST_MATH__) || (defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0)
#error "sums must be rounded as they are written: no -ffast-math, no x87"
#endif
#if defined(__clang__) || !defined(__GNUC__)
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("fp-contract=off")
#endif

extern ${classesType(classes)}${name}_classes[${classes.length}];
${textArraysHead(model, name)}void ${name}_scores(const ${R} *x, ${T} *z);
${model.curves ? `void ${name}_probabilities(const ${R} *x, double *p);\n` : ""}${predictHead(model, name)};`;
}

function layerText(layer: SavedLayer, name: string): string {
  const { dtype, W, b, scale } = layer;
  const [T, d, k] = [typeOf(dtype), featuresOf(layer), b.length];
  const own = literalOf(dtype);
  const constants = [
    `static const ${T} ${name}_weights[${W.length}] = ${braces(W, own)};`,
    `static const ${T} ${name}_bias[${k}] = ${braces(b, own)};`,
  ];
  if (scale) {
    const double = literalOf("f64");
    constants.push(
      `static const double ${name}_mean[${d}] = ${braces(scale.mean, double)};`,
      `static const double ${name}_deviation[${d}] = ${braces(scale.deviation, double)};`,
    );
  }
  const value = scale ? `(${T})(((double)x[j] - ${name}_mean[j]) / ${name}_deviation[j])` : "x[j]";
  return `${constants.join("\n")}

static ${T} ${name}_product(const ${T} *x, const ${T} *w, int j)
{
  return ${value} * w[j];
}

/* Product by product into ${dtype === "f32" ? 4 : 2} running sums, what is left over one by one, then the bias. */
static void ${name}_scores(const ${T} *x, ${T} *z)
{
  int j, k;
  for (k = 0; k < ${k}; k++) {
    const ${T} *w = ${name}_weights + k * ${d};
    ${T} sum;
${dtype === "f32" ? f32Sums(name, d) : f64Sums(name, d)}
    for (; j < ${d}; j++) sum += ${name}_product(x, w, j);
    z[k] = sum + ${name}_bias[k];
  }
}`;
}

const f64Sums = (name: string, d: number): string => `    double s0 = 0.0, s1 = 0.0;
    for (j = 0; j < ${d - (d % 2)}; j += 2) {
      s0 += ${name}_product(x, w, j);
      s1 += ${name}_product(x, w, j + 1);
    }
    sum = s0 + s1;`;

const f32Sums = (name: string, d: number): string => `    float s0 = 0.0f, s1 = 0.0f, s2 = 0.0f, s3 = 0.0f;
    for (j = 0; j < ${d - (d % 4)}; j += 4) {
      s0 += ${name}_product(x, w, j);
      s1 += ${name}_product(x, w, j + 1);
      s2 += ${name}_product(x, w, j + 2);
      s3 += ${name}_product(x, w, j + 3);
    }
    sum = (s0 + s2) + (s1 + s3);`;

/** The value of a step of the number z. */
const fired = (step: string, z: string): string => (step === "sgn" ? `(${z} > 0) - (${z} < 0)` : `${z} >= 0`);

function scoresText(model: ExportedModel, name: string, T: string): string {
  const { encoding, association } = model.preparation;
  const hidden = model.layers.slice(0, -1);
  const [arrays, lines]: [string[], string[]] = [[], []];
  let input = "x";
  const step = (output: string, width: number, call: string): void => {
    arrays.push(`  ${T} ${output}[${width}];\n`);
    lines.push(`  ${name}_${call}(${input}, ${output});\n`);
    input = output;
  };
  if (encoding) step("e", encodedWidth(encoding), "encode");
  if (association) step("a", association.units.scales.length, "associate");
  for (const [i, layer] of hidden.entries()) {
    const [h, k] = [`h${i}`, layer.b.length];
    step(h, k, `${i}_scores`);
    lines.push(`  for (j = 0; j < ${k}; j++) ${h}[j] = (${T})(${fired(layer.step, `${h}[j]`)});\n`);
  }
  return `void ${name}_scores(const ${rowTypeOf(model)} *x, ${T} *z)
{
${arrays.join("")}${hidden.length > 0 ? "  int j;\n" : ""}${lines.join("")}  ${name}_${hidden.length}_scores(${input}, z);
}`;
}

function predictText(model: ExportedModel, name: string, T: string): string {
  const { b, step } = lastLayer(model);
  const k = b.length;
  const margins = `  ${T} z[${k}];
  ${name}_scores(x, z);`;
  const start = `${predictHead(model, name)}\n{`;
  if (answersApart(model)) {
    const value = model.outputs ? (step === "sgn" ? "z[j] > 0" : "z[j] >= 0") : fired(step, "z[j]");
    return `${start}\n  int j;\n${margins}\n  for (j = 0; j < ${k}; j++) y[j] = ${value};\n}`;
  }
  if (model.outputs?.kind === "multiclass") {
    return `${start}\n  int j, best = 0;\n${margins}
  for (j = 1; j < ${k}; j++) if (z[j] > z[best]) best = j;\n  return best;\n}`;
  }
  const place =
    model.isUnit && step === "sgn"
      ? `1 + (z[0] > 0) - (z[0] < 0)`
      : step === "sgn"
        ? "z[0] > 0"
        : "z[0] >= 0";
  return `${start}\n${margins}\n  return ${place};\n}`;
}
