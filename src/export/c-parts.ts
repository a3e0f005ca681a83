// What a file in C has of the steps before a model, and of a calibration.

import type { Curve } from "../calibration/isotonic.js";
import { lastLayer } from "../predict/saved-model.js";
import { braces, literalOf, textsText, typeOf } from "./c-text.js";
import { columnNames, type ExportedModel } from "./exportable.js";
import type { Association, Encoding } from "./preparation.js";

/** Of a row: a table's are double whatever the model counts in, as a mean is taken from them first. */
export const rowTypeOf = (model: ExportedModel): string =>
  model.preparation.encoding ? "double" : typeOf(lastLayer(model).dtype);

/** Each column that has categories, with the name of the array of their texts. */
const categoryArrays = ({ columns }: Encoding, name: string): { array: string; texts: readonly string[] }[] =>
  columns.flatMap((column, j) =>
    column.type === "category" && column.categories.length > 0
      ? [{ array: `${name}_categories_${j}`, texts: column.categories }]
      : [],
  );

/** What a program looks a column or a category up in: names of columns, and of each that has categories their texts. */
function textArrays(
  model: ExportedModel,
  name: string,
): { array: string; texts: readonly string[]; what: string }[] {
  const names = columnNames(model);
  const { encoding } = model.preparation;
  return [
    ...(names ? [{ array: `${name}_columns`, texts: names, what: "column" }] : []),
    ...(encoding ? categoryArrays(encoding, name) : []).map((one) => ({ ...one, what: "category" })),
  ];
}

/** Their declarations. */
export const textArraysHead = (model: ExportedModel, name: string): string =>
  textArrays(model, name)
    .map(({ array, texts }) => `extern const char *const ${array}[${texts.length}];\n`)
    .join("");

/** Their definitions; none of rows without names. */
export function textArraysText(model: ExportedModel, name: string): string[] {
  const arrays = textArrays(model, name).map(({ array, texts, what }) => textsText(array, texts, what));
  const about =
    "/* The columns of a row, and of those with categories what the numbers 0, 1 and so on stand for. */";
  return arrays.length > 0 ? [[about, ...arrays].join("\n")] : [];
}

/** `NAME_encode`, from a row of a table to features of the type T. */
export function encodingText(encoding: Encoding, name: string, T: string): string {
  const { columns, dtype } = encoding;
  const real = literalOf("f64");
  const rounded = dtype === "f32" || T === "float" ? "(float)" : "";
  const lines: string[] = [];
  let at = 0;
  for (const [j, column] of columns.entries()) {
    const x = `x[${j}]`;
    if (column.type === "number") {
      const scaled = `(${x} - ${real(column.mean)}) / ${real(column.deviation)}`;
      lines.push(`  e[${at++}] = ${rounded}(${x} == ${x} ? ${scaled} : 0.0);`);
    } else if (column.categories.length > 0) {
      const count = column.categories.length;
      lines.push(`  for (c = 0; c < ${count}; c++) e[${at} + c] = ${x} == c;`);
      at += count;
    }
    if (column.missing) lines.push(`  e[${at++}] = ${x} != ${x};`);
  }
  return `/* Numbers less their mean, over their deviation; 1 for the category; 1 where a value is missing, which NaN says. */
static void ${name}_encode(const double *x, ${T} *e)
{
${categoryArrays(encoding, name).length > 0 ? "  int c;\n" : ""}${lines.join("\n")}
}`;
}

