// Every target on at least 200 random models of every kind, with weights over 30 binades, by the real tools.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fromUrl, toUrl, toWasm, toWat } from "../../src/export/index.js";
import { Perceptron } from "../../src/index.js";
import { loadModel } from "../../src/predict/index.js";
import { Random } from "../support/random.js";
import { checkC, checkInt8 } from "./check-c.js";
import { checkJavaScript } from "./check-javascript.js";
import { askLiblinear } from "./check-liblinear.js";
import {
  answersOf,
  checkOnnx,
  checkOnnxCalibrated,
  checkOnnxLayer,
  checkOnnxTable,
  closeCalls,
  runtimeOf,
} from "./check-onnx.js";
import { checkSklearn } from "./check-sklearn.js";
import { askPostgres, askSqlite, postgres } from "./check-sql.js";
import { checkTableJavaScript, checkTableSql } from "./check-tables.js";
import { checkWasm } from "./check-wasm.js";
import { allCases, type Case, exactCases, ONNX_SHAPES, onnxCases, sqlCases } from "./models.js";
import { associated, calibratedCases, type TableCase, tableCase, tableRows } from "./prepared.js";
import { inFolder, needs, run } from "./tools.js";

const names = (d: number): string[] => Array.from({ length: d }, (_, j) => `column ${j}`);

/** Labels are the model's where they are not too close to call. @returns the share that is */
function compare(labels: readonly unknown[], one: Case): number {
  const close = closeCalls(one);
  one.labels.forEach((label, i) => {
    if (!close[i]) expect(labels[i]).toEqual(label);
  });
  return close.filter(Boolean).length / close.length;
}

it("toJavaScript", async () => {
  for (const one of allCases(120, 200)) await checkJavaScript(one);
});

it.for(["-O3", "-O0", "-O2"])("toC, gcc %s", async (optimization, context) => {
  const gcc = needs(context, "gcc");
  const cases = allCases(121, 200);
  for (let from = 0; from < cases.length; from += 50)
    await checkC(gcc, cases.slice(from, from + 50), optimization);
});

it("toC, 8 bits", async (context) => {
  const gcc = needs(context, "gcc");
  const cases = sqlCases(132, 200);
  for (let from = 0; from < cases.length; from += 50) await checkInt8(gcc, cases.slice(from, from + 50));
});

it("toWasm and toWat", async (context) => {
  const wat2wasm = needs(context, "wat2wasm");
  await inFolder((folder) => {
    for (const one of allCases(122, 200)) {
      checkWasm(toWasm(one.model), one);
      writeFileSync(join(folder, "m.wat"), toWat(one.model));
      run(wat2wasm, ["m.wat", "-o", "m.wasm"], undefined, folder);
      expect(Buffer.compare(readFileSync(join(folder, "m.wasm")), toWasm(one.model))).toBe(0);
    }
  });
});

it("toSql, SQLite", (context) => {
  const sqlite = needs(context, "sqlite3");
  for (const one of exactCases(123, 200)) expect(askSqlite(sqlite, one, names)).toEqual(one.labels);
  for (const one of sqlCases(124, 100)) compare(askSqlite(sqlite, one, names), one);
});

it("toSql, PostgreSQL", (context) =>
  postgres(context, (psql) => {
    for (const one of exactCases(125, 200)) expect(askPostgres(psql, one, names)).toEqual(one.labels);
    for (const one of sqlCases(126, 100)) compare(askPostgres(psql, one, names), one);
  }));

it.for(["onnxruntime-node", "onnxruntime-web"] as const)("toOnnx, %s", async (name, context) => {
  const runtime = await runtimeOf(context, name);
  for (const one of onnxCases(127, 40)) await checkOnnx(runtime, one);
});

it.for(["onnxruntime-node", "onnxruntime-web"] as const)(
  "toOnnx, %s: 10,000 rows of a trained model",
  async (name, context) => {
    const runtime = await runtimeOf(context, name);
    const random = new Random(5);
    for (const dtype of ["f32", "f64"] as const) {
      const rows = Array.from({ length: 10_000 }, () =>
        Array.from({ length: 12 }, () => Math.fround(random.uniform() * 10 - 4)),
      );
      const y = rows.map((row) => ["a", "b", "c"][row.indexOf(Math.max(...row.slice(0, 3)))] as string);
      const model = new Perceptron({ dtype, standardize: true, average: true, maxIter: 5 }).fit(rows, y);
      const { labels } = await answersOf(runtime, { model, dtype, rows });
      const expected = model.predict(rows);
      expect(expected.filter((label, i) => label !== labels[i]?.[0]).length).toBeLessThanOrEqual(2);
    }
  },
);

