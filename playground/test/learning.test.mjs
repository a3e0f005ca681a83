// The mathematics of the page, against the library and against geometry.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Perceptron } from "rosenblatt";
import { compile, Network, rippleCarryAdder } from "rosenblatt/logic";
import { irisText, source } from "./sources.mjs";

const { makeDataset, DATASETS } = await source("data/datasets");
const { count, pointSet, presentClasses } = await source("data/points");
const { targetsOf, OnlineTrainer, optionsOf } = await source("plane/online-trainer");
const { makeInputs } = await source("plane/inputs");
const { WorkerTrainer } = await source("plane/worker-trainer");
const { Trace } = await source("plane/trace");
const { predict } = await source("plane/predict");
const { testSeparability } = await source("plane/separability");
const geometry = await source("plane/geometry");
const { MAX_INPUTS, neuronLayout } = await source("plane/neuron-layout");
const { RULES } = await source("state");
const { widen } = await source("logic/widen");
const { tableFile } = await source("logic/truth-table");
const { readResult, writeResult } = await source("bench/result");
const { layOut, NODE_RADIUS } = await source("logic/layout");
const { abbreviate } = await source("logic/abbreviate");
const { makeProduct, makeTask, TASKS } = await source("bench/tasks");
const { areEqual, multiplyLibrary, trainLibrary } = await source("bench/measure");
const { multiplyBaseline, trainBaseline } = await source("bench/baseline");

const small = Object.keys(DATASETS).filter((name) => name !== "cloud");
const set = (name) => makeDataset(name, 7, irisText);

for (const rule of RULES) {
  test(`${rule}: row by row is what the library learns from all rows, to the bit`, () => {
    for (const name of small) {
      const points = set(name);
      const epochs = 12;
      const trainer = new OnlineTrainer(points, rule, 0.3);
      for (let step = 1; trainer.history.length < epochs && !trainer.converged; step++)
        trainer.advance(step % 50);
      const model = new Perceptron({ ...optionsOf(rule, 0.3), shuffle: false });
      const X = { data: points.xy, rows: count(points), cols: 2 };
      const targets = targetsOf(points, presentClasses(points));
      // Epoch by epoch, as the page learns: a fit of its own would go on until the mean has every point right.
      const mistakes = trainer.history.map(() => {
        const { history } = model.partialFit(X, targets, { classes: [...new Set(targets)].sort() });
        return history[0].mistakes;
      });
      assert.deepEqual(trainer.predictionWeights, { w: model.coef.data, b: model.intercept }, name);
      assert.deepEqual(
        trainer.history.map((report) => report.mistakes),
        mistakes,
        name,
      );
      const predictions = Array.from(targets, (_, i) =>
        predict(trainer.predictionWeights, rule, points.xy, 2 * i),
      );
      assert.deepEqual(predictions, model.predict(X), name);
    }
  });
}

/** Every choice of inputs that the page offers, with the sets that it solves. */
const CHOICES = [
  [{ features: ["x1x2"], layer: "none", units: 2 }, ["xor"]],
  [{ features: ["x1x1", "x2x2"], layer: "none", units: 2 }, ["rings", "blobs"]],
  [{ features: [], layer: "hidden", units: 2 }, ["xor", "rings", "blobs", "three", "setosa"]],
  [{ features: [], layer: "association", units: 64 }, ["xor", "rings", "blobs", "three"]],
  [{ features: ["x1x2"], layer: "association", units: 16 }, ["xor"]],
];

test("XOR and rings are solved by products, hidden neurons and association units, as the library learns them", () => {
  for (const [choice, names] of CHOICES) {
    for (const name of names) {
      const points = set(name);
      const inputs = makeInputs(points, choice);
      const where = `${name} ${JSON.stringify(choice)}`;
      const trainer = new OnlineTrainer(points, "heaviside", 1, inputs);
      while (!trainer.converged && trainer.history.length < 500) trainer.advance(Infinity);
      assert.ok(trainer.converged, where);
      const model = new Perceptron({ shuffle: false, tol: null, maxIter: 500 });
      const X = { data: inputs.transform(points.xy), rows: count(points), cols: inputs.names.length };
      const targets = targetsOf(points, presentClasses(points));
      model.fit(X, targets);
      assert.deepEqual(trainer.predictionWeights, { w: model.coef.data, b: model.intercept }, where);
      const predictions = targets.map((_, i) =>
        predict(trainer.predictionWeights, "heaviside", X.data, i * X.cols),
      );
      assert.deepEqual(predictions, targets, where);
    }
  }
});