/** `NAME_associate`, from a row to what the units fire. */
export function associationText(association: Association, name: string): string {
  const { dtype, activation, units } = association;
  const [T, own, m] = [typeOf(dtype), literalOf(dtype), units.scales.length];
  const integers = (values: Uint32Array): string => braces(values, String);
  const fired = activation === "relu" ? "z > 0 ? z : 0" : "z >= 0";
  return `/* Each unit adds its inputs from starts[2u] on, and subtracts those from starts[2u + 1] on. */
static const int ${name}_starts[${2 * m + 1}] = ${integers(units.starts)};
static const int ${name}_inputs[${Math.max(1, units.inputs.length)}] = ${integers(units.inputs)};
static const ${T} ${name}_scales[${m}] = ${braces(units.scales, own)};
static const ${T} ${name}_thresholds[${m}] = ${braces(units.thresholds, own)};

static void ${name}_associate(const ${T} *x, ${T} *a)
{
  int u, p;
  for (u = 0; u < ${m}; u++) {
    const int *start = ${name}_starts + 2 * u;
    ${T} sum = 0, z;
    for (p = start[0]; p < start[1]; p++) sum += x[${name}_inputs[p]];
    for (; p < start[2]; p++) sum -= x[${name}_inputs[p]];
    z = sum * ${name}_scales[u];
    z -= ${name}_thresholds[u];
    a[u] = (${T})(${fired});
  }
}`;
}

/** `NAME_probabilities` and `NAME_predict` of a calibrated model. */
export function probabilitiesInC(model: ExportedModel, name: string, T: string): string {
  const { curves = [], layers } = model;
  const R = rowTypeOf(model);
  const real = literalOf("f64");
  const k = layers.at(-1)?.b.length as number;
  const isOne = k === 1;
  const count = isOne ? 2 : k;
  const at = [0];
  for (const { x } of curves) at.push((at.at(-1) as number) + x.length);
  const all = (key: keyof Curve): string =>
    braces(
      curves.flatMap((curve) => [...curve[key]]),
      real,
    );
  const total = at.at(-1) as number;
  return `/* Of each curve, where its points begin. */
static const int ${name}_curves[${at.length}] = {${at.join(", ")}};
static const double ${name}_points[${total}] = ${all("x")};
static const double ${name}_values[${total}] = ${all("y")};

/* The value of curve j at a score: a straight line between two of its points, constant outside of all. */
static double ${name}_value(int j, double z)
{
  int high = ${name}_curves[j] + 1, last = ${name}_curves[j + 1] - 1;
  double left, right, from, to, width, share, value;
  if (z <= ${name}_points[high - 1]) return ${name}_values[high - 1];
  if (z >= ${name}_points[last]) return ${name}_values[last];
  while (z >= ${name}_points[high]) high++;
  left = ${name}_points[high - 1];
  right = ${name}_points[high];
  from = ${name}_values[high - 1];
  to = ${name}_values[high];
  width = right - left;
  share = width <= DBL_MAX ? (z - left) / width : (z / 2 - left / 2) / (right / 2 - left / 2);
  value = (to - from) * share;
  value = from + value;
  return value < to ? value : to;
}

static void ${name}_probabilities_of(const ${T} *z, double *p)
{
${
  isOne
    ? `  p[1] = ${name}_value(0, z[0]);
  p[0] = 1 - p[1];`
    : `  int j;
  double sum = 0;
  for (j = 0; j < ${k}; j++) {
    p[j] = ${name}_value(j, z[j]);
    sum += p[j];
  }
  for (j = 0; j < ${k}; j++) p[j] = sum > 0 ? p[j] / sum : 1.0 / ${k};`
}
}

void ${name}_probabilities(const ${R} *x, double *p)
{
  ${T} z[${k}];
  ${name}_scores(x, z);
  ${name}_probabilities_of(z, p);
}

/* The most probable class; of equally probable ones that of the larger score, then the first. */
int ${name}_predict(const ${R} *x)
{
  double p[${count}];
  ${T} z[${k}];
${
  isOne
    ? `  ${name}_scores(x, z);
  ${name}_probabilities_of(z, p);
  return p[1] > p[0] || (p[1] == p[0] && z[0] > -z[0]);`
    : `  int j, best = 0;
  ${name}_scores(x, z);
  ${name}_probabilities_of(z, p);
  for (j = 1; j < ${k}; j++) if (p[j] > p[best] || (p[j] == p[best] && z[j] > z[best])) best = j;
  return best;`
}
}`;
}
