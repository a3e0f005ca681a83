// LIBLINEAR's own program gives the model's labels, ties included; and what it has learned comes back.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { toLiblinear } from "../../src/export/index.js";
import { fromLiblinear } from "../../src/import/index.js";
import { loadModel } from "../../src/predict/index.js";
import { askLiblinear, svmlight } from "./check-liblinear.js";
import { closeCalls } from "./check-onnx.js";
import { exactCases, sqlCases } from "./models.js";
import { inFolder, needs, run } from "./tools.js";

it("answers exact models to the label, and others where they are not too close to call", async (context) => {
  const program = needs(context, "liblinear-predict");
  for (const one of exactCases(70, 12)) expect(await askLiblinear(program, one)).toEqual(one.labels);
  for (const one of sqlCases(71, 12)) {
    const [labels, close] = [await askLiblinear(program, one), closeCalls(one)];
    one.labels.forEach((label, i) => {
      if (!close[i]) expect(labels[i]).toEqual(label);
    });
  }
});

it("comes back with the same labels, and goes on learning", () => {
  for (const one of [...exactCases(72, 20), ...sqlCases(73, 20)]) {
    const { classes } = loadModel(one.model.toJSON());
    const areIntegers = classes.every(
      (label) => Number.isInteger(label) && Math.abs(Number(label)) < 2 ** 31,
    );
    const model = fromLiblinear(toLiblinear(one.model));
    const named = model.predict(one.rows).map((label) => (areIntegers ? label : classes[label as number]));
    const close = closeCalls(one);
    one.labels.forEach((label, i) => {
      if (!close[i]) expect(named[i]).toEqual(label);
    });
    model.partialFit(
      one.rows,
      one.rows.map((_, i) => model.classes[i % model.classes.length] as number),
    );
  }
});

it("reads what LIBLINEAR has trained", async (context) => {
  const train = needs(context, "liblinear-train");
  const predict = needs(context, "liblinear-predict");
  const rows = Array.from({ length: 60 }, (_, i) => [(i * 7) % 11, (i * 5) % 13, i % 3]);
  for (const [solver, k, bias] of [
    [1, 2, -1],
    [3, 2, 1],
    [4, 3, 2],
    [6, 4, 1],
    [4, 2, 1],
  ] as const) {
    await inFolder((folder) => {
      const at = (name: string): string => join(folder, name);
      const text = svmlight(rows)
        .split("\n")
        .slice(0, -1)
        .map((line, i) => `${(((rows[i]?.[0] ?? 0) + (rows[i]?.[1] ?? 0)) % k) + 3}${line.slice(1)}\n`);
      writeFileSync(at("rows"), text.join(""));
      run(train, ["-q", "-s", String(solver), "-B", String(bias), at("rows"), at("model")]);
      run(predict, [at("rows"), at("model"), at("answers")]);
      const answers = readFileSync(at("answers"), "utf8").trim().split("\n").map(Number);
      expect(fromLiblinear(readFileSync(at("model"), "utf8")).predict(rows)).toEqual(answers);
    });
  }
});
