// Random configurations and data, trained by the python3-sklearn that is installed and by this package: the
// same bits. Debian's is 1.2.1. Where there is none, the test says so and compares nothing.
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { PassiveAggressiveClassifier, Perceptron, type Version } from "../../src/sklearn/index.js";
import { Random } from "../support/random.js";
import { sparseOf } from "../support/training-sets.js";

const PROGRAM = `
import json, sys, warnings, numpy as np, scipy.sparse as sp, sklearn
from sklearn.linear_model import Perceptron, PassiveAggressiveClassifier, SGDClassifier
warnings.filterwarnings("ignore")
out = []
for c in json.load(sys.stdin):
    X, y = np.array(c["X"], dtype=np.float64), np.array(c["y"])
    if c["sparse"]: X = sp.csr_matrix(X)
    w = None if c["sampleWeight"] is None else np.array(c["sampleWeight"])
    p = dict(c["params"])
    if p.get("class_weight") not in (None, "balanced"): p["class_weight"] = {int(k): v for k, v in p["class_weight"].items()}
    kind = c["estimator"]
    m = PassiveAggressiveClassifier(**p)  if kind != "Perceptron" else Perceptron(**p) if "average" not in p else SGDClassifier(loss="perceptron", learning_rate="constant", **p)
    try:
        if c["how"] == "partial":
            for part in np.array_split(np.arange(len(y)), 3):
                m.partial_fit(X[part], y[part], classes=np.unique(y), sample_weight=None if w is None else w[part]) if kind == "Perceptron" else m.partial_fit(X[part], y[part], classes=np.unique(y))
        else:
            fits = 2 if c["how"] == "warm" else 1
            for _ in range(fits):
                m.fit(X, y, sample_weight=w) if kind == "Perceptron" else m.fit(X, y)
        out.append({"coef": m.coef_.ravel().tolist(), "intercept": m.intercept_.tolist(), "nIter": int(m.n_iter_), "t": float(m.t_)})
    except ValueError as error: out.append({"error": str(error)})
print(json.dumps([sklearn.__version__, out]))`;

interface Config {
  X: number[][];
  y: number[];
  sparse: boolean;
  sampleWeight: number[] | null;
  estimator: "Perceptron" | "PassiveAggressiveClassifier";
  how: "fit" | "warm" | "partial";
  params: Record<string, unknown>;
}

const random = new Random(121);

function anyConfig(): Config {
  const [n, d, classes] = [random.integer(12, 90), random.integer(1, 12), random.integer(2, 5)];
  const y = Array.from({ length: n }, (_, i) => 3 * (i % classes) - 1);
  const X = y.map((label) =>
    Array.from({ length: d }, (_, j) =>
      random.uniform() < 0.3
        ? 0
        : label * ((j % 3) - 1) + 4 * (random.uniform() - 0.5) * 2 ** random.integer(-2, 2),
    ),
  );
  const estimator = random.pick(["Perceptron", "Perceptron", "PassiveAggressiveClassifier"] as const);
  const how = random.pick(["fit", "fit", "warm", "partial"] as const);
  const own =
    estimator === "Perceptron"
      ? {
          penalty: random.pick([null, null, "l2", "l1", "elasticnet"]),
          alpha: random.pick([1e-4, 0.01, 0.3]),
          l1_ratio: random.pick([0.15, 0.5, 1]),
          eta0: random.pick([1, 0.3, 7]),
        }
      : { C: random.pick([1, 0.1, 20]), loss: random.pick(["hinge", "squared_hinge"]) };
  return {
    ...{ X, y, estimator, how },
    sparse: random.uniform() < 0.4,
    sampleWeight:
      estimator === "Perceptron" && random.uniform() < 0.4 ? y.map(() => random.pick([0, 0.5, 1, 2])) : null,
    params: {
      ...own,
      fit_intercept: random.uniform() < 0.8,
      max_iter: random.pick([1000, 30, 5]),
      tol: random.pick([1e-3, 1e-3, null, 0.05]),
      shuffle: random.uniform() < 0.8,
      random_state: random.pick([0, 1, 42, 2 ** 32 - 1]),
      early_stopping: how !== "partial" && random.uniform() < 0.3,
      validation_fraction: random.pick([0.1, 0.3, 0.5]),
      n_iter_no_change: random.pick([5, 2]),
      class_weight: random.pick([null, null, how === "partial" ? null : "balanced", { "-1": 2.5, "2": 0.3 }]),
      warm_start: how === "warm",
      ...(random.uniform() < 0.15 && { average: random.pick([true, 1, 20]) }),
    },
  };
}

