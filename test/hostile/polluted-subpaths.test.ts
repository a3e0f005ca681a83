// A program in which somebody has put properties on Object.prototype: none of them is an option of any function of any
// subpath. Who reads an option from the object that was passed in, and not from its own ones, is told by its name here.
import { readdirSync, readFileSync } from "node:fs";
import { tableFromArrays } from "apache-arrow";
import { afterEach, expect, it } from "vitest";
import { arrowBatches, readArrow } from "../../src/arrow/index.js";
import { CalibratedModel, calibrate, reliability } from "../../src/calibration/index.js";
import { memoryStore, queue, train, worker, writeShards } from "../../src/cluster/index.js";
import { toC, toSql, toUrl } from "../../src/export/index.js";
import { AssociationLayer, FeatureHasher, Interactions } from "../../src/features/index.js";
import { HebbianAssociator } from "../../src/hebb/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import * as metrics from "../../src/metrics/index.js";
import { upstart } from "../../src/network/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { calibrated, loadModel } from "../../src/predict/index.js";
import { arow, passiveAggressive } from "../../src/rules/index.js";
import { separability, separabilityAsync, verifyCertificate } from "../../src/separability/index.js";
import { PassiveAggressiveClassifier, Perceptron as SklearnPerceptron } from "../../src/sklearn/index.js";
import { readSvmlight, svmlightBatches, writeSvmlight } from "../../src/svmlight/index.js";
import { readTable, Table, TableEncoder, tableBatches } from "../../src/table/index.js";
import { Perceptron as WorkerPerceptron } from "../../src/worker/index.js";
import { collected } from "../support/collected.js";

const X = Array.from({ length: 12 }, (_, i) => [i % 4, (i * 5) % 7, i % 3 === 0 ? 1 : 0]);
const y = X.map(([a = 0, b = 0]) => (a + b > 4 ? "high" : "low"));
const bits = y.map((label) => Number(label === "high"));
const classes = ["high", "low"];
const model = new Perceptron({ maxIter: 5 }).fit(X, y);
const saved = JSON.parse(JSON.stringify(model));
const calibratedSaved = JSON.parse(
  JSON.stringify(calibrate(new Perceptron({ maxIter: 3 }), X, y, { folds: 2 })),
);
const scores = bits.map((bit, i) => bit + (i % 5) / 4);
const shares = scores.map((score) => score / 3);
const csv = `a,b,c\n${X.map((row) => row.join(",")).join("\n")}\n`;
const table = new Table({ a: X.map(([a]) => a as number), c: y });
const arrow = tableFromArrays({ a: [1, 2] }) as never;
const path = "/nowhere/at/all";

const rowsOf = (one: Table) => Array.from({ length: one.rows }, (_, i) => [one.lineOf(i), one.record(i)]);
const learned = (one: Perceptron) => [
  one.coef.data,
  one.predict(X),
  one.toJSON({}).classes,
  one.toBytes({}).length > 0,
];
const layer = (options: object) => new AssociationLayer({ units: 8, ...options }).fit(X).transform(X).data;
const encoded = (options: object) => new TableEncoder(options).fit(table).transform(table);

