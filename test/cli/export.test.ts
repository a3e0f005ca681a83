// rosenblatt export writes a model that `train` saved for each target, and says what it cannot.
import { expect, it } from "vitest";
import { toJavaScript, toSql } from "../../src/export/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import { parity } from "../../src/network/index.js";
import { file, fine, ON_IRIS, run } from "../support/cli.js";

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
  const takes =
    'rosenblatt: it takes the 3 features that the encoder makes, which "rosenblatt inspect mixed.json --json" names\n';
  train("--calibrate");
  for (const target of ["javascript", "c", "onnx"]) expect(said(target)).toBe("");
  expect(said("sql")).toBe(without("sql", "the calibration"));
  expect(said("sklearn")).toBe(without("sklearn", "the calibration and the encoder") + takes);
  train();
  for (const target of ["javascript", "c", "onnx", "sql"]) expect(said(target)).toBe("");
  expect(said("sklearn")).toBe(without("sklearn", "the encoder") + takes);
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
