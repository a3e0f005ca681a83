// train --calibrate and what predict then says: the bits of the library's calibrated Pipeline of the same table.
import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { CalibratedModel, calibrate, type Scorer } from "../../src/calibration/index.js";
import { Perceptron } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { readTable, TableEncoder } from "../../src/table/index.js";
import { fine, IRIS, json, ON_IRIS, run } from "../support/cli.js";

const text = readFileSync(IRIS, "utf8");
const table = (await readTable(text)).select(["sepal_length", "sepal_width"]);
const species = text
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => line.split(",")[4] as string);
const options = { average: true, multiclass: "joint" } as const;
const model = calibrate(
  new Pipeline([new TableEncoder(), new Perceptron(options)]) as Scorer<unknown>,
  table,
  species,
);
const lines = (...args: string[]) => {
  const { out, ...end } = run("predict", ...args);
  expect(end).toEqual(fine);
  return out
    .trim()
    .split("\n")
    .map((line) => line.split(","));
};

beforeAll(() => {
  const args = ["--features", "sepal_length,sepal_width", "--calibrate"];
  for (const out of ["sure.json", "sure.bin"])
    expect(run("train", ...ON_IRIS, ...args, "--out", out)).toMatchObject({
      ...fine,
      out: expect.stringContaining("calibrated by 5 folds"),
    });
});

it("the file is the library's, which says what was trained and tested", () => {
  const load = (saved: never) => Pipeline.fromJSON(saved, { steps: [TableEncoder] }) as Scorer<unknown>;
  const loaded = CalibratedModel.fromJSON(json("sure.json"), { load });
  expect(loaded.predictProba(table)).toEqual(model.predictProba(table));
  expect((loaded.model as Pipeline).metadata).toMatchObject({ target: "species", rows: 150 });
});

it.each(["sure.json", "sure.bin"])("%s: --proba adds probabilities, --abstain withholds labels", (file) => {
  const { data } = model.predictProba(table);
  const [head, ...rows] = lines(file, "iris.csv", "--proba", "--abstain", "0.8", "--unknown", "ask");
  expect(head).toEqual(["species", ...model.classes.map((label) => `proba_${label}`)]);
  expect(rows.map(([label]) => label)).toEqual(model.predict(table, { abstainBelow: 0.8, unknown: "ask" }));
  expect(rows.flatMap(([, ...shares]) => shares.map(Number))).toEqual([...data]);
  expect(rows.filter(([label]) => label === "ask").length).toBeGreaterThan(10);
  expect(lines(file, "iris.csv").slice(1).flat()).toEqual(model.predict(table));
  expect(lines(file, "iris.csv", "--abstain", "1").flat()).toContain("unknown");
  const top = lines(file, "iris.csv", "--top", "2", "--proba");
  expect(top[0]).toEqual(["species", "proba", "species_2", "proba_2"]);
  const both = lines(file, "iris.csv", "--top", "1", "--proba", "--scores");
  expect(both[0]).toEqual(["species", "proba", "score"]); // and not without the scores that were asked for
  expect(both[1]?.slice(0, 2)).toEqual(top[1]?.slice(0, 2));
  expect(top.slice(1).map(([label]) => label)).toEqual(model.predict(table));
});

it("eval speaks of the answers that predict gives", () => {
  const right = model.predict(table).filter((label, i) => label === species[i]).length;
  expect(run("eval", "sure.json", "iris.csv").out).toContain(`(${right} of 150 rows)`);
  expect(run("inspect", "sure.json").out).toContain("calibrated");
});

it("what does not go together is refused in one line", () => {
  expect(run("train", ...ON_IRIS, "--out", "plain.json")).toMatchObject(fine);
  for (const [args, code, words] of [
    [["train", ...ON_IRIS, "--calibrate", "--stream"], 2, "--calibrate and --stream do not go together"],
    [["predict", "plain.json", "iris.csv", "--proba"], 1, "train it with --calibrate"],
    [["predict", "sure.json", "iris.csv", "--abstain", "2"], 2, "expected a share from 0 to 1"],
    [["predict", "sure.json", "iris.csv", "--abstain", "0.8", "--unknown", "setosa"], 2, "is a label"],
    [
      ["predict", "sure.json", "iris.csv", "--unknown", "ask"],
      2,
      "--unknown LABEL is what --abstain SHARE says",
    ],
    [["predict", "sure.json", "iris.csv", "--features", "a,b"], 2, "sure.json names its columns itself"],
    [["predict", "sure.json", "iris.csv", "--abstain", "0.8", "--top", "2"], 2, "do not go together"],
  ] as const) {
    expect(run(...args)).toMatchObject({ status: code, err: expect.stringContaining(words) });
  }
});
