// What each choice of options is worth: ten-fold stratified cross-validation, features standardised within each
// fold, median of five seeds (of folds and of training), with scikit-learn's own Perceptron beside it where there
// is a python3 that has it.
//
// Behind it what an association layer is worth on MNIST, pairs of features on a9a (association.ts), and the rules on text (text.ts).
//
//   npm run bench -- accuracy
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type MatrixInput, Perceptron, type PerceptronOptions } from "../src/index.js";
import { crossValidate } from "../src/metrics/index.js";
import { arow, passiveAggressive } from "../src/rules/index.js";
import { readSvmlight } from "../src/svmlight/index.js";
import { associationTable, pairsTable } from "./association.js";
import { machine, summary } from "./clock.js";
import { digits as readDigits } from "./digits.js";
import { findPython } from "./python.js";
import { textTable } from "./text.js";

const SEEDS = [0, 1, 2, 3, 4];
const FOLDS = 10;

const choices: readonly [string, PerceptronOptions][] = [
  ["the textbook's rule, one-vs-rest", {}],
  ['`multiclass: "joint"`', { multiclass: "joint" }],
  ['`keep: "best"`', { keep: "best" }],
  ['`keep: "best"`, joint', { keep: "best", multiclass: "joint" }],
  ["`earlyStopping`", { earlyStopping: true }],
  ["`average`", { average: true }],
  ["`average`, joint", { average: true, multiclass: "joint" }],
];

/** Rules over sparse rows; C and r are the best of 0.001, 0.01, 0.1, 1, 10 and 100 by the same rows. */
const ruled: readonly [string, PerceptronOptions][] = [
  ["the perceptron's own rule", {}],
  ["the same, `average`", { average: true }],
  ["PA-I, C = 0.01", { rule: passiveAggressive({ C: 0.01 }) }],
  ["PA-I, C = 0.01, `average`", { rule: passiveAggressive({ C: 0.01 }), average: true }],
  ["PA-II, C = 0.001", { rule: passiveAggressive({ C: 0.001, variant: "pa2" }) }],
  ["PA-II, C = 0.001, `average`", { rule: passiveAggressive({ C: 0.001, variant: "pa2" }), average: true }],
  ["AROW, r = 1", { rule: arow() }],
  ["AROW, r = 100", { rule: arow({ r: 100 }) }],
  ["AROW, r = 100, `average`", { rule: arow({ r: 100 }), average: true }],
];

interface Data {
  readonly name: string;
  readonly X: MatrixInput;
  readonly y: (string | number)[];
}

function iris(): Data {
  const [, ...lines] = readFileSync("data/iris.csv", "utf8").trim().split("\n");
  const cells = lines.map((line) => line.split(","));
  return {
    name: "iris",
    X: cells.map((row) => row.slice(0, 4).map(Number)),
    y: cells.map((row) => row[4] as string),
  };
}

function digits(): Data {
  const { data, y, rows, cols } = readDigits();
  const X = Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);
  return { name: "digits", X, y: [...y] };
}

/** The first 8,000 rows of a9a (Adult, UCI; CC BY 4.0), sparse. */
function a9a(): Data {
  const text = gunzipSync(readFileSync("bench/data/a9a-8000.svmlight.gz")).toString();
  return { name: "a9a, 8,000 rows", ...readSvmlight(text, { cols: 123 }) };
}

const cell = (scores: readonly number[]): string => summary(scores, (score) => score.toFixed(3));

function measured({ X, y }: Data, options: PerceptronOptions): string {
  const scores = SEEDS.map((seed) => {
    const make = () => new Perceptron({ ...options, randomState: seed });
    return crossValidate(make, X, y, { folds: FOLDS, seed }).mean;
  });
  return cell(scores);
}

/** scikit-learn's Perceptron with its defaults, over the same data and kind of folds. */
function scikitLearn(data: readonly Data[]): string[] {
  const program = `
import json, sys, numpy as np, sklearn
from sklearn.linear_model import Perceptron
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
out = []
for data in json.load(sys.stdin):
    X, y = np.array(data["X"], dtype=float), np.array(data["y"])
    out.append([cross_val_score(make_pipeline(StandardScaler(), Perceptron(random_state=s)), X, y,
        cv=StratifiedKFold(${FOLDS}, shuffle=True, random_state=s)).mean() for s in ${JSON.stringify(SEEDS)}])
print(json.dumps([sklearn.__version__, out]))`;
  const python = findPython();
  if (python === undefined) return ["scikit-learn (not installed here)", ...data.map(() => "–")];
  const input = JSON.stringify(data);
  const { stdout } = spawnSync(python, ["-W", "ignore", "-c", program], { input, encoding: "utf8" });
  const [version, scores] = JSON.parse(stdout) as [string, number[][]];
  return [`scikit-learn ${version}, its defaults`, ...scores.map(cell)];
}

const data = [iris(), digits()];
console.log(`| ${["options", ...data.map(({ name }) => name)].join(" | ")} |\n|---|--:|--:|`);
for (const [name, options] of choices) {
  console.log(
    `| ${[name, ...data.map((trainingData) => measured(trainingData, { standardize: true, ...options }))].join(" | ")} |`,
  );
}
console.log(`| ${scikitLearn(data).join(" | ")} |`);
const adult = a9a();
console.log(`\n| rule | ${adult.name} |\n|---|--:|`);
for (const [name, options] of ruled) {
  console.log(`| ${name} | ${measured(adult, { maxIter: 10, tol: null, ...options })} |`);
}
console.log(
  `\n${FOLDS}-fold stratified accuracy, features of iris and digits standardised, median (range) of seeds ${SEEDS.join(", ")}; ` +
    machine(),
);
associationTable();
pairsTable();
textTable();
