// How to train again, with the library alone, what the page shows: as a program, and as the model that it makes.
import { csvFormatRows } from "d3-dsv";
import { Perceptron, type PerceptronOptions } from "rosenblatt";
import { className } from "../data/names";
import { count, type PointSet } from "../data/points";
import { MAX_ADDRESS_POINTS } from "../data/points-text";
import { type Inputs, singleInputs } from "../plane/inputs";
import { optionsOf, type TrainingState } from "../plane/online-trainer";

export interface TrainingPlan {
  readonly options: PerceptronOptions;
  readonly points: PointSet;
  /** What the perceptron is given of a point. */
  readonly inputs: Inputs;
  /** The label of each class of the points: its name, or its number where the names would be sorted in another order. */
  readonly labels: readonly (string | number)[];
  /** The labels of the classes that have points, ascending. */
  readonly classes: readonly (string | number)[];
  readonly names: readonly string[];
  /** Whole epochs, and the rows that are visited after them. */
  readonly epochs: number;
  readonly rows: number;
  /** Whether all epochs are one call of `fit`, rather than a `partialFit` each. */
  readonly isOneFit: boolean;
  /** Single precision, and rows in an order of their own in each epoch. */
  readonly isLarge: boolean;
}

/** The plan of a training; null where nothing has been visited yet, or for the pocket, no whole epoch. */
export function planOf(training: TrainingState, isLarge: boolean): TrainingPlan | null {
  const { points, inputs, rule, eta, classes, history, visits } = training;
  const epochs = history.length;
  const isOneFit = isLarge || rule === "pocket";
  const rows = isOneFit ? 0 : visits - epochs * count(points);
  if (epochs + rows === 0) return null;
  const names = points.classNames.map((_, label) => className(points, label));
  const sorted = classes.map((label) => names[label] as string);
  const isSorted = sorted.every((name, i) => i === 0 || (sorted[i - 1] as string) < name);
  const labels = isSorted ? names : [...names.keys()];
  const order = isLarge ? {} : { shuffle: false };
  const epochsOption = isOneFit ? { tol: null, maxIter: epochs } : {};
  return {
    options: { ...plain(optionsOf(rule, eta)), ...order, ...epochsOption },
    ...{ points, inputs, labels, names, epochs, rows, isOneFit, isLarge },
    classes: classes.map((label) => labels[label] as string | number),
  };
}

/** Without the options that are the library's defaults. */
const plain = ({ eta0, ...options }: PerceptronOptions): PerceptronOptions =>
  eta0 === 1 ? options : { eta0, ...options };

/** Whether the program reads the points from a file. */
export const readsFile = ({ points }: TrainingPlan): boolean => count(points) > MAX_ADDRESS_POINTS;

/** The model that the program of this plan makes, and the inputs of all points. */
export async function fitPlan(plan: TrainingPlan) {
  const { points, inputs, labels, classes, epochs, rows, isLarge, isOneFit } = plan;
  const model = new Perceptron({ ...plan.options });
  const cols = inputs.names.length;
  const data = isLarge ? await inSteps(singleInputs(points, inputs)) : inputs.transform(points.xy);
  const X = { data, rows: count(points), cols };
  const y = Array.from(points.labels, (label) => labels[label] as string | number);
  if (isOneFit) {
    await model.fitAsync(X, y);
    return { model, X };
  }
  for (let epoch = 0; epoch < epochs; epoch++) model.partialFit(X, y, { classes });
  const part = { data: data.subarray(0, cols * rows), rows, cols };
  if (rows > 0) model.partialFit(part, y.slice(0, rows), { classes });
  return { model, X };
}

/** What a generator returns, with time for the page between its steps. */
async function inSteps<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** The points as a CSV file: x₁, x₂ and the label. @param labels  of each class; its name, where nothing else is said */
export function pointsFile(
  points: PointSet,
  labels: readonly (string | number)[] = points.classNames.map((_, label) => className(points, label)),
): string {
  const rows = Array.from(points.labels, (label, i) => [
    ...[points.xy[2 * i], points.xy[2 * i + 1]].map(String),
    String(labels[label]),
  ]);
  return `${csvFormatRows([["x1", "x2", "label"], ...rows])}\n`;
}

