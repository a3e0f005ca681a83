// What rosenblatt/export makes of a model of ten classes and 64 features, and of one of three classes and two: how large it is,
// and how long one prediction takes by the tool that runs it; each is compared with the model's own answers first. A tool that is
// not installed leaves a dash.
//
//   npm run bench -- export           all targets
//   npm run bench -- export toC       those whose name has this in it
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import {
  toC,
  toJavaScript,
  toLiblinear,
  toOnnx,
  toSklearn,
  toSql,
  toUrl,
  toWasm,
  toWat,
} from "../src/export/index.js";
import { Perceptron } from "../src/index.js";
import { loadModel } from "../src/predict/index.js";
import { machine } from "./clock.js";
import { digits } from "./digits.js";
import {
  asked,
  inC,
  inJavaScript,
  inLiblinear,
  inOnnx,
  inSklearn,
  inSql,
  inUrl,
  inWasm,
  ROUNDS,
  removeFolder,
  type Trained,
} from "./export-tools.js";

function trained(rows: number[][], y: number[]): Trained {
  const model = new Perceptron<number>({ average: true, multiclass: "joint" }).fit(rows, y);
  return { model, rows, labels: model.predict(rows) };
}

function irises(): Trained {
  const [, ...lines] = readFileSync("data/iris.csv", "utf8").trim().split("\n");
  const cells = lines.map((line) => line.split(","));
  const names = [...new Set(cells.map((row) => row[4]))];
  return trained(
    cells.map((row) => row.slice(2, 4).map(Number)),
    cells.map((row) => names.indexOf(row[4])),
  );
}

function images(): Trained {
  const { data, y, rows, cols } = digits();
  return trained(
    Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]),
    [...y],
  );
}

const sizeOf = (written: string | Uint8Array): string => {
  const bytes = typeof written === "string" ? Buffer.from(written) : written;
  const kilo = (size: number): string => (size < 1000 ? `${size} B` : `${(size / 1000).toPrecision(3)} KB`);
  return `${kilo(bytes.length)} (${kilo(gzipSync(bytes).length)})`;
};

const speedOf = (seconds: number | undefined): string => {
  if (seconds === undefined) return "–";
  const [value, unit] = seconds < 1e-6 ? [seconds * 1e9, "ns"] : [seconds * 1e6, "µs"];
  return `${Number(value.toPrecision(2))} ${unit}`;
};

type Target = readonly [
  name: string,
  write: (one: Trained) => string | Uint8Array,
  ask: (one: Trained) => number | undefined | Promise<number>,
];
const json = (value: unknown): string => JSON.stringify(value);
const targets: readonly Target[] = [
  [
    "the model: `predictOne`",
    ({ model }) => json(model.toJSON({ resume: false })),
    (one) => asked(one, (row) => one.model.predictOne(row)),
  ],
  [
    "`loadModel` of `rosenblatt/predict`",
    ({ model }) => json(model.toJSON({ resume: false })),
    (one) => {
      const loaded = loadModel(one.model.toJSON());
      return asked(one, (row) => loaded.predictOne(row));
    },
  ],
  ["`toJavaScript`", ({ model }) => toJavaScript(model), inJavaScript],
  ["`toC`, gcc -O3", ({ model }) => toC(model), (one) => inC(one, toC(one.model), "model")],
  [
    "`toC`, `int8`",
    ({ model, rows }) => toC(model, { int8: true, X: rows }),
    (one) => inC(one, toC(one.model, { int8: true, X: one.rows, name: "int8" }), "int8"),
  ],
  ["`toWasm`", ({ model }) => toWasm(model), inWasm],
  ["`toWat`", ({ model }) => toWat(model), () => undefined],
  ["`toSql`, SQLite", ({ model, rows }) => toSql(model, { columns: rows[0]?.map((_, j) => `x${j}`) }), inSql],
  ["`toOnnx`, onnxruntime-node", ({ model }) => toOnnx(model), inOnnx as Target[2]],
  ["`toSklearn`, one row a call", ({ model }) => json(toSklearn(model)), inSklearn],
  ["`toLiblinear`, a file a process", ({ model }) => toLiblinear(model), inLiblinear],
  ["`toUrl`", ({ model }) => toUrl(model).url, inUrl],
];

try {
  const models = [irises(), images()];
  console.log(`${machine()}; median of ${ROUNDS} rounds\n`);
  console.log(
    "| target | 3 classes × 2: size (gzipped) | a prediction | 10 × 64: size (gzipped) | a prediction |\n|---|--:|--:|--:|--:|",
  );
  const wanted = process.argv[2] ?? "";
  for (const [name, write, ask] of targets.filter(([name]) => name.includes(wanted))) {
    const cells: string[] = [];
    for (const one of models) cells.push(sizeOf(write(one)), speedOf(await ask(one)));
    console.log(`| ${[name, ...cells].join(" | ")} |`);
  }
} finally {
  removeFolder();
}