test("products of an empty plane are none, and no error of the library", () => {
  const none = pointSet([]);
  for (const layer of ["none", "association"]) {
    const inputs = makeInputs(none, { features: ["x1x2"], layer, units: 1 });
    assert.equal(new OnlineTrainer(none, "heaviside", 1, inputs).X.length, 0);
  }
});

test("the inputs of many points are made in the worker, not by the page", () => {
  const transform = () => assert.fail("the page made them");
  const inputs = { ...makeInputs(set("xor"), CHOICES[3][0]), transform };
  const trainer = new WorkerTrainer(makeDataset("cloud", 1, ""), "heaviside", 1, inputs);
  assert.equal(trainer.trainingWeights.w.length, 64);
});

test("a line of a hidden neuron has no point on it, and iris, where two points coincide, misses one point only", () => {
  for (const name of ["xor", "rings", "iris", "three"]) {
    const points = set(name);
    const { lines, transform, names } = makeInputs(points, { features: [], layer: "hidden", units: 2 });
    assert.ok(lines.length > 0 && transform(points.xy).length === count(points) * names.length);
    for (const { w1, w2, b } of lines) {
      for (let i = 0; i < count(points); i++)
        assert.ok(Math.abs(w1 * points.xy[2 * i] + w2 * points.xy[2 * i + 1] + b) > 1e-6, name);
    }
  }
  const iris = set("iris");
  const trainer = new OnlineTrainer(
    iris,
    "pocket",
    1,
    makeInputs(iris, { features: [], layer: "hidden", units: 2 }),
  );
  for (let epoch = 0; epoch < 50; epoch++) trainer.advance(Infinity);
  assert.ok(trainer.history.at(-1).misclassified <= 1, `${trainer.history.at(-1).misclassified}`);
});

test("the trace: each correction begins where the one before ended, and moves w by η times the error times x", () => {
  for (const rule of RULES) {
    for (const name of ["xor", "iris"]) {
      const points = set(name);
      const eta = 0.5;
      const trainer = new OnlineTrainer(points, rule, eta);
      for (let i = 0; i < 3; i++) trainer.advance(Infinity);
      const trace = new Trace(trainer);
      while (!trace.advance(trainer.visits));
      const last = new Map();
      for (const { row, output, error, before, after } of trace.corrections) {
        assert.deepEqual(before, last.get(output) ?? [0, 0, 0], `${rule} ${name}`);
        const x = [points.xy[2 * row], points.xy[2 * row + 1], 1];
        assert.deepEqual(
          after,
          before.map((w, j) => w + eta * error * x[j]),
          `${rule} ${name}`,
        );
        last.set(output, after);
      }
      const ends = [...trainer.trainingWeights.b.keys()].flatMap((k) => last.get(k) ?? [0, 0, 0]);
      const { w, b } = trainer.trainingWeights;
      assert.deepEqual(
        ends,
        [...b.keys()].flatMap((k) => [w[2 * k], w[2 * k + 1], b[k]]),
      );
      const mistakes = trainer.history.reduce((sum, epoch) => sum + epoch.mistakes, 0);
      if (rule !== "joint") assert.equal(trace.corrections.length, mistakes);
    }
  }
});

test("a set is a function of its seed", () => {
  for (const name of Object.keys(DATASETS)) {
    assert.deepEqual(makeDataset(name, 3, irisText), makeDataset(name, 3, irisText), name);
    if (DATASETS[name].seeded)
      assert.notDeepEqual(makeDataset(name, 3, irisText).xy, makeDataset(name, 4, irisText).xy, name);
  }
  assert.equal(count(set("cloud")), 100_000);
});

test("separability: what is separable, and the few points that prove that something is not", () => {
  for (let seed = 0; seed < 20; seed++) {
    const report = testSeparability(makeDataset("blobs", seed, ""), false);
    assert.equal(report.subproblems[0].separable, true, `blobs ${seed}`);
  }
  const xor = testSeparability(set("xor"), false);
  assert.deepEqual(
    [xor.subproblems[0].separable, xor.certificate.length, xor.commonPoint],
    [false, 4, [0.5, 0.5]],
  );
  const rings = testSeparability(set("rings"), false);
  assert.ok(rings.certificate.length <= 4 && !rings.subproblems[0].separable);
  const iris = testSeparability(set("iris"), false);
  assert.deepEqual(
    iris.subproblems.map(({ separable }) => separable),
    [true, false, false],
  );
  assert.equal(testSeparability(pointSet([{ x: 1, y: 1, label: 2 }]), false), null);
});