it("toLiblinear", async (context) => {
  const program = needs(context, "liblinear-predict");
  for (const one of exactCases(128, 200)) expect(await askLiblinear(program, one)).toEqual(one.labels);
  for (const one of sqlCases(129, 100)) compare(await askLiblinear(program, one), one);
});

it("toSklearn", (context) => checkSklearn(context, [...exactCases(130, 200), ...sqlCases(131, 100)]));

it("toJavaScript, pipelines and calibrated models", async () => {
  const random = new Random(150);
  for (const one of [...associated(random, 200), ...calibratedCases(random, 200)]) await checkJavaScript(one);
  for (let round = 0; round < 200; round++) await checkTableJavaScript(await tableCase(random));
});

it.for(["-O3", "-O0"])("toC, pipelines and calibrated models, gcc %s", async (optimization, context) => {
  const gcc = needs(context, "gcc");
  const random = new Random(151);
  const cases: Case[] = [...associated(random, 200), ...calibratedCases(random, 200)];
  for (let round = 0; round < 200; round++) cases.push(await tableRows(random));
  for (let from = 0; from < cases.length; from += 50)
    await checkC(gcc, cases.slice(from, from + 50), optimization);
});

it("toSql, tables of numbers and categories, SQLite", async (context) => {
  const sqlite = needs(context, "sqlite3");
  const random = new Random(152);
  const ask = (script: string) => askSqlite.text(sqlite, script);
  for (let round = 0; round < 400; round++) checkTableSql(ask, await tableCase(random)); // half have a layer
});

it("toSql, tables of numbers and categories, PostgreSQL", async (context) => {
  const random = new Random(154);
  const cases: TableCase[] = [];
  for (let round = 0; round < 400; round++) cases.push(await tableCase(random));
  await postgres(context, (psql) => {
    for (const one of cases) checkTableSql(psql, one);
  });
});

it("tables of numbers, none missing: toWasm, toUrl, toLiblinear", async (context) => {
  const program = needs(context, "liblinear-predict");
  const random = new Random(155);
  for (let held = 0; held < 200; ) {
    const { model, table, records } = await tableCase(random, true, { gaps: 0 });
    if (model.steps.length > 2 || model.model.toJSON().options.standardize) continue;
    held++;
    const rows = records.map((record) => ["a b", 'c"d'].map((name) => Number(record[name])));
    const { data: scores } = model.decisionFunction(table);
    const labels = model.predict(table) as string[];
    const one = { model: model.model, dtype: "f64", rows, labels, scores } as Case;
    checkWasm(toWasm(model), one);
    const { url, changed } = toUrl(model, { X: rows });
    const again = loadModel(fromUrl(url)).predict(rows);
    expect(again.filter((label, i) => label !== labels[i])).toHaveLength(changed as number);
    const asked = await askLiblinear(program, one, model);
    expect(asked.filter((label, i) => label !== labels[i]).length).toBeLessThanOrEqual(1);
  }
});

it.for(["onnxruntime-node", "onnxruntime-web"] as const)(
  "toOnnx, tables, association layers and calibrated models, %s",
  async (name, context) => {
    const runtime = await runtimeOf(context, name);
    const random = new Random(153);
    const cases = [
      { classes: ["a", "b"], kind: "binary" },
      { classes: [1, 2, 3], kind: "multiclass" },
    ] as const;
    for (const shape of cases)
      for (const one of associated(random, 100, {
        ...shape,
        classes: [...shape.classes],
        activation: "relu",
      }))
        await checkOnnxLayer(runtime, one);
    for (let round = 0; round < 200; round++)
      await checkOnnxTable(runtime, await tableCase(random, round % 4 === 0));
    for (const shape of ONNX_SHAPES)
      for (const one of calibratedCases(random, 40, shape)) await checkOnnxCalibrated(runtime, one);
  },
);
