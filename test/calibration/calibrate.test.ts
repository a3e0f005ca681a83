// Calibrated models: probabilities as scikit-learn has them, abstaining, and files.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CalibratedModel, calibrate, reliability, type Scorer } from "../../src/calibration/index.js";
import { Perceptron } from "../../src/index.js";
import { crossValidate, trainTestSplit } from "../../src/metrics/index.js";
import { describeCores } from "../support/cores.js";
import { blurred, fixed } from "./blurred.js";

const golden = JSON.parse(readFileSync("test/golden/scikit-learn-calibration.json", "utf8"));

describe("scikit-learn's CalibratedClassifierCV(cv='prefit', method='isotonic')", () => {
  it.each(
    golden.models as {
      k: number;
      scores: number[][];
      y: number[];
      at: number[][];
      probabilities: number[][];
    }[],
  )("$k classes: another curve, no division by the sum, no answer where all are 0", ({ k, ...saved }) => {
    const classes = Array.from({ length: k }, (_, j) => j);
    const { data, rows, cols } = calibrate(fixed(classes), saved.scores, saved.y).predictProba(saved.at);
    expect([rows, cols]).toEqual([saved.at.length, k]);
    saved.probabilities.flat().forEach((expected, i) => {
      expect(Math.abs((data[i] as number) - expected)).toBeLessThanOrEqual(1e-14);
    });
  });
});

/** A model that has only JSON. */
const unpacked = <X>(model: Scorer<X>): Scorer<X> => ({
  classes: model.classes,
  fit: () => undefined,
  decisionFunction: (X) => model.decisionFunction(X),
  toJSON: () => model.toJSON?.(),
});

