// `converged` is true of the weights that answer, and a fit says why it stopped.
import { describe, expect, it } from "vitest";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { corners } from "../support/matrices.js";
import { noisy } from "../support/naive.js";
import { Random } from "../support/random.js";

/** Rows on either side of a random plane, none near it. */
function separable(seed: number, n = 50) {
  const random = new Random(seed);
  const w = [random.real(), random.real(), random.real() * 0.3] as const;
  const X: number[][] = [];
  const y: number[] = [];
  while (X.length < n) {
    const x = [random.uniform() * 2 - 1, random.uniform() * 2 - 1] as const;
    const z = w[0] * x[0] + w[1] * x[1] + w[2];
    if (Math.abs(z) < 0.03 * Math.hypot(w[0], w[1])) continue;
    X.push([...x]);
    y.push(Number(z > 0));
  }
  return { X, y: y.every((label) => label === y[0]) ? y.map((_, i) => i % 2) : y };
}

/** The mean's fit, epoch by epoch: the first after which the mean has every row right, as partial fits tell. */
function epochByEpoch(
  options: PerceptronOptions,
  X: number[][],
  y: number[],
  most: number,
): number | undefined {
  let clean = false;
  for (let maxIter = 1; maxIter <= most; maxIter++) {
    const model = new Perceptron(options);
    for (let i = 0; i < maxIter; i++) model.partialFit(X, y, { classes: [0, 1] });
    clean ||= model.history[0]?.mistakes === 0;
    if (clean && model.score(X, y) === 1) return maxIter;
  }
  return undefined;
}

describeCores("converged", () => {
  it.each(["AND", "OR", "NAND", "NOR"])(
    "%s with a mean: a row on the plane itself, where the training weights answer",
    (gate) => {
      const X = corners;
      const y = { AND: [0, 0, 0, 1], OR: [0, 1, 1, 1], NAND: [1, 1, 1, 0], NOR: [1, 0, 0, 0] }[
        gate
      ] as number[];
      for (const dtype of ["f32", "f64"] as const) {
        const model = new Perceptron({ average: true, tol: null, dtype }).fit(X, y);
        expect([model.converged, model.stopReason, model.score(X, y)]).toEqual([true, "converged", 1]);
      }
    },
  );

  it("a mean goes on until it is right, in as many epochs as if each were run: a jump too far, or too short", () => {
    let wentOn = 0;
    for (let seed = 0; seed < 40; seed++) {
      const { X, y } = separable(seed);
      const options = { average: true, tol: null, randomState: seed } as const;
      const plain = new Perceptron({ ...options, average: false }).fit(X, y);
      const model = new Perceptron(options).fit(X, y);
      if (!plain.converged) continue;
      expect([model.converged, model.score(X, y)]).toEqual([true, 1]);
      expect(model.history).toHaveLength(model.nIter);
      if (plain.nIter > 30) continue;
      const expected = epochByEpoch(options, X, y, 60);
      if (expected !== undefined) expect(model.nIter).toBe(expected);
      if (model.nIter > plain.nIter) wentOn++;
    }
    expect(wentOn).toBeGreaterThan(2);
  });

  it("a mean of several outputs is right where each of them is: whoever asks one row's outputs of another", () => {
    const { X, y } = separable(2);
    const options = { average: true, tol: null } as const;
    const alone = new Perceptron(options).fit(X, y);
    const both = new Perceptron(options).fit(
      X,
      y.map((label) => [label, label]),
    );
    expect([both.converged, both.nIter]).toEqual([true, alone.nIter]);
    expect([...both.coef.data]).toEqual([...alone.coef.data, ...alone.coef.data]);
  });

  it("a mean that is wrong about the last of many rows alone: whoever asks the first ones only", () => {
    const X = Array.from({ length: 400 }, (_, i) => [i % 2 === 0 ? 1 : -1]);
    const y = X.map(([x], i) => Number(x === 1) ^ Number(i === 399));
    const model = new Perceptron({ average: true, tol: null, maxIter: 3 }).fit(X, y);
    expect([model.score(X, y), model.converged]).toEqual([399 / 400, false]);
    const right = new Perceptron({ average: true, tol: null, maxIter: 3 }).fit(
      X.slice(0, 399),
      y.slice(0, 399),
    );
    expect([right.score(X, y), right.converged]).toEqual([399 / 400, true]);
  });

  it("never true with a score below 1, whatever answers", () => {
    const kinds: PerceptronOptions[] = [
      {},
      { average: true },
      { average: { decay: 0.9 } },
      { keep: "best" },
      { keep: "best", multiclass: "joint" },
      { earlyStopping: true },
      { earlyStopping: true, average: true },
    ];
    for (let seed = 0; seed < 30; seed++) {
      const { X, y } = seed % 3 === 0 ? noisy(seed, 30, 2, 3) : separable(seed, 30);
      for (const options of kinds) {
        const model = new Perceptron({ ...options, maxIter: 40, standardize: seed % 2 === 0 }).fit(X, y);
        if (model.converged && !options.earlyStopping) expect(model.score(X, y)).toBe(1);
        expect(model.converged).toBe(model.stopReason === "converged");
        const copy = Perceptron.fromBytes(model.toBytes());
        expect([copy.converged, copy.stopReason]).toEqual([model.converged, model.stopReason]);
      }
    }
  });
});

