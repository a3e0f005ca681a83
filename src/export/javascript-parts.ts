// What a module in JavaScript has of the steps before a model, and of a calibration.

import type { DType } from "../base/dtype.js";
import { plural } from "../base/words.js";
import type { Curve } from "../calibration/isotonic.js";
import type { Label } from "../data/labels.js";
import { lastLayer } from "../predict/saved-model.js";
import { decimal, type ExportedModel, inputCount } from "./exportable.js";
import { type Association, type EncodedColumn, type Encoding, signedInputs } from "./preparation.js";

/** At the start of a line of the module. */
export const EXPORT = "export";

/** Labels as they are written in a script, also within HTML. */
export const literals = (labels: readonly Label[]): string =>
  `[${labels.map((label) => (typeof label === "string" ? quoted(label) : typeof label === "number" ? decimal(label) : String(label))).join(", ")}]`;

const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[<\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

export const numbersText = (numbers: ArrayLike<number>): string =>
  `[${Array.from(numbers, decimal).join(", ")}]`;

/** `read`, which checks a row, and makes of it what the layers take. */
export function readingText(model: ExportedModel): string[] {
  const { encoding, association } = model.preparation;
  const name = association ? "readInputs" : "read";
  return [
    encoding
      ? encodingText(encoding, name)
      : rowText(
          inputCount(model),
          name,
          association?.dtype ?? lastLayer(model).dtype,
          model.preparation.names,
        ),
    ...(association ? [associationText(association, name)] : []),
  ];
}

const rowText = (
  count: number,
  name: string,
  dtype: DType,
  names: readonly string[] | undefined,
): string => `${names ? `const columns = ${literals(names)};\n\n/** The finite numbers of a record, by name. */` : "/** A row of finite numbers. */"}
function ${name}(x) {
  const row = ${names ? "columns.map((name) => x[name])" : "Array.from(x)"}.map((value) => (typeof value === "number" ? ${roundedTo(dtype, "value")} : NaN));
  if (row.length !== ${count} || !row.every(Number.isFinite)) throw new RangeError("expected ${plural(count, "finite number")}");
  return row;
}`;

const columnText = (column: EncodedColumn): string =>
  column.type === "number"
    ? `{ name: ${quoted(column.name)}, mean: ${decimal(column.mean)}, deviation: ${decimal(column.deviation)}, missing: ${column.missing} }`
    : `{ name: ${quoted(column.name)}, categories: ${literals(column.categories)}, missing: ${column.missing} }`;

const encodingText = ({ columns, dtype }: Encoding, name: string): string => `const columns = [
${columns.map((column) => `  ${columnText(column)},`).join("\n")}
];

const isMissing = /^(#?N\\/?A|n\\/a|<NA>|-?(NaN|nan|1\\.#(IND|QNAN))|NULL|[Nn](ull|one)|[?-])$/;

/** The number that a text is; NaN of one that is no decimal, and of an integer that no double is. */
function numberOf(text) {
  const value = /[^-+.\\deE]/.test(text) ? NaN : Number(text);
  return /^[-+]?\\d{16,308}$/.test(text) && text !== String(value) && text !== String(BigInt(value)) ? NaN : value;
}

/** The features of a record: numbers less their mean, over their deviation; 1 for its category; 1 where a value is missing. */
function ${name}(record) {
  const row = [];
  for (const { name, categories, mean, deviation, missing } of columns) {
    const given = record[name] ?? "";
    const value = given instanceof Date ? given.toISOString() : given;
    const isText = typeof value === "string" || typeof value === "boolean";
    const trimmed = Number.isNaN(value) ? "" : String(value).trim();
    const text = !categories && isMissing.test(trimmed) ? "" : trimmed;
    const number = isText ? numberOf(text) : value;
    if (isText ? text !== "" && !categories && !Number.isFinite(number) : typeof value !== "number" || Math.abs(value) === Infinity)
      throw new RangeError(\`\${name} is no finite number\${categories ? " or text" : ""}\`);
    if (categories) row.push(...categories.map((category) => (category === text && text !== "" ? 1 : 0)));
    else row.push(text === "" ? 0 : (number - mean) / deviation);
    if (missing) row.push(text === "" ? 1 : 0);
  }
  return row${dtype === "f32" ? ".map((value) => Math.fround(value))" : ""};
}`;

function associationText(association: Association, name: string): string {
  const { dtype, activation, units } = association;
  const lines = signedInputs(association).map(
    ({ plus, minus }, u) =>
      `  { plus: ${numbersText(plus)}, minus: ${numbersText(minus)}, scale: ${decimal(units.scales[u] as number)}, threshold: ${decimal(units.thresholds[u] as number)} },`,
  );
  const rounded = (text: string): string => roundedTo(dtype, text);
  return `/** Units of the association layer: which inputs each adds, and which it subtracts. */
const units = [
${lines.join("\n")}
];

/** What the units fire at a row. */
function read(x) {
  const row = ${name}(x)${dtype === "f32" ? ".map((value) => Math.fround(value))" : ""};
  return units.map(({ plus, minus, scale, threshold }) => {
    let sum = 0;
    for (const j of plus) sum = ${rounded("sum + row[j]")};
    for (const j of minus) sum = ${rounded("sum - row[j]")};
    const z = ${rounded(`${rounded("sum * scale")} - threshold`)};
    if (!Number.isFinite(z)) throw new RangeError("a unit's sum overflowed");
    return ${activation === "relu" ? "z > 0 ? z : 0" : "z >= 0 ? 1 : 0"};
  });
}`;
}

const roundedTo = (dtype: DType, text: string): string => (dtype === "f32" ? `Math.fround(${text})` : text);

export const probabilitiesInJavaScript = (curves: readonly Curve[]): string => `const curves = [
${curves.map(({ x, y }) => `  { scores: ${numbersText(x)}, probabilities: ${numbersText(y)} },`).join("\n")}
];

/** The value of a curve at a score: a straight line between two of its points, constant outside of all. */
function valueAt({ scores: x, probabilities: y }, z) {
  const last = x.length - 1;
  if (z <= x[0]) return y[0];
  if (z >= x[last]) return y[last];
  let high = 1;
  while (z >= x[high]) high++;
  const [left, right, from, to] = [x[high - 1], x[high], y[high - 1], y[high]];
  const width = right - left;
  const share = width < Infinity ? (z - left) / width : (z / 2 - left / 2) / (right / 2 - left / 2);
  return Math.min(to, from + (to - from) * share);
}

/** How probable each class is, from the margins of a row. */
function probabilitiesOf(z) {
  if (curves.length < classes.length) {
    const second = valueAt(curves[0], z[0]);
    return [1 - second, second];
  }
  const values = z.map((score, j) => valueAt(curves[j], score));
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => (sum > 0 ? value / sum : 1 / values.length));
}

/** How probable each class of one row is. */
${EXPORT} const probabilities = (x) => probabilitiesOf(scores(x));`;

export const PREDICT_MOST_PROBABLE = `/** The most probable label of one row; of equally probable ones that of the larger score, then the first. */
${EXPORT} function predict(x) {
  const margins = scores(x);
  const z = margins.length < classes.length ? [-margins[0], margins[0]] : margins;
  const p = probabilitiesOf(margins);
  let best = 0;
  for (let j = 1; j < p.length; j++) if (p[j] > p[best] || (p[j] === p[best] && z[j] > z[best])) best = j;
  return classes[best];
}`;
