// rosenblatt export writes a model that `train` saved for each target, and says what it cannot.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { toC, toJavaScript, toOnnx, toSql } from "../../src/export/index.js";
import { AssociationLayer, FeatureHasher, Interactions } from "../../src/features/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import { parity } from "../../src/network/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { readTable, TableEncoder } from "../../src/table/index.js";
import { file, fine, folder, ON_IRIS, refusal, run } from "../support/cli.js";

const TARGETS = ["javascript", "c", "wasm", "wat", "sql", "onnx", "sklearn", "liblinear", "url"];

const place = `rosenblatt: it answers with a place, from 0 on, in ["setosa","versicolor","virginica"]\n`;
const rounded = "rosenblatt: its weights are rounded to 8 bits: a close decision may become another\n";
const notes: Record<string, string> = { wasm: place, wat: place, liblinear: place, url: rounded };

it.each(TARGETS)("writes %s", (target) => {
  expect(run("train", ...ON_IRIS, "--out", "exported.json").status).toBe(0);
  const written = run("export", "exported.json", "--to", target);
  expect(written).toEqual({ status: 0, out: expect.stringMatching(/./), err: notes[target] ?? "" });
});

// A program that lost a part of the model and said nothing would fail here.
it("says what a target cannot hold", () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 9},${i % 2 ? "x" : "y"},${i < 20 ? "a" : "b"}`);
  file("mixed.csv", ["n,kind,label", ...rows].join("\n"));
  const train = (...flags: string[]) =>
    expect(run("train", "mixed.csv", "--target", "label", ...flags, "--out", "mixed.json").status).toBe(0);
  const said = (target: string) => run("export", "mixed.json", "--to", target).err;
  const without = (target: string, parts: string) =>
    `rosenblatt: ${target} cannot hold ${parts} of this model, and was written without\n`;
  const why = `rosenblatt: the column "kind" of categories cannot be written as scikit-learn's Perceptron\n`;
  const takes =
    'rosenblatt: it takes the 3 features that the encoder makes, which "rosenblatt inspect mixed.json --json" names\n';
  train("--calibrate");
  for (const target of ["javascript", "c", "onnx"]) expect(said(target)).toBe("");
  expect(said("sql")).toBe(without("sql", "the calibration"));
  expect(said("sklearn")).toBe(without("sklearn", "the calibration and the encoder") + why + takes);
  train();
  for (const target of ["javascript", "c", "onnx", "sql"]) expect(said(target)).toBe("");
  expect(said("sklearn")).toBe(without("sklearn", "the encoder") + why + takes);
});

// One that asked a person for the names that --features gave would fail here.
it("a Perceptron's own file takes the columns that --features names", () => {
  file(
    "bare.json",
    JSON.stringify(
      new Perceptron().fit(
        [
          [0, 1],
          [1, 0],
        ],
        ["a", "b"],
      ),
    ),
  );
  const written = (target: string) => run("export", "bare.json", "--features", "u,v", "--to", target);
  expect(written("sql")).toMatchObject({ ...fine, out: expect.stringContaining('"u"') });
  expect(written("javascript")).toMatchObject({ ...fine, out: expect.stringContaining('["u", "v"]') });
  expect(written("c")).toMatchObject({ ...fine, out: expect.stringContaining("model_columns[2]") });
});

it("takes a TLU and a network, whose inputs have no names", () => {
  file("tlu.json", JSON.stringify(new TLU({ weights: [1, 2], bias: -2 })));
  for (const asked of [
    ["predict", "tlu.json", "iris.csv"],
    ["inspect", "tlu.json"],
  ])
    expect(run(...asked)).toEqual(refusal("tlu.json holds TLUs, which only rosenblatt export takes"));
  file("network.json", JSON.stringify(parity(2)));
  const sql = (...names: string[]) => run("export", "tlu.json", "--to", "sql", ...names);
  expect(sql()).toEqual({
    ...fine,
    out: `${toSql(new TLU({ weights: [1, 2], bias: -2 }), { columns: ["x_0", "x_1"] })}\n`,
  });
  expect(sql("--features", "u,v").out).toContain('"v"');
  expect(run("export", "network.json", "--to", "javascript")).toEqual({
    ...fine,
    out: toJavaScript(parity(2)),
  });
  expect(run("export", "network.json", "--to", "sql")).toMatchObject({
    ...{ status: 1, out: "" },
    err: expect.stringMatching(/^rosenblatt: a network of layers cannot be written as SQL/),
  });
});