test("separability by the largest score: three classes in a row have weights, though the middle one has no line", () => {
  const points = pointSet(
    [0, 1, 2].flatMap((label) => [0, 1].map((y) => ({ x: label, y: y - label / 8, label }))),
  );
  assert.equal(testSeparability(points, false).subproblems[1].separable, false);
  assert.equal(testSeparability(points, true).subproblems[0].separable, true);
  assert.equal(testSeparability(set("iris"), true).subproblems[0].separable, false);
});

test("a view and back, and one scale for both axes unless the figure would be half empty", () => {
  const square = geometry.makeView({ left: 0, right: 1, bottom: 0, top: 1 }, 600, 400);
  assert.equal(square.scaleX, square.scaleY);
  const wide = geometry.makeView({ left: 0, right: 100, bottom: 0, top: 1 }, 600, 400);
  assert.deepEqual([wide.scaleX, wide.scaleY], [6, 400]);
  for (const view of [square, wide]) {
    const [x, y] = geometry.fromPixel(view, ...geometry.toPixel(view, 0.3, 0.7));
    assert.ok(Math.abs(x - 0.3) < 1e-12 && Math.abs(y - 0.7) < 1e-12);
  }
});

test("the boundary that is drawn is w·x + b = 0, from rim to rim, across w", () => {
  const view = geometry.makeView({ left: -3, right: 5, bottom: 1, top: 4 }, 640, 300);
  const [w1, w2, b] = [0.7, -1.3, 2.1];
  const line = geometry.lineInPixels(view, w1, w2, b);
  const [from, to] = geometry.visibleSegment(view, line);
  for (const pixel of [from, to]) {
    const [x, y] = geometry.fromPixel(view, ...pixel);
    assert.ok(Math.abs(w1 * x + w2 * y + b) < 1e-9);
    const onRim = [pixel[0], pixel[0] - 640, pixel[1], pixel[1] - 300].some((gap) => Math.abs(gap) < 1e-9);
    assert.ok(onRim);
  }
  assert.ok(Math.abs((to[0] - from[0]) * line.a + (to[1] - from[1]) * line.b) < 1e-9);
  assert.equal(geometry.visibleSegment(view, { a: 1, b: 0, c: 1e6 }), null);
  assert.equal(geometry.visibleSegment(view, { a: 0, b: 0, c: 1 }), null);
});

test("a half-plane and its opposite share out the figure", () => {
  const view = geometry.makeView({ left: 0, right: 4, bottom: 0, top: 3 }, 400, 300);
  const area = (corners) =>
    corners.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = corners[(i + 1) % corners.length];
      return sum + (x * nextY - nextX * y) / 2;
    }, 0);
  for (const line of [
    { a: 1, b: 2, c: -300 },
    { a: -1, b: 0.5, c: 90 },
    { a: 0, b: 1, c: 20 },
  ]) {
    const opposite = { a: -line.a, b: -line.b, c: -line.c };
    const parts = [line, opposite].map((half) =>
      area(geometry.clipPolygon(geometry.viewCorners(view), half)),
    );
    assert.ok(Math.abs(parts[0] + parts[1] - 400 * 300) < 1e-6);
  }
});