describe("stopReason", () => {
  it("says why: improvement that ceased, epochs that ran out, a loop that was left", async () => {
    const { X, y } = noisy(3, 400, 3, 2);
    expect(new Perceptron().stopReason).toBeUndefined();
    expect(new Perceptron({ maxIter: 3, tol: null }).fit(X, y).stopReason).toBe("maxIter");
    expect(new Perceptron().fit(X, y).stopReason).toBe("noImprovement");
    const left = new Perceptron({ tol: null });
    for await (const { epoch } of left.epochs(X, y)) if (epoch === 2) break;
    expect([left.stopReason, left.nIter]).toEqual(["stopped", 2]);
  });

  it("small data gets the epochs that it needs: with the defaults no separable set is given up", () => {
    for (let seed = 0; seed < 100; seed++) {
      const { X, y } = separable(1000 + seed);
      if (!new Perceptron({ tol: null, maxIter: 650 }).fit(X, y).converged) continue;
      expect(new Perceptron().fit(X, y).converged).toBe(true);
    }
  });
});

describe("a mean that forgets", () => {
  const { X, y } = noisy(5, 60, 4, 3);
  const options = { average: { decay: 0.95 }, shuffle: false, tol: null } as const;

  it("is m ← decay·m + (1 − decay)·w after each row, over 1 − decayᵗ: a power, a sum or a share that is off", () => {
    const model = new Perceptron({ ...options, maxIter: 3 }).fit(X, y);
    const plain = new Perceptron({ shuffle: false, tol: null });
    let [m, share] = [new Array<number>(12).fill(0), 0];
    for (let epoch = 0; epoch < 3; epoch++) {
      X.forEach((x, i) => {
        plain.partialFit([x], [y[i] as number], { classes: [0, 1, 2] });
        m = m.map((value, j) => 0.95 * value + 0.05 * (plain.coef.data[j] as number));
        share = 0.95 * share + 0.05;
      });
    }
    const largest = Math.max(...m.map(Math.abs));
    m.forEach((value, j) => {
      expect(Math.abs((model.coef.data[j] as number) - value / share) / largest).toBeLessThan(1e-12);
    });
  });

  it("has the same bits however the rows are batched, and from a file", () => {
    const classes = [0, 1, 2];
    const whole = new Perceptron(options).partialFit(X, y, { classes });
    for (const size of [1, 7, 30]) {
      let model = new Perceptron(options);
      for (let from = 0; from < X.length; from += size) {
        model.partialFit(X.slice(from, from + size), y.slice(from, from + size), { classes });
        model = Perceptron.fromBytes(Perceptron.fromJSON(JSON.parse(JSON.stringify(model))).toBytes());
      }
      expect(model.coef).toEqual(whole.coef);
      expect(model.intercept).toEqual(whole.intercept);
    }
  });
});
