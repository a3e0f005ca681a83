// rosenblatt export writes a model that `train` saved for each target, and says what it cannot.
import { expect, it } from "vitest";
import { fine, ON_IRIS, run } from "../support/cli.js";

const TARGETS = ["javascript", "c", "wasm", "wat", "sql", "onnx", "sklearn", "liblinear", "url"];

it.each(TARGETS)("writes %s", (target) => {
  expect(run("train", ...ON_IRIS, "--out", "exported.json").status).toBe(0);
  const written = run("export", "exported.json", "--to", target);
  expect(written).toMatchObject({ ...fine, out: expect.stringMatching(/./) });
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