// One that could not load the steps that the library exports, or gave their weights without them, would fail here.
it("writes an association layer where the target holds it, and else nothing", async () => {
  const table = await readTable(readFileSync(join(folder, "iris.csv"), "utf8"));
  const X = table.select(table.names.slice(0, 4));
  const layer = new AssociationLayer({ units: 20, fields: { fan: 2 } });
  const pipeline = new Pipeline([new TableEncoder(), layer, new Perceptron()]).fit(
    X,
    table.labels("species"),
  );
  file("layer.json", JSON.stringify(pipeline));
  const written = (to: string) => run("export", "layer.json", "--to", to, "--out", "layer.out");
  for (const [to, text] of [
    ["javascript", toJavaScript(pipeline)],
    ["c", toC(pipeline)],
    ["onnx", toOnnx(pipeline)],
  ] as const) {
    expect(written(to)).toEqual({ ...fine, out: "" });
    expect(readFileSync(join(folder, "layer.out"))).toEqual(Buffer.from(text));
  }
  const before = readFileSync(join(folder, "layer.out"));
  for (const [to, target] of Object.entries({ sql: "SQL", wasm: "WebAssembly", url: "a link" }))
    expect(written(to)).toEqual(
      refusal(`a pipeline with the step "rosenblatt.AssociationLayer" cannot be written as ${target}`),
    );
  expect(readFileSync(join(folder, "layer.out"))).toEqual(before);
  const labels = pipeline.predict(X) as string[];
  expect(run("predict", "layer.json", "iris.csv").out).toBe(`label\n${labels.join("\n")}\n`);
});

it.each([
  ["FeatureHasher", new Pipeline([new FeatureHasher(), new Perceptron()]).fit([["a", "b"], ["c"]], [0, 1])],
  [
    "Interactions",
    new Pipeline([new Interactions(), new Perceptron()]).fit(
      [
        [0, 1],
        [1, 0],
      ],
      [0, 1],
    ),
  ],
])("refuses %s, which no target holds, and never gives its model alone", (step, pipeline) => {
  file("step.json", JSON.stringify(pipeline));
  for (const [to, target] of Object.entries({
    javascript: "JavaScript",
    onnx: "ONNX",
    sql: "SQL",
  }))
    expect(run("export", "step.json", "--to", to, "--out", "step.out")).toEqual(
      refusal(`a pipeline with the step "rosenblatt.${step}" cannot be written as ${target}`),
    );
  expect(existsSync(join(folder, "step.out"))).toBe(false);
  expect(run("predict", "step.json", "iris.csv")).toEqual(
    refusal("step.json has no encoder of columns, and so cannot be asked about a table"),
  );
  expect(run("train", ...ON_IRIS, "--resume", "step.json").err).toContain(
    "is no encoder of columns and a Perceptron",
  );
});

// One whose `logic --json` nothing else takes, or that forgot which input is which, would fail here.
it("takes what logic --json printed, with the names of its inputs", async () => {
  file("xor.json", run("logic", "B xor not A", "--json").out);
  const { out } = run("export", "xor.json", "--to", "javascript");
  const { predict } = await import(`data:text/javascript,${encodeURIComponent(out)}`);
  const rows = [0, 1, 2, 3].map((i) => ({ A: i & 1, B: i >> 1 }));
  expect(rows.map(predict)).toEqual([[1], [0], [0], [1]]);
  expect(run("export", "xor.json", "--to", "c", "--features", "u,v").out).toContain('"u"');
  file("always.json", run("logic", "true", "--json").out);
  expect(run("export", "always.json", "--to", "c")).toMatchObject({ status: 1, out: "" });
});

// A program that wrote the Perceptron alone, whose features nobody has at hand, would fail here.
it.each([
  ["javascript", "const columns = ["],
  ["c", "model_columns[4]"],
  ["onnx", "fromMean"],
])("writes the encoder too: %s", (target, sign) => {
  expect(run("export", "exported.json", "--to", target).out).toContain(sign);
});

it("needs a target that there is", () => {
  expect(run("export", "exported.json").status).toBe(2);
  expect(run("export", "exported.json", "--to", "cobol").status).toBe(2);
});
