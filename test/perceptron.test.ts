import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Perceptron, type PerceptronOptions, TLU } from "../src/index.js";
import { describeCores } from "./support/cores.js";
import { corners } from "./support/matrices.js";

const gates = { and: [0, 0, 0, 1], or: [0, 1, 1, 1], nand: [1, 1, 1, 0] };

const [, ...lines] = readFileSync(new URL("../data/iris.csv", import.meta.url), "utf8")
  .trim()
  .split("\n");
const iris = {
  X: lines.map((line) => line.split(",").slice(0, 4).map(Number)),
  y: lines.map((line) => line.split(",")[4] as string),
};

describeCores("Perceptron", () => {
  it.each(Object.entries(gates))(
    "learns %s from 0 and 1: no bias, or the wrong side of z = 0",
    (_name, y) => {
      const model = new Perceptron().fit(corners, y);
      expect(model.converged).toBe(true);
      expect(model.predict(corners)).toEqual(y);
      expect(model.history.at(-1)).toMatchObject({ epoch: model.nIter, mistakes: 0, accuracy: 1 });
    },
  );

  it("never converges on XOR and says so", () => {
    const model = new Perceptron({ tol: null, maxIter: 50 }).fit(corners, [0, 1, 1, 0]);
    expect(model.converged).toBe(false);
    expect(model.nIter).toBe(50);
    expect(model.history.every(({ mistakes }) => mistakes > 0)).toBe(true);
  });

  it("tells setosa from the rest and stops at the first epoch without a mistake", () => {
    const model = new Perceptron().fit(
      iris.X,
      iris.y.map((name) => name === "setosa"),
    );
    expect(model.converged).toBe(true);
    expect(model.classes).toEqual([false, true]);
    expect(model.history.filter(({ mistakes }) => mistakes === 0)).toHaveLength(1);
    expect(
      model.score(
        iris.X,
        iris.y.map((name) => name === "setosa"),
      ),
    ).toBe(1);
  });

  it.each([
    [150, 0.01, 3], // small data gets the epochs that it needs
    [8192, 0, 3],
    [8192, 0.01, 5],
    [8192, 0.01, 1],
  ])(
    "stops when nothing improves, of %i rows by %d: a best rate that is never kept, or counts mistakes",
    (rows, tol, most) => {
      const X = Array.from({ length: rows }, (_, i) => iris.X[i % 150] as number[]);
      const y = X.map((_, i) => iris.y[i % 150] as string);
      const fitted = (options: PerceptronOptions) =>
        new Perceptron({ maxIter: Math.ceil(163_840 / rows), ...options }).fit(X, y);
      let [best, stale, epochs] = [Infinity, 0, 0];
      for (const { mistakes } of fitted({ tol: null }).history) {
        const rate = mistakes / (rows * 3);
        stale = rate < best - tol ? 0 : stale + 1;
        best = Math.min(best, rate);
        epochs++;
        if (stale >= most && rows * epochs >= 32_768) break;
      }
      const model = fitted({ tol, nIterNoChange: most });
      expect(model).toMatchObject({ nIter: epochs, converged: false, stopReason: "noImprovement" });
    },
  );

  it("answers three binary questions at once, each as if it were alone: outputs that leak into each other", () => {
    const questions = corners.map((_, i) => [gates.and[i], gates.or[i], gates.nand[i]] as number[]);
    const model = new Perceptron({ shuffle: false }).fit(corners, questions);
    expect(model.converged).toBe(true);
    expect(model.classes).toEqual([0, 1]);
    expect(model.predict(corners)).toEqual(questions);
    expect(model.predictOne([1, 1])).toEqual([1, 1, 0]);
    expect(model.score(corners, questions)).toBe(1);
    Object.values(gates).forEach((y, j) => {
      const alone = new Perceptron({ shuffle: false, tol: null, maxIter: model.nIter }).fit(corners, y);
      // A mistake-free epoch changes nothing, so the one that stopped early has the same weights.
      expect([...model.coef.data.slice(2 * j, 2 * j + 2)]).toEqual([...alone.coef.data]);
    });
  });

  it("takes a matrix of one column as a matrix: a binary model that answers with labels", () => {
    const model = new Perceptron().fit(corners, [[0], [0], [0], [1]]);
    expect(model.predict(corners)).toEqual([[0], [0], [0], [1]]);
    const flat = new Perceptron().fit(corners, { data: new Uint8Array([0, 0, 0, 1]), rows: 4, cols: 1 });
    expect(flat.predict(corners)).toEqual([[0], [0], [0], [1]]);
  });

  it.each([
    { y: ["ä", "Z", "a", "b"], classes: ["Z", "a", "b", "ä"] },
    { y: [10, 9, -1, 9.5], classes: [-1, 9, 9.5, 10] },
    { y: [true, false, false, true], classes: [false, true] },
  ])("sorts $y: by locale, or numbers as text", ({ y, classes }) => {
    const model = new Perceptron().fit([[1], [2], [3], [4]], y);
    expect(model.classes).toEqual(classes);
    expect(typeof model.predictOne([1])).toBe(typeof y[0]);
  });

  it("gives the first class where scores tie: the last maximum", () => {
    const model = new Perceptron({ fitIntercept: false }).partialFit([[0], [0]], ["b", "a"], {
      classes: ["c", "a", "b"],
    });
    expect(model.predictOne([0])).toBe("a");
  });

  it("with sign, z = 0 is the first class; with Heaviside, the second", () => {
    const X = [[0], [0]];
    const untaught = (step: "sgn" | "heaviside"): unknown =>
      new Perceptron({ step, fitIntercept: false })
        .partialFit(X, [1, 0], { classes: [0, 1] })
        .predictOne([0]);
    expect(untaught("sgn")).toBe(0);
    expect(untaught("heaviside")).toBe(1);
  });

  it("keeps the element type: f32 only where all is Float32Array", () => {
    const f32 = { data: Float32Array.from(corners.flat()), rows: 4, cols: 2 };
    expect(new Perceptron().fit(f32, gates.and).coef.data).toBeInstanceOf(Float32Array);
    expect(new Perceptron({ dtype: "f64" }).fit(f32, gates.and).coef.data).toBeInstanceOf(Float64Array);
    expect(new Perceptron().fit(corners, gates.and).coef.data).toBeInstanceOf(Float64Array);
    const mixed = [new Float32Array(2), [0, 1], new Float32Array(2), new Float32Array(2)];
    expect(new Perceptron().fit(mixed, gates.and).intercept).toBeInstanceOf(Float64Array);
    const rows = corners.map((row) => Float32Array.from(row));
    const model = new Perceptron().fit(rows, gates.and);
    expect(model.decisionFunction(corners).data).toBeInstanceOf(Float32Array);
  });

  it("row weights: a weight of 2 is η doubled for that row, and rows of weight 0 are not there", () => {
    const y = [0, 1, 1, 1];
    const options: PerceptronOptions = { shuffle: false, tol: null, maxIter: 5 };
    const doubled = new Perceptron(options).fit(corners, y, { sampleWeight: [2, 2, 2, 2] });
    const faster = new Perceptron({ ...options, eta0: 2 }).fit(corners, y);
    expect(doubled.coef).toEqual(faster.coef);
    const without = new Perceptron(options).fit(corners.slice(1), y.slice(1).with(0, 0));
    const weightless = new Perceptron(options).fit(corners, y.with(1, 0), { sampleWeight: [0, 1, 1, 1] });
    expect(weightless.coef).toEqual(without.coef);
    expect(weightless.history.map(({ accuracy }) => accuracy)).toEqual(
      without.history.map(({ accuracy }) => accuracy),
    );
  });

  it("class weights: an object by name, a Map by value; of the negatives only with two classes", () => {
    const options: PerceptronOptions = { shuffle: false, tol: null, maxIter: 1 };
    const first = (classWeight: PerceptronOptions["classWeight"], y: (string | number)[]): number[] => [
      ...new Perceptron({ ...options, classWeight }).fit(
        [
          [1, 0],
          [0, 1],
          [1, 1],
        ],
        y,
      ).coef.data,
    ];
    // Row 1 is a mistake at z = 0 (Heaviside fires), then row 2 is right or wrong by its bias.
    expect(first({ 0: 3 }, [0, 1, 1])[0]).toBe(first({ 0: 3, 1: 1 }, [0, 1, 1])[0]);
    expect(first({ 0: 3 }, [0, 0, 1])).not.toEqual(first({ 0: 1 }, [0, 0, 1]));
    expect(first(new Map([[0, 3]]), [0, 0, 1])).toEqual(first({ "0": 3 }, [0, 0, 1]));
    const three = ["a", "b", "c"];
    const heavy = first({ b: 5 }, three);
    const light = first({}, three);
    expect(heavy.slice(0, 2)).toEqual(light.slice(0, 2)); // as negatives of output a, rows of b weigh 1
  });

  it("visits rows in an order of its own each epoch, by seed alone", () => {
    const weights = (options: PerceptronOptions): number[] => [
      ...new Perceptron({ tol: null, maxIter: 7, ...options }).fit(iris.X, iris.y).coef.data,
    ];
    expect(weights({ randomState: 3 })).toEqual(weights({ randomState: 3 }));
    expect(weights({ randomState: 3 })).not.toEqual(weights({ randomState: 4 }));
    expect(weights({ randomState: 3 })).not.toEqual(weights({ shuffle: false }));
  });

  it("onEpoch sees every report; what it throws ends the fit and changes nothing", () => {
    const seen: number[] = [];
    const model = new Perceptron().fit(corners, gates.or, { onEpoch: ({ mistakes }) => seen.push(mistakes) });
    expect(seen).toEqual(model.history.map(({ mistakes }) => mistakes));
    const before = JSON.stringify(model);
    const stop = new Error("enough");
    expect(() =>
      model.fit(corners, gates.and, {
        onEpoch: () => {
          throw stop;
        },
      }),
    ).toThrow(stop);
    expect(JSON.stringify(model)).toBe(before);
  });

  it("a callback may use the library, and memory may grow under a running fit", () => {
    const options: PerceptronOptions = { tol: null, maxIter: 4 };
    const quiet = new Perceptron(options).fit(iris.X, iris.y);
    const wide = { data: new Float64Array(1 << 17).fill(1), rows: 2, cols: 1 << 16 };
    const busy = new Perceptron(options).fit(iris.X, iris.y, {
      onEpoch: () => new Perceptron({ maxIter: 2 }).fit(wide, [0, 1], { sampleWeight: [1, 2] }),
    });
    expect(busy.coef).toEqual(quiet.coef);
  });

  it("what it hands out is a copy: writing to it changes nothing", () => {
    const model = new Perceptron().fit(corners, gates.and);
    const before = JSON.stringify(model);
    model.coef.data.fill(9);
    model.intercept.fill(9);
    model.classes.push(7);
    model.history[0] = { epoch: 0, mistakes: 0, accuracy: 0, seconds: 0 };
    expect(JSON.stringify(model)).toBe(before);
  });

  it("partialFit learns a stream of batches, and is one epoch of fit when it is given all", () => {
    const options: PerceptronOptions = { shuffle: false };
    const stream = new Perceptron(options);
    for (let at = 0; at < 150; at += 7) {
      const part = { X: iris.X.slice(at, at + 7), y: iris.y.slice(at, at + 7) };
      stream.partialFit(part.X, part.y, at === 0 ? { classes: ["virginica", "setosa", "versicolor"] } : {});
    }
    const once = new Perceptron({ ...options, maxIter: 1 }).fit(iris.X, iris.y);
    expect(stream.coef).toEqual(once.coef);
    expect(stream.intercept).toEqual(once.intercept);
  });

  it("saves and loads to the bit, and goes on where it was", () => {
    const options: PerceptronOptions = { warmStart: true, tol: null, maxIter: 3, randomState: 9, eta0: 0.1 };
    for (const X of [iris.X, iris.X.map((row) => Float32Array.from(row))]) {
      const kept = new Perceptron(options).fit(X, iris.y);
      const text = JSON.stringify(kept);
      const loaded = Perceptron.fromJSON(JSON.parse(text));
      expect(JSON.stringify(loaded)).toBe(text);
      expect(loaded.fit(X, iris.y).coef).toEqual(kept.fit(X, iris.y).coef);
      const whole = new Perceptron({ ...options, maxIter: 6 }).fit(X, iris.y);
      expect(loaded.coef).toEqual(whole.coef);
      expect(loaded.history.map(({ epoch }) => epoch)).toEqual([4, 5, 6]);
    }
    const fresh = Perceptron.fromJSON(JSON.parse(JSON.stringify(new Perceptron({ classWeight: { a: 2 } }))));
    expect(fresh.toJSON().options.classWeight).toEqual({ a: 2 });
  });

  it("prediction in batch is prediction one by one: another order of additions for single rows", () => {
    const model = new Perceptron().fit(iris.X, iris.y);
    expect(model.predict(iris.X)).toEqual(iris.X.map((x) => model.predictOne(x)));
    const scores = model.decisionFunction(iris.X);
    iris.X.forEach((x, i) => {
      expect(model.decisionFunction([x]).data).toEqual(scores.data.slice(3 * i, 3 * i + 3));
    });
  });
});

