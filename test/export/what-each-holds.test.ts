// The table of docs/export.md, cell by cell: what it calls held is written, and the rest is refused with its reason and what helps.
// A target that dropped a step or a calibration silently, or a page that promised one, would fail here. That what is written answers
// rightly is the business of each target's own test.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { calibrate } from "../../src/calibration/index.js";
import {
  fromUrl,
  toC,
  toJavaScript,
  toLiblinear,
  toOnnx,
  toSklearn,
  toSql,
  toUrl,
  toWasm,
  toWat,
} from "../../src/export/index.js";
import { AssociationLayer } from "../../src/features/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import { parity } from "../../src/network/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { loadModel } from "../../src/predict/index.js";
import { arow, passiveAggressive } from "../../src/rules/index.js";
import { TableEncoder } from "../../src/table/index.js";
import { checkWasm } from "./check-wasm.js";
import { tableOf } from "./prepared.js";

const X = [
  [0, 1],
  [1, 0],
  [4, 1],
  [5, 3],
  [8, 9],
  [9, 7],
];
const y = ["a", "a", "b", "b", "c", "c"];
const records = X.map(([u, v], i) => ({ u: u as number, v: v as number, kind: ["x", "y"][i % 2] as string }));
const withGaps = [...records, { u: null, v: 2, kind: "x" }];

const trained = (options: object = {}) => new Perceptron(options).fit(X, y);
const sgn = { step: "sgn" } as const;

/** Over the numbers of these records, of which some may be missing, or over their categories too. */
async function ofTable(rows: Record<string, unknown>[], types: object, options: object = {}) {
  const table = await tableOf(rows as never);
  const encoder = new TableEncoder({ types, ...options } as never);
  return new Pipeline([encoder, new Perceptron()]).fit(
    table,
    rows.map((_, i) => y[i] ?? "a"),
  ) as Pipeline;
}

const numbers = { u: "number", v: "number", kind: "ignore" };

/** By column of the table: models of it, and those that some targets lack. */
async function models(): Promise<Record<string, { held: object[]; special: object[] }>> {
  const named = (pipeline: Pipeline) =>
    Pipeline.fromJSON(
      {
        ...{ format: Pipeline.format, version: 1 },
        steps: [{ format: "rosenblatt.Columns", version: 1, names: ["u", "v"] }, ...pipeline.toJSON().steps],
      },
      { steps: [AssociationLayer] },
    );
  const layer = () => new AssociationLayer({ units: 8 });
  const fitted = trained();
  return {
    "a Perceptron by any rule": {
      held: [
        fitted,
        new Perceptron().fit(
          X,
          y.map((label) => label === "a"),
        ),
        ...[passiveAggressive(), passiveAggressive({ variant: "pa2" }), arow()].map((rule) =>
          trained({ rule }),
        ),
        ...[
          { average: true },
          { average: { decay: 0.5 } },
          { keep: "best" },
          { multiclass: "joint" },
          sgn,
        ].map(trained),
        fitted.toJSON(),
        fitted.toBytes({ resume: false }),
      ],
      special: [],
    },
    "columns of 0 and 1": {
      held: [
        new Perceptron().fit(
          X,
          X.map(([u], i) => [Number((u as number) > 4), i % 2]),
        ),
      ],
      special: [],
    },
    TLU: { held: [new TLU({ weights: [1, 1], bias: -2 })], special: [new TLU({ weights: [1, 1], ...sgn })] },
    ThresholdNetwork: { held: [parity(2)], special: [] },
    "`standardize`": { held: [trained({ standardize: true })], special: [] },
    "numbers of a table": {
      held: [await ofTable(records, numbers), named(new Pipeline([trained()]) as never)],
      special: [await ofTable(withGaps, numbers), await ofTable(records, numbers, { dtype: "f32" })],
    },
    categories: { held: [await ofTable(records, { ...numbers, kind: "category" })], special: [] },
    "association layer": {
      held: [
        new Pipeline([layer(), new Perceptron()]).fit(X, y),
        named(new Pipeline([layer(), new Perceptron()]).fit(X, y) as never),
      ],
      special: [],
    },
    calibrated: {
      held: [calibrate(fitted, X, y), calibrate(await ofTable(records, numbers), await tableOf(records), y)],
      special: [],
    },
  };
}