describeCores("a calibrated Perceptron", () => {
  const { X, y } = blurred(600, 3, 1);
  const { XTrain, XTest, yTrain, yTest } = trainTestSplit(X, y, { seed: 1 });
  const make = () => new Perceptron({ average: true, maxIter: 8 });

  it("an unfitted one is fitted on all rows, to the bit", () => {
    const model = make();
    const calibrated = calibrate(model, XTrain, yTrain);
    expect(model.toJSON().prediction).toEqual(make().fit(XTrain, yTrain).toJSON().prediction);
    expect(calibrated.model).toBe(model);
    expect(calibrated.classes).toEqual(["a", "b", "c"]);
  });

  it("its calibration is of held-out scores: those of its own rows promise too much", () => {
    // Noise to learn by heart: 40 features of nothing.
    const noise = blurred(120, 2, 3, 40);
    const model = new Perceptron({ maxIter: 200, tol: null });
    const honest = calibrate(model, noise.X, noise.y);
    const fooled = calibrate(model, noise.X, noise.y); // fitted by now, on the same rows
    const fresh = blurred(400, 2, 4, 40);
    const error = (calibrated: typeof honest) =>
      reliability(calibrated, fresh.X, fresh.y).expectedCalibrationError;
    expect(error(honest)).toBeLessThan(0.15);
    expect(error(fooled)).toBeGreaterThan(0.2);
  });

  it("a fitted one is not fitted again", () => {
    const model = make().fit(XTrain, yTrain);
    const before = JSON.stringify(model);
    calibrate(model, XTest, yTest);
    expect(JSON.stringify(model)).toBe(before);
  });

  it("probabilities are from 0 to 1, sum to 1, and say how often the model is right", () => {
    const calibrated = calibrate(make(), XTrain, yTrain);
    const { data, rows, cols } = calibrated.predictProba(XTest);
    for (let row = 0; row < rows; row++) {
      const each = [...data.subarray(row * cols, (row + 1) * cols)];
      expect(each.every((p) => p >= 0 && p <= 1)).toBe(true);
      expect(Math.abs(each.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-15 * 4);
    }
    const { curve, expectedCalibrationError } = reliability(calibrated, XTest, yTest);
    expect(curve.reduce((sum, part) => sum + part.rows, 0)).toBe(XTest.length);
    expect(expectedCalibrationError).toBeLessThan(0.1);
  });

  it("has as many parts as are asked for: a list of all of them, empty ones too, that no memory holds", () => {
    const model = {
      classes: ["a", "b"],
      predictProba: (X: number[][]) => fixed(["a", "b"]).decisionFunction(X),
    };
    const proba = [0.75, 0.5, 0.75].map((p) => [p, 1 - p]);
    const parts = [
      { predicted: 0.5, observed: 1, rows: 1 },
      { predicted: 0.75, observed: 0.5, rows: 2 },
    ];
    expect(reliability(model, proba, ["a", "a", "b"], { bins: 2 ** 50 }).curve).toEqual(parts);
    expect(reliability(model, proba, ["a", "a", "b"], { bins: 2 }).curve).toEqual(parts);
  });

  it("of two classes a larger score has no smaller probability", () => {
    const two = blurred(300, 2, 5);
    const calibrated = calibrate(make(), two.X, two.y);
    const z = calibrated.decisionFunction(two.X).data;
    const p = calibrated.predictProba(two.X).data;
    const order = [...z.keys()].sort((i, j) => (z[i] as number) - (z[j] as number));
    const sorted = order.map((i) => p[2 * i + 1] as number);
    expect(sorted.every((value, i) => i === 0 || value >= (sorted[i - 1] as number))).toBe(true);
    expect(calibrated.toJSON()).toMatchObject({ calibration: { curves: { length: 1 } } }); // two would be rounded
  });

  it("answers with the most probable class, and with what is chosen below a probability", () => {
    const calibrated = calibrate(make(), XTrain, yTrain);
    const { data, cols } = calibrated.predictProba(XTest);
    const all = calibrated.predict(XTest);
    const some = calibrated.predict(XTest, { abstainBelow: 0.8, unknown: "?" });
    XTest.forEach((x, row) => {
      const each = data.subarray(row * cols, (row + 1) * cols);
      const most = Math.max(...each);
      expect(each[calibrated.classes.indexOf(all[row] as "a")]).toBe(most);
      expect(some[row]).toBe(most < 0.8 ? "?" : all[row]);
      expect(calibrated.predictOne(x, { abstainBelow: 0.8, unknown: "?" })).toBe(some[row]);
      expect(calibrated.predictOne(x)).toBe(all[row]);
      expect(calibrated.predictOne(x, { abstainBelow: most })).toBe(all[row]);
    });
    expect(some.filter((label) => label === "?").length).toBeGreaterThan(10);
    expect(calibrated.predict(XTest, { abstainBelow: 1 })).toContain(null);
    expect(calibrated.score(XTest, yTest)).toBe(
      all.filter((label, i) => label === yTest[i]).length / all.length,
    );
    const answered = some.map((label, i) => [label, yTest[i]]).filter(([label]) => label !== "?");
    const accuracy = answered.filter(([label, truth]) => label === truth).length / answered.length;
    expect(accuracy).toBeGreaterThan(calibrated.score(XTest, yTest));
  });

  it("of equally probable classes the larger score wins: not the first where all curves say 0", () => {
    const scores = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [-1, -1, -1],
      [-1, -1, -1],
    ];
    const calibrated = calibrate(fixed(["a", "b", "c"]), scores, ["a", "b", "c", "a", "b"]);
    expect(calibrated.predict([[-9, -8, -7]])).toEqual(["b"]); // a and b have curves above 0 there
    expect(calibrate(fixed(["a", "b"]), [[0], [0]], ["a", "b"]).predict([[1], [-1]])).toEqual(["b", "a"]);
    expect(calibrated.predict([[-9, -9, -9]])).toEqual(["a"]); // the first of what nothing tells apart
  });

  it("a file answers as the model, to the bit, and is written again as it was", () => {
    for (const count of [2, 3]) {
      const data = blurred(200, count, 6);
      const calibrated = calibrate(make(), data.X, data.y);
      const saved = JSON.parse(JSON.stringify(calibrated));
      for (const loaded of [
        CalibratedModel.fromJSON<number[][]>(saved),
        CalibratedModel.fromBytes<number[][]>(calibrated.toBytes()),
        CalibratedModel.fromBytes<number[][]>(
          calibrate(unpacked(calibrated.model), data.X, data.y).toBytes(),
        ),
      ]) {
        expect(loaded.classes).toEqual(calibrated.classes);
        expect(loaded.decisionFunction(data.X)).toEqual(calibrated.decisionFunction(data.X));
      }
      for (const loaded of [
        CalibratedModel.fromJSON<number[][]>(saved),
        CalibratedModel.fromBytes<number[][]>(calibrated.toBytes()),
      ]) {
        expect(loaded.predictProba(data.X)).toEqual(calibrated.predictProba(data.X));
        expect(loaded.predictSet(data.X, { coverage: 0.7 })).toEqual(
          calibrated.predictSet(data.X, { coverage: 0.7 }),
        );
        expect(JSON.parse(JSON.stringify(loaded))).toEqual(saved);
        expect(loaded.toBytes()).toEqual(calibrated.toBytes());
      }
      const load = (inner: unknown) => Perceptron.fromJSON(inner) as Scorer<number[][]>;
      expect(CalibratedModel.fromJSON(saved, { load }).predict(data.X)).toEqual(calibrated.predict(data.X));
    }
  });

  it("a file that cannot go on is smaller, and answers the same", () => {
    const calibrated = calibrate(make(), XTrain, yTrain);
    const answers = calibrated.predictProba(XTest);
    const [json, bytes] = [calibrated.toJSON({ resume: false }), calibrated.toBytes({ resume: false })];
    expect(json.model).not.toHaveProperty("training");
    expect(bytes.length).toBeLessThan(calibrated.toBytes().length);
    expect(CalibratedModel.fromJSON<number[][]>(json).predictProba(XTest)).toEqual(answers);
    expect(CalibratedModel.fromBytes<number[][]>(bytes).predictProba(XTest)).toEqual(answers);
  });

  it("ranks classes by probability, then by score: its first is what predictOne answers", () => {
    for (const count of [2, 3]) {
      const data = blurred(200, count, 6);
      const calibrated = calibrate(make(), data.X, data.y);
      const { data: p } = calibrated.predictProba(data.X);
      data.X.forEach((x, row) => {
        const all = calibrated.topK(x);
        expect(all[0]?.label).toBe(calibrated.predictOne(x));
        expect(calibrated.topK(x, 1)).toEqual(all.slice(0, 1));
        expect(all.map(({ probability }) => probability)).toEqual(
          [...p.subarray(row * count, (row + 1) * count)].sort((a, b) => b - a),
        );
        const scores = (calibrated.model as unknown as Perceptron).topK(x);
        for (const { label, score } of all) {
          expect(score).toBe(scores.find((other) => other.label === label)?.score);
        }
      });
    }
  });
});