const calls: Record<string, () => unknown> = {
  Perceptron: () => learned(new Perceptron({}).fit(X, y, {})),
  "Perceptron, average": () => learned(new Perceptron({ average: { decay: 0.5 }, maxIter: 4 }).fit(X, y)),
  "Perceptron.fitAsync": async () => learned(await new Perceptron({}).fitAsync(X, y, {})),
  "Perceptron.partialFit": () => learned(new Perceptron({}).partialFit(X, y, { classes })),
  "Perceptron.fitStream": async () => learned(await new Perceptron({}).fitStream([{ X, y }], { classes })),
  "Perceptron.epochs": () =>
    collected(new Perceptron({ maxIter: 2 }).epochs(X, y, {})).then((epochs) => epochs.length),
  "Perceptron.fromJSON": () => learned(Perceptron.fromJSON(saved, {})),
  TLU: () => new TLU({}).fit(X, bits, {}).weights,
  calibrate: () => calibrate(new Perceptron({ maxIter: 3 }), X, y, {}).predictProba(X),
  CalibratedModel: () => {
    const one = CalibratedModel.fromJSON(calibratedSaved, {});
    return [one.predict(X, {}), one.predictSet(X, {}), one.toJSON({}), one.toBytes({}).length > 0];
  },
  reliability: () => reliability(CalibratedModel.fromJSON(calibratedSaved) as never, X, y, {}),
  HebbianAssociator: () => new HebbianAssociator({}).fit(X, X).recall(X),
  folds: () => metrics.folds(24, {}),
  confusionMatrix: () => metrics.confusionMatrix(bits, bits, {}),
  topKAccuracy: () => metrics.topKAccuracy(bits, scores, {}),
  logLoss: () => metrics.logLoss(bits, shares, {}),
  brierScore: () => metrics.brierScore(bits, shares, {}),
  rocAuc: () => metrics.rocAuc(bits, scores, {}),
  averagePrecision: () => metrics.averagePrecision(bits, scores, {}),
  trainTestSplit: () => metrics.trainTestSplit(X, y, {}),
  crossValidate: () => metrics.crossValidate(() => new Perceptron({ maxIter: 2 }), X, y, {}).scores,
  upstart: () => upstart([[0], [1]], [0, 1], {}).history,
  passiveAggressive: () => passiveAggressive({}).options,
  arow: () => arow({}).options,
  separability: () => separability([[0], [1]], [0, 1], {}).separable,
  separabilityAsync: async () => (await separabilityAsync([[0], [1]], [0, 1], {})).separable,
  verifyCertificate: () => verifyCertificate([[0], [1]], [0, 1], { counts: [0n, 0n] }, {}),
  "sklearn Perceptron": () => new SklearnPerceptron({}).fit(X, y, {}).partialFit(X, y, {}).coef,
  PassiveAggressiveClassifier: () => new PassiveAggressiveClassifier({}).fit(X, y, {}).coef,
  readSvmlight: () => readSvmlight("1 1:2\n", {}),
  svmlightBatches: () => collected(svmlightBatches(["1 1:2\n"], { rows: 1, cols: 3 })),
  writeSvmlight: () => writeSvmlight(X, bits, {}),
  AssociationLayer: () => layer({}),
  "AssociationLayer, fan": () => layer({ fields: { fan: 2 } }),
  "AssociationLayer, image": () => layer({ fields: { width: 3, height: 1 } }),
  FeatureHasher: () => new FeatureHasher({}).transform([["a", "b"]] as never),
  Interactions: () => new Interactions({}).fit(X).transform(X),
  readTable: async () => rowsOf(await readTable(csv, {})),
  tableBatches: async () => (await collected(tableBatches(csv, { rows: 5 }))).map(rowsOf),
  Table: () => rowsOf(new Table({ a: [1, 2] }, {})),
  TableEncoder: () => encoded({}),
  readArrow: async () => rowsOf(await readArrow(arrow, {})),
  arrowBatches: async () => (await collected(arrowBatches(arrow, {}))).map(rowsOf),
  loadModel: () => loadModel(saved, {}).predict(X),
  "loadModel, calibrated": () => {
    const one = loadModel(calibratedSaved, { steps: [calibrated] });
    return [one.predict(X, {}), one.predictSet(X, {})];
  },
  toC: () => toC(model, {}),
  toUrl: () => toUrl(model, {}).url,
  toSql: () => toSql(model, { columns: ["a", "b", "c"] }),
  Pipeline: async () => {
    const make = () => new Pipeline([new TableEncoder({}), new Perceptron({})]);
    const one = make().fit(table, y, {});
    return [
      ...[one.predict(table), one.toJSON({}).steps.length, one.toBytes({}).length > 0],
      (await make().fitAsync(table, y, {})).predict(table),
      Pipeline.fromJSON(JSON.parse(JSON.stringify(one)), { steps: [TableEncoder] }).predict(table),
    ];
  },
  WorkerPerceptron: () => new WorkerPerceptron({}).toJSON({}),
  writeShards: () =>
    writeShards([{ X, y: ["a"] }] as never, path, { classes: ["a", "b"] }).catch(({ code }) => code),
  train: () => train({ store: memoryStore(), key: "x" }, {}).catch(({ code }) => code),
  queue: () => queue({}).catch(({ code }) => code),
  worker: () => worker({}).catch(({ code }) => code),
};

/** The names of options, as the sources list them. */
function optionNames(folder = "src"): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "cli" ? [] : optionNames(place);
    const text = readFileSync(place, "utf8");
    if (!text.includes("checkOptions(")) return [];
    const lists = text.match(/(?:checkOptions\(|(?:OPTIONS|NAMES|known|names) = )[^;]*?\]/g) ?? [];
    return lists.join().match(/(?<=")[a-zA-Z0-9]+(?=")/g) ?? [];
  });
}

/** What is no option alone, but part of a matrix, or named by options that come from tables. */
const MORE = [
  "maxIter",
  "eta0",
  "tol",
  "shuffle",
  "keep",
  "average",
  "randomState",
  "warmStart",
  "penalty",
  "decay",
];
const names = [...new Set([...optionNames(), ...MORE])].filter((name) => name !== "X");

afterEach(() => {
  for (const name of names) Reflect.deleteProperty(Object.prototype, name);
});

it("there are as many options as the sources name", () => expect(names.length).toBeGreaterThan(70));

it("nowhere is what checkOptions returns left unused: who reads the options that were passed in reads those of others", () => {
  const dropped = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const place = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return dropped(place);
      return /^\s*checkOptions\(/m.test(readFileSync(place, "utf8")) ? [place] : [];
    });
  expect(dropped("src")).toEqual([]);
});

it.each(Object.entries(calls))("%s", async (_, call) => {
  const told = async () =>
    JSON.stringify(await call(), (key, value) =>
      key === "seconds" ? 0 : typeof value === "bigint" ? `${value}` : value,
    );
  const wanted = await told();
  for (const value of [-1, () => expect.fail("called")]) {
    for (const name of names) {
      Object.defineProperty(Object.prototype, name, {
        value,
        configurable: true,
        writable: true,
        enumerable: false,
      });
    }
    const found = await told().catch((error) => error);
    for (const name of names) Reflect.deleteProperty(Object.prototype, name);
    expect(found).toEqual(wanted);
  }
});
