// Pipelines and calibrated models as code: the bits of the library, by the real tools where there are any. A target that
// dropped a step, took the scores' order for the probabilities', or missed a missing value, would fail here.
import { expect, it } from "vitest";
import * as fail from "../../src/base/texts.js";
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
} from "../../src/export/index.js";
import { FeatureHasher } from "../../src/features/index.js";
import { Perceptron } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { Random } from "../support/random.js";
import { checkC } from "./check-c.js";
import { checkJavaScript } from "./check-javascript.js";
import { checkOnnxCalibrated, checkOnnxTable, runtimeOf } from "./check-onnx.js";
import { askSqlite } from "./check-sql.js";
import { checkTableJavaScript, checkTableSql } from "./check-tables.js";
import { type Case, ONNX_SHAPES } from "./models.js";
import { associated, calibratedCases, tableCase, tableRows } from "./prepared.js";
import { needs } from "./tools.js";

it("in JavaScript: layers and calibrations", async () => {
  const random = new Random(140);
  for (const one of [...associated(random, 12), ...calibratedCases(random, 24)]) await checkJavaScript(one);
});

it("in C: layers and calibrations", async (context) => {
  const gcc = needs(context, "gcc");
  const random = new Random(141);
  await checkC(gcc, [...associated(random, 8), ...calibratedCases(random, 16)], "-O2");
});

it("of tables in C", async (context) => {
  const gcc = needs(context, "gcc");
  const random = new Random(144);
  const cases: Case[] = [];
  for (let round = 0; round < 12; round++) cases.push(await tableRows(random));
  await checkC(gcc, cases, "-O2");
});

it("of tables in JavaScript and SQL", async (context) => {
  const random = new Random(142);
  for (let round = 0; round < 6; round++) await checkTableJavaScript(await tableCase(random));
  const sqlite = needs(context, "sqlite3");
  const ask = (script: string) => askSqlite.text(sqlite, script);
  for (let round = 0; round < 6; round++) checkTableSql(ask, await tableCase(random));
});

it.for(["onnxruntime-node", "onnxruntime-web"] as const)(
  "in ONNX: tables of numbers, of categories and of both; calibrations: %s",
  async (name, context) => {
    const runtime = await runtimeOf(context, name);
    const random = new Random(145);
    for (let round = 0; round < 8; round++)
      await checkOnnxTable(runtime, await tableCase(random, round % 4 === 0));
    for (const shape of ONNX_SHAPES)
      for (const one of calibratedCases(random, 8, shape)) await checkOnnxCalibrated(runtime, one);
  },
);

it("what a target cannot hold is refused by its name", async () => {
  const random = new Random(143);
  const { model: layered } = associated(random, 1)[0] as { model: Perceptron };
  const { model: calibrated } = calibratedCases(random, 1)[0] as { model: Perceptron };
  const table = (await tableCase(random)).model;
  const hashed = new Pipeline([new FeatureHasher({ cols: 4 }), new Perceptron()]).fit([["a"], ["b"]], [0, 1]);
  const refusal = (text: string) =>
    expect.objectContaining({ code: "NOT_EXPORTABLE", message: expect.stringContaining(text) });
  for (const [write, model, text] of [
    [toSql, layered, "AssociationLayer"],
    [toWasm, layered, "AssociationLayer"],
    [toUrl, layered, "AssociationLayer"],
    [(model: object) => toC(model, { int8: true }), layered, "AssociationLayer"],
    [toWasm, table, 'the column "a b" with missing values'],
    [toC, hashed, "FeatureHasher"],
    [toJavaScript, hashed, "FeatureHasher"],
    ...[toSql, toWasm, toSklearn, toLiblinear, toUrl].map(
      (write) => [write, calibrated, "a calibrated model"] as const,
    ),
  ] as const) {
    expect(() => (write as (model: object) => unknown)(model)).toThrow(refusal(text));
  }
  const saved = JSON.parse(JSON.stringify(layered));
  saved.steps[0].fitted.features = 2 ** 40;
  expect(() => toC(saved)).toThrow(refusal("an association layer of 1099511627776 features"));
  const named = JSON.parse(JSON.stringify(table));
  named.steps[0].columns[2].categories[0] = "a\0b";
  expect(() => toC(named)).toThrow(refusal('the category "a'));
  named.steps[0].columns[2].name = "\0";
  expect(() => toC(named)).toThrow(refusal('the column "'));
});

// Interactions over hashed columns make more weights than JSON holds: one that only asks for JSON says nothing of the step.
it("a pipeline too large for JSON is refused for its step, and a model of too many weights by their number", () => {
  const hashed = new Pipeline([new FeatureHasher({ cols: 4 }), new Perceptron()]).fit([["a"], ["b"]], [0, 1]);
  const tooLarge = fail.tooManyElements("a tensor", 2e8, 1e8);
  const huge = {
    toJSON() {
      throw tooLarge;
    },
    toBytes: () => hashed.toBytes({ resume: false }),
  };
  for (const write of [toC, toSql, toWasm, toOnnx]) {
    expect(() => write(huge)).toThrow(
      expect.objectContaining({
        code: "NOT_EXPORTABLE",
        message: expect.stringMatching(
          /^\w+: a pipeline with the step "\w+\.FeatureHasher".*; export its model alone$/,
        ),
      }),
    );
  }
  const { toJSON } = huge;
  expect(() => toC({ toJSON })).toThrow(tooLarge); // which has no bytes
  const cols = 2 ** 24 + 1;
  const row = { indptr: [0, 1, 2], indices: [0, 1], data: Float32Array.of(1, 1), rows: 2, cols };
  const wide = new Perceptron().fit(row, [0, 1]).toBytes({ resume: false });
  for (const write of [toC, toWat, toLiblinear, toOnnx]) {
    expect(() => write(wide)).toThrow(
      /a model of 16777217 weights cannot be written .*; 16777216 are the most$/,
    );
  }
});