it("any model will do that makes others like itself, over rows of any kind", () => {
  const byLength = (): Scorer<string[]> & { seen: number } => {
    let classes: string[] | undefined;
    return {
      seen: 0,
      fit(X, y) {
        this.seen = X.length;
        classes = [...new Set(Array.from(y, String))].sort();
      },
      decisionFunction: (X) => ({
        data: Float64Array.from(X, ({ length }) => length - 3),
        rows: X.length,
        cols: 1,
      }),
      get classes() {
        if (classes === undefined) return new Perceptron().classes; // as a Pipeline does that is not fitted
        return classes;
      },
      unfitted: byLength,
    };
  };
  const model = byLength();
  const words = ["a", "bb", "c", "dddd", "eeeee", "ffffff", "gg", "hhhhhhh"];
  const calibrated = calibrate(
    model,
    words,
    words.map((word) => (word.length > 3 ? "long" : "brief")),
    { folds: 2 },
  );
  expect(model.seen).toBe(8);
  expect(calibrated.predict(["xx", "xxxxxxxx"])).toEqual(["brief", "long"]);
  expect(calibrated.predictOne("xxxxx")).toBe("long");
});

// One that leaves it to itself ends a program that has caught the error.
it("a promise that is refused may fail, and nobody sees it", async () => {
  const unseen: unknown[] = [];
  const note = (error: unknown) => void unseen.push(error);
  process.on("unhandledRejection", note);
  const late = async (): Promise<never> => {
    throw new Error("late");
  };
  const [X, y] = [
    [[0], [1], [2], [3]],
    ["a", "a", "b", "b"],
  ];
  const validate = (model: object) => crossValidate(() => model as never, X, y, { folds: 2 });
  for (const refused of [
    () => calibrate({ ...fixed(["a", "b"]), decisionFunction: late as never }, X, y),
    () => validate({ fit: late, predict: () => [] }),
    () => validate({ fit: () => 1, predict: late }),
  ])
    expect(refused).toThrow("returned a promise");
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", note);
  expect(unseen).toEqual([]);
});