const columns = { columns: ["p", "q"] };
const targets: Record<string, ((model: object) => unknown)[]> = {
  JavaScript: [toJavaScript],
  C: [(model) => toC(model)],
  ONNX: [toOnnx],
  SQL: [(model) => toSql(model, "steps" in model || "model" in model ? {} : columns)],
  WebAssembly: [toWasm, toWat],
  "C in 8 bits": [(model) => toC(model, { int8: true, X })],
  "scikit-learn": [toSklearn],
  LIBLINEAR: [toLiblinear],
  "a link": [(model) => fromUrl(toUrl(model).url)],
};

const REFUSED = expect.objectContaining({
  code: "NOT_EXPORTABLE",
  message: expect.stringMatching(/^to\w+: .+ cannot be written as .+; .+/),
});

function tableOfPage(): Record<string, Record<string, string>> {
  const text = readFileSync("docs/export.md", "utf8").split("## What each can hold")[1]?.trim() as string;
  const [head, , ...rows] = text
    .slice(0, text.indexOf("\n\n"))
    .split("\n")
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return Object.fromEntries(
    rows.map(([target, ...cells]) => [
      target,
      Object.fromEntries(cells.map((cell, j) => [head?.[j + 1], cell])),
    ]),
  );
}

it("each target holds what the page says, and refuses the rest", async () => {
  const [page, tried] = [tableOfPage(), await models()];
  expect(Object.keys(page)).toEqual(Object.keys(targets));
  for (const [target, cells] of Object.entries(page)) {
    expect(Object.keys(cells)).toEqual(Object.keys(tried));
    for (const [column, cell] of Object.entries(cells)) {
      const { held, special } = tried[column] as { held: object[]; special: object[] };
      const isPart = cell === "`heaviside`" || cell === "none missing";
      for (const write of targets[target] as ((model: object) => unknown)[]) {
        for (const model of cell === "no" ? [] : isPart ? held : [...held, ...special])
          expect(() => write(model), `${target}, ${column}`).not.toThrow();
        for (const model of cell === "no" ? [...held, ...special] : isPart ? special : [])
          expect(() => write(model), `${target}, ${column}`).toThrow(REFUSED);
      }
    }
  }
});

// An encoder's scale that was lost, or taken twice, would answer otherwise here.
it("numbers of a table, none missing, in WebAssembly, a link and scikit-learn's weights", async () => {
  const model = await ofTable(records, numbers);
  const labels = model.predict(await tableOf(records)) as string[];
  const { data: scores } = model.decisionFunction(await tableOf(records));
  checkWasm(toWasm(model), {
    ...{ model: model.model, dtype: "f64", rows: X, labels, scores },
  } as never);
  const { url, changed } = toUrl(model, { X });
  expect(changed).toBe(0);
  expect(loadModel(fromUrl(url)).predict(X)).toEqual(labels);
  const { coef_, intercept_, classes_ } = toSklearn(model);
  const z = (row: number[]) =>
    coef_.map((w, k) =>
      w.reduce((sum, weight, j) => sum + weight * (row[j] as number), intercept_[k] as number),
    );
  expect(X.map((row) => classes_[z(row).indexOf(Math.max(...z(row)))])).toEqual(labels);
});

it("a calibration of another number of curves than scores is no model file", () => {
  const two = new Perceptron().fit([[0], [1]], ["a", "b"]);
  const saved = JSON.parse(JSON.stringify(calibrate(two, [[0], [1]], ["a", "b"])));
  saved.calibration.curves.push(saved.calibration.curves[0]);
  for (const write of [toJavaScript, toC, toOnnx])
    expect(() => (write as (model: object) => unknown)(saved)).toThrow(
      expect.objectContaining({ code: "MODEL_FILE" }),
    );
});