const camelCase = (name: string): string => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

function fitted(c: Config, version: Version) {
  const options = Object.fromEntries(
    Object.entries(c.params).map(([name, value]) => [camelCase(name), value]),
  );
  const Class = c.estimator === "Perceptron" ? Perceptron : PassiveAggressiveClassifier;
  const model = new Class({ ...options, version });
  const input = (from: number, to: number) => {
    const rows = c.X.slice(from, to);
    return c.sparse ? sparseOf(rows) : rows;
  };
  if (c.how === "partial") {
    for (let part = 0, from = 0; part < 3; part++) {
      const to = from + Math.floor(c.X.length / 3) + (part < c.X.length % 3 ? 1 : 0);
      model.partialFit(input(from, to), c.y.slice(from, to), {
        classes: [...new Set(c.y)],
        sampleWeight: c.sampleWeight?.slice(from, to),
      });
      from = to;
    }
  } else {
    for (let fits = c.how === "warm" ? 2 : 1; fits > 0; fits--)
      model.fit(input(0, c.X.length), c.y, { sampleWeight: c.sampleWeight });
  }
  return { coef: [...model.coef.data], intercept: [...model.intercept], nIter: model.nIter, t: model.t };
}

/**
 * Means are equal to 1e-12 of the largest. Where an l2 penalty scales the weights, scikit-learn's own sum
 * loses up to nine digits before each fold, and what is lost depends on the BLAS (with fused additions or
 * without).
 */
function expectMeans(
  ours: ReturnType<typeof fitted>,
  theirs: ReturnType<typeof fitted>,
  about: string,
  scaled: boolean,
): void {
  expect([ours.nIter, ours.t], about).toEqual([theirs.nIter, theirs.t]);
  const [a, b] = [ours, theirs].map(({ coef, intercept }) => [...coef, ...intercept]) as [number[], number[]];
  const largest = Math.max(...b.map(Math.abs), 1e-300);
  for (const [j, value] of a.entries()) {
    expect(Math.abs(value - (b[j] as number)) / largest, about).toBeLessThan(scaled ? 1e-7 : 1e-12);
  }
}

const configs = Array.from({ length: 1500 }, anyConfig);
const run = ["python3", "/usr/bin/python3"]
  .map((python) =>
    spawnSync(python, ["-c", PROGRAM], {
      input: JSON.stringify(configs),
      encoding: "utf8",
      maxBuffer: 2 ** 29,
    }),
  )
  .find(({ status }) => status === 0);

describe.runIf(run === undefined)("scikit-learn", () => {
  it("is not installed: nothing was compared", () => {});
});

describe.runIf(run !== undefined)("scikit-learn", () => {
  it(`${configs.length} random configurations learn the same bits`, () => {
    const [version, results] = JSON.parse(run?.stdout ?? "") as [
      string,
      (ReturnType<typeof fitted> & { error?: string })[],
    ];
    let refused = 0;
    for (const [i, c] of configs.entries()) {
      const theirs = results[i] as (typeof results)[number];
      if (theirs.error !== undefined) {
        refused++;
        continue;
      }
      const { X: _X, y: _y, sampleWeight: _w, ...configuration } = c;
      const ours = fitted(c, version.startsWith("1.2") ? "1.2" : "1.9");
      const about = `configuration ${i}: ${JSON.stringify(configuration)}`;
      if (c.params.average === undefined) expect(ours, about).toEqual(theirs);
      else expectMeans(ours, theirs, about, ["l2", "elasticnet"].includes(c.params.penalty as string));
    }
    expect(refused).toBeLessThan(configs.length / 4);
  });
});
