// What a file in C has of an association layer before a model, and of a calibration.

import type { Curve } from "../calibration/isotonic.js";
import { braces, literalOf, typeOf } from "./c-text.js";
import type { ExportedModel } from "./exportable.js";
import type { Association } from "./preparation.js";

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
export function probabilitiesInC({ curves = [], layers }: ExportedModel, name: string, T: string): string {
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

void ${name}_probabilities(const ${T} *x, double *p)
{
  ${T} z[${k}];
  ${name}_scores(x, z);
  ${name}_probabilities_of(z, p);
}

/* The most probable class; of equally probable ones that of the larger score, then the first. */
int ${name}_predict(const ${T} *x)
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