/** A program that ends with the weights of the plan. */
export function programOf(plan: TrainingPlan): string {
  const { options, names, labels, isOneFit } = plan;
  const isNumbered = typeof labels[0] === "number";
  return [
    "// npm install rosenblatt",
    ...(readsFile(plan) ? ['import { readFileSync } from "node:fs";'] : []),
    'import { Perceptron } from "rosenblatt";',
    ...(plan.inputs.code === null ? [] : [plan.inputs.code.imports]),
    "",
    ...(readsFile(plan) ? linesOfFile(plan) : linesOfPoints(plan)),
    ...(isNumbered
      ? [`// The classes: ${names.map((name, i) => `${i} is ${oneLine(name)}`).join(", ")}.`]
      : []),
    ...linesOfInputs(plan),
    "",
    `const model = new Perceptron(${literal(options)});`,
    ...(isOneFit ? ["model.fit(X, y);"] : linesOfEpochs(plan)),
    "",
    "console.log(model.coef.data, model.intercept);",
    "console.log(model.score(X, y));",
    "",
  ].join("\n");
}

/** How the inputs are made of the points. */
function linesOfInputs({ inputs: { code }, isLarge }: TrainingPlan): string[] {
  if (code === null) return [];
  if (!isLarge) return [code.make, `const X = ${code.apply};`];
  return [
    code.make,
    `const inputs = ${code.apply};`,
    "const X = { ...inputs, data: Float32Array.from(inputs.data) };",
  ];
}

function linesOfEpochs({ classes, epochs, rows, inputs }: TrainingPlan): string[] {
  const cols = inputs.names.length;
  const part =
    inputs.code === null
      ? `X.slice(0, ${rows})`
      : `{ data: X.data.subarray(0, ${cols * rows}), rows: ${rows}, cols: ${cols} }`;
  return [
    `const classes = ${literal(classes)};`,
    ...(epochs > 0
      ? [`for (let epoch = 1; epoch <= ${epochs}; epoch++) model.partialFit(X, y, { classes });`]
      : []),
    ...(rows > 0
      ? [`model.partialFit(${part}, y.slice(0, ${rows}), { classes }); // in epoch ${epochs + 1}`]
      : []),
  ];
}

/** The points are the inputs themselves, or what these are made of. */
const nameOfPoints = ({ inputs }: TrainingPlan): string => (inputs.code === null ? "X" : "points");

function linesOfPoints(plan: TrainingPlan): string[] {
  const { points, labels } = plan;
  const X = Array.from(points.labels, (_, i) => `[${points.xy[2 * i]}, ${points.xy[2 * i + 1]}]`);
  const y = Array.from(points.labels, (label) => literal(labels[label]));
  return [`const ${nameOfPoints(plan)} = ${list(X)};`, `const y = ${list(y)};`];
}

function linesOfFile(plan: TrainingPlan): string[] {
  const { labels, isLarge, inputs } = plan;
  const name = nameOfPoints(plan);
  const type = inputs.code === null ? "Float32Array" : "Float64Array";
  const label = typeof labels[0] === "number" ? "Number(label)" : "label";
  const rows =
    'const rows = readFileSync("points.csv", "utf8").trim().split("\\n").slice(1).map((row) => row.split(","));';
  const data = "rows.flatMap(([x1, x2]) => [Number(x1), Number(x2)])";
  return [
    rows,
    isLarge
      ? `const ${name} = { data: ${type}.from(${data}), rows: rows.length, cols: 2 };`
      : `const ${name} = rows.map(([x1, x2]) => [Number(x1), Number(x2)]);`,
    `const y = rows.map(([, , label]) => ${label});`,
  ];
}

/** A list over lines of some 100 characters. */
function list(items: readonly string[]): string {
  const lines: string[] = [];
  let line = "";
  for (const item of items) {
    if (line.length + item.length > 96) {
      lines.push(line);
      line = "";
    }
    line += `${line === "" ? "" : " "}${item},`;
  }
  return `[\n${[...lines, line].map((text) => `  ${text}`).join("\n")}\n]`;
}

/** A value as one would write it in JavaScript: an object without quotes around its keys. */
const literal = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(literal).join(", ")}]`
    : value !== null && typeof value === "object"
      ? `{ ${Object.entries(value)
          .map(([key, item]) => `${key}: ${literal(item)}`)
          .join(", ")} }`
      : JSON.stringify(value);

const oneLine = (name: string): string => name.replace(/\s+/g, " ");