describeCores("TLU", () => {
  it("computes with weights given by hand", () => {
    const unit = new TLU({ weights: [2, -1], bias: 0.5 });
    expect(unit.netInput([1, 3])).toBe(-0.5);
    expect(unit.output([1, 3])).toBe(0);
    expect(unit.output([1, 2.5])).toBe(1);
    expect(
      unit.predict([
        [1, 3],
        [1, 2.5],
        [2, 0],
      ]),
    ).toEqual([0, 1, 1]);
    expect([...unit.weights]).toEqual([2, -1]);
    expect(unit.bias).toBe(0.5);
    const sign = new TLU({ weights: [1], step: "sgn" });
    expect(sign.predict([[-2], [0], [3]])).toEqual([-1, 0, 1]);
    expect(Object.is(sign.output([-0]), 0)).toBe(true);
  });

  it("learns from the weights that it was given: a fit that starts from zero, or from the last fit", () => {
    const taught = new TLU({ weights: [1, 1], bias: -2 }).fit(corners, gates.and);
    expect(taught.nIter).toBe(1);
    expect(taught.converged).toBe(true);
    expect([...taught.weights]).toEqual([1, 1]);
    const unit = new TLU({ weights: [5, -5] });
    const first = [...unit.fit(corners, gates.or).weights];
    expect([...unit.fit(corners, gates.or).weights]).toEqual(first);
  });

  it("is the binary Perceptron with targets for labels", () => {
    const petals = iris.X.map((row) => row.slice(2));
    const isSetosa = iris.y.map((name) => Number(name === "setosa"));
    const unit = new TLU({ randomState: 4 }).fit(petals, isSetosa);
    const model = new Perceptron({ randomState: 4 }).fit(petals, isSetosa);
    expect(unit.converged).toBe(true);
    expect([...unit.weights]).toEqual([...model.coef.data]);
    expect(unit.bias).toBe(model.intercept[0]);
    const signs = new TLU({ step: "sgn" }).fit(
      petals,
      isSetosa.map((bit) => 2 * bit - 1),
    );
    expect(signs.predict(petals)).toEqual(isSetosa.map((bit) => 2 * bit - 1));
  });
});