test("ticks are round and within", () => {
  assert.deepEqual(geometry.ticks(-0.35, 1.05, 7), [-0.2, 0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(geometry.boundsOf([3, 3]), { left: 1.6, right: 4.4, bottom: 1.6, top: 4.4 });
});

test("a point is placed where its pixel is, in a view that is 10⁻³⁰⁰ wide, too: more decimals than toFixed takes", () => {
  assert.equal(geometry.roundedToPixel(0.12345, 100), 0.12);
  assert.equal(geometry.roundedToPixel(1.25e-300, 6e302), 1.25e-300);
});

test("a neuron is drawn with as many inputs as it has, and its bias: one hidden neuron is one, not two", () => {
  for (let d = 1; d <= MAX_INPUTS; d++) assert.equal(neuronLayout(d, 1).inputs.length, d + 1);
});

test("a drawn network has its neurons apart, and every connection ends at the rim of its neuron", () => {
  for (const text of ["A", "true", "A xor B xor C", "(A -> B) and (C <-> D or not E)"]) {
    const network = compile(text);
    const { nodes, edges } = layOut(network);
    for (const [i, one] of nodes.entries()) {
      for (const other of nodes.slice(i + 1)) {
        assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 2 * NODE_RADIUS, text);
      }
    }
    const connections = network.neurons.flatMap(({ excitatory, inhibitory }) => [
      ...excitatory,
      ...inhibitory,
    ]);
    assert.equal(edges.length, connections.length);
    for (const { to, points } of edges) {
      const [target, end] = [nodes.find(({ name }) => name === to), points.at(-1)];
      assert.ok(Math.abs(Math.hypot(end.x - target.x, end.y - target.y) - NODE_RADIUS) < 1e-9);
    }
  }
});

test("of a long row of inputs that are wired alike, the first, dots and the last are drawn, and of no others", () => {
  const names = Array.from({ length: 20 }, (_, i) => `x${i}`);
  const neuron = (name, excitatory, inhibitory = []) => ({ name, threshold: 2, excitatory, inhibitory });
  const abbreviated = (neurons) => abbreviate({ inputs: names, neurons, outputs: ["out"] });
  const twice = names.flatMap((name) => [name, name]);
  const { description, hidden } = abbreviated([neuron("out", twice)]);
  const drawn = ["x0", "x1", "x2", "⋮x3", "x17", "x18", "x19"];
  assert.deepEqual(description.inputs, drawn);
  assert.deepEqual(
    description.neurons[0].excitatory,
    drawn.flatMap((name) => [name, name]),
  );
  assert.deepEqual([...hidden], [["⋮x3", names.slice(3, 17)]]);
  // x9 vetoes: on either side of it are rows of 9 and 10, which are not long
  const vetoed = abbreviated([neuron("out", names.toSpliced(9, 1), ["x9"])]);
  assert.deepEqual([vetoed.description.inputs, vetoed.hidden.size], [names, 0]);
  // the first half feeds another neuron than the second: two rows of 10
  const halves = [neuron("a", names.slice(0, 10)), neuron("out", ["a", ...names.slice(10)])];
  assert.equal(abbreviated(halves).hidden.size, 0);
  // 14 and 6
  const uneven = abbreviated([neuron("a", names.slice(0, 14)), neuron("out", ["a", ...names.slice(14)])]);
  assert.deepEqual([...uneven.hidden], [["⋮x3", names.slice(3, 11)]]);
  assert.deepEqual(uneven.description.neurons[1].excitatory, ["a", ...names.slice(14)]);
});

test("gates are widened: 300 inputs are one neuron, and every function stays what it was", () => {
  const names = Array.from({ length: 300 }, (_, i) => `x${i}`);
  for (const [gate, theta] of [
    [" and ", 300],
    [" or ", 2],
  ]) {
    const { neurons } = widen(compile(names.join(gate)));
    assert.equal(neurons.length, 1);
    assert.equal(neurons[0].threshold, theta);
    assert.deepEqual(new Set(neurons[0].excitatory), new Set(names));
  }
  assert.equal(widen(compile("not (A or B or C or D)")).neurons.length, 1);
  assert.equal(widen(compile("A and not B and not C and D")).neurons.length, 1);
  for (const proposition of [
    "A xor B",
    "A xor B xor C xor D",
    "A and B or B and C or A and C",
    "not (A and B and C) or D",
    "(A or B or C) and (A or B or D) and not (C and D)",
    "A nand B nand C",
    "A -> B -> C",
    "sun and not rain <-> picnic",
    "A nor B nor C",
    "A and A or A",
    "true and A",
    "false or A",
    "not not A",
  ]) {
    const network = compile(proposition);
    const wide = new Network(widen(network));
    assert.ok(wide.neurons.length <= network.neurons.length, proposition);
    assert.deepEqual([...wide.truthTable()], [...network.truthTable()], proposition);
  }
});

test("a truth table as a file has all its rows", () => {
  assert.equal(tableFile(compile("A and B")), "A,B,out\n0,0,0\n0,1,0\n1,0,0\n1,1,1\n");
  assert.equal(tableFile(rippleCarryAdder(2)).split("\n").length, 2 ** 5 + 2);
});

test("a result of the bench as a text and back; what is none is none", () => {
  const medians = TASKS.map((_, i) => ({
    library: 0.001 * (i + 1),
    baseline: 12.5,
    ...(i > 2 ? { tensorflow: 3 } : { tensorflow: undefined }),
  }));
  assert.deepEqual(readResult(writeResult(medians)), medians);
  for (const wrong of ["1~2", "x", `${"1~2~3,".repeat(5)}0~1`, `${"1~2~3,".repeat(6)}1~1`])
    assert.equal(readResult(wrong), null);
});

test("both implementations of the bench make the same mistakes and have the same weights", () => {
  for (const shape of TASKS.filter(({ kind }) => kind === "product")) {
    const product = makeProduct({ ...shape, n: 50 });
    assert.deepEqual(multiplyLibrary(product), multiplyBaseline(product));
  }
  for (const shape of TASKS.filter(({ kind }) => kind === "training")) {
    const task = makeTask({ ...shape, n: Math.min(shape.n, 2000) });
    const baseline = trainBaseline(task);
    assert.ok(areEqual(trainLibrary(task), baseline), shape.title);
    assert.ok(baseline.mistakes[0] > 0);
  }
});
