// Both directions against the python3-sklearn that is installed, by the very lines of docs/sklearn.md: a
// model begun in Python goes on here, and one begun here goes on in Python, to the same bits.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  fromSklearn,
  PassiveAggressiveClassifier,
  Perceptron,
  type SklearnAttributes,
} from "../../src/sklearn/index.js";
import { noisy } from "../support/naive.js";

const [written = "", taken = ""] = [
  ...readFileSync("docs/sklearn.md", "utf8").matchAll(/```py\n([\s\S]*?)```/g),
].map((match) => match[1] as string);

/** The documented lines, with a file for each job. */
const PROGRAM = `
import sys, warnings, os, tempfile
warnings.filterwarnings("ignore")
os.chdir(tempfile.mkdtemp())
import json, numpy as np, sklearn
from sklearn.linear_model import Perceptron, PassiveAggressiveClassifier
out = []
for job in json.load(sys.stdin):
    X, y = np.array(job["X"], dtype=float), np.array(job["y"])
    half, classes = len(y) // 2, np.unique(y)
    m = {"Perceptron": Perceptron, "PassiveAggressiveClassifier": PassiveAggressiveClassifier}[job["class"]](**job["params"])
    m.partial_fit(X[:half], y[:half], classes=classes)
${(written.split("m = Perceptron(random_state=0).fit(X, y)\n")[1] ?? "").replace(/^(?=.)/gm, "    ")}
    begun = json.load(open("model.json"))
    m.partial_fit(X[half:], y[half:])
    done = {"coef": m.coef_.tolist(), "intercept": m.intercept_.tolist(), "t": m.t_}
    json.dump(job["ours"], open("model.json", "w"))
${taken.replace(/^(?=.)/gm, "    ")}
    m.partial_fit(X[half:], y[half:])
    out.append({"begun": begun, "done": done, "predicted": m.predict(X).tolist(),
        "continued": {"coef": m.coef_.tolist(), "intercept": m.intercept_.tolist(), "t": m.t_}})
print(json.dumps([sklearn.__version__, out]))`;

interface PythonResult {
  begun: SklearnAttributes;
  done: object;
  continued: object;
  predicted: number[];
}

const jobs = [
  { class: "Perceptron", options: {} },
  { class: "Perceptron", options: { penalty: "l2", alpha: 0.01, randomState: 5 } },
  { class: "Perceptron", options: { penalty: "l1", eta0: 0.3, classWeight: { 0: 2, 1: 0.5 } } },
  { class: "Perceptron", options: { penalty: "elasticnet", l1Ratio: 0.5, fitIntercept: false } },
  { class: "PassiveAggressiveClassifier", options: { C: 0.2 } },
  { class: "PassiveAggressiveClassifier", options: { loss: "squared_hinge", shuffle: false } },
].flatMap((job) =>
  [2, 3, 5].map((classes) => {
    const { X, y } = noisy(classes, 61, 5, classes);
    const Class = job.class === "Perceptron" ? Perceptron : PassiveAggressiveClassifier;
    const model = new Class({ randomState: 0, version: "1.2", ...(job.options as object) });
    const ours = model.partialFit(X.slice(0, 30), y.slice(0, 30), { classes: [...new Set(y)] }).toSklearn();
    const params = { ...ours.params };
    if ("classWeight" in job.options) params.class_weight = null; // JSON has no numbers for keys: given to Python below
    return { class: job.class, X, y, params, ours, model };
  }),
);

const run = ["python3", "/usr/bin/python3"]
  .map((python) =>
    spawnSync(python, ["-c", PROGRAM], {
      input: JSON.stringify(jobs.map(({ model: _, ...job }) => job)),
      encoding: "utf8",
    }),
  )
  .reduce((best, other) => (best.status === 0 ? best : other));
const isInstalled = !/No module named/.test(run.stderr);

it.skipIf(isInstalled)("scikit-learn is not installed: nothing was compared", () => {});

it.runIf(isInstalled)("a model begun on one side goes on to the same bits on the other", () => {
  expect(run.stderr).toBe("");
  const [version, results] = JSON.parse(run.stdout) as [string, PythonResult[]];
  for (const [i, { X, y, ours, model }] of jobs.entries()) {
    const { begun, done, continued, predicted } = results[i] as PythonResult;
    const result = (one: Perceptron | PassiveAggressiveClassifier) => {
      const { coef_, intercept_, t_ } = one.toSklearn();
      return { coef: coef_, intercept: intercept_, t: t_ };
    };
    const params = { ...begun.params };
    const imported = fromSklearn({ ...begun, params });
    imported.partialFit(X.slice(30), y.slice(30));
    if (params.class_weight === null && ours.params.class_weight === null)
      expect(result(imported)).toEqual(done);
    expect(version.startsWith("1.")).toBe(true);
    model.partialFit(X.slice(30), y.slice(30));
    expect(result(model)).toEqual(continued);
    expect(model.predict(X)).toEqual(predicted);
  }
});
