// partialFit of a single row, which is learned in JavaScript, is to the bit what the general way makes of it: the same
// row with a weight of 1, which only that way takes.
import { afterEach, describe, expect, it } from "vitest";
import { useCore } from "../../src/core/current.js";
import { wasmCore } from "../../src/core/wasm.js";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { counted } from "../support/cores.js";
import { essence } from "../support/essence.js";
import { Random } from "../support/random.js";
import { thrown } from "../support/thrown.js";

afterEach(() => useCore());

type Label = string | number | boolean;
type Row = ArrayLike<number>;
type Samples = Parameters<Perceptron["partialFit"]>[0];

type Learn = (model: Perceptron, x: Row, label: Label, classes?: readonly Label[]) => Perceptron;
/** The fast way of a row in this form, and the general one. */
const waysOf = (form: (x: Row) => Samples): [fast: Learn, general: Learn] => {
  const learn =
    (others: object): Learn =>
    (model, x, label, classes) =>
      model.partialFit(form(x), [label], { ...others, classes: classes as Label[] | undefined });
  return [learn({}), learn({ sampleWeight: [1] })];
};
const ways = {
  "one row": waysOf((x) => [x]),
  "a matrix of one row": waysOf((x) => ({ data: x, rows: 1, cols: x.length })),
};

/** How many kernels `use` calls: none, of a row that is learned in JavaScript. */
function kernelCalls(use: () => unknown): number {
  const { core, calls } = counted(wasmCore());
  useCore(core);
  use();
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}

const settings: [string, PerceptronOptions][] = [
  ["as they are by default", {}],
  ["eta0 0.1", { eta0: 0.1 }],
  ["no bias", { fitIntercept: false, eta0: 0.3 }],
];

const forms = [
  ["f32", "one row"],
  ["f32", "a matrix of one row"],
  ["f64", "one row"],
  ["f64", "a matrix of one row"],
] as const;

describe.each(forms)("%s, %s", (dtype, form) => {
  const [fast, general] = ways[form];
  const kind = dtype === "f32" ? Float32Array : Float64Array;

  describe.each([
    [2, ["a", "b"]],
    [3, ["a", "b", "c"]],
    [5, [3, 1, 2, 5, 4]],
  ] as const)("%i classes", (k, classes) => {
    it.each(settings)(
      "any stream, %s: another rounding, order of additions, target or sign",
      (_, options) => {
        const random = new Random(k);
        for (const d of [1, 2, 3, 4, 5, 7, 8, 13, 64]) {
          const models = [fast, general].map(() => new Perceptron({ ...options, dtype }));
          const [one, other] = models as [Perceptron, Perceptron];
          for (let i = 0; i < 60; i++) {
            const values = Array.from({ length: d }, () =>
              random.uniform() < 0.2 ? random.pick([0, -0]) : random.real(),
            );
            const x = random.pick([
              kind.from(values),
              values,
              Float64Array.from(values),
              Int16Array.from(values),
            ]);
            const label = random.pick<Label>(classes);
            const named = i === 0 || random.uniform() < 0.3 ? classes : undefined;
            fast(one, x, label, named);
            general(other, x, label, named);
            expect(essence(one), `row ${i} of ${d}`).toBe(essence(other));
          }
          expect(one.converged).toBe(other.converged);
          expect(one.predict([new kind(d).fill(0.3)])).toEqual(other.predict([new kind(d).fill(0.3)]));
        }
      },
    );
  });

  it("goes on from a fit, and a fit from it, to the bit: an epoch, a best rate or a history that is not counted", () => {
    const random = new Random(7);
    const X = Array.from({ length: 30 }, () => Array.from({ length: 6 }, () => random.real()));
    const y = X.map((_, i) => i % 3);
    const models = [fast, general].map((way) => {
      const model = new Perceptron({ dtype, warmStart: true, maxIter: 3, nIterNoChange: 2 }).fit(X, y);
      for (const [i, x] of X.entries()) way(model, x, y[i] as number);
      const row = essence(model);
      return [row, essence(model.fit(X, y)), essence(Perceptron.fromBytes(model.toBytes()))];
    });
    expect(models[0]).toEqual(models[1]);
  });

  const saved = (
    X: number[][] = [
      [1, 2],
      [-3, 1],
    ],
    y = ["a", "b"],
    eta0 = 1,
  ) => new Perceptron({ dtype, eta0 }).partialFit(X, y, { classes: ["a", "b"] });
  /** Weights that are zero, and a bias below. */
  const zeros = () => saved([[0, 0]], ["a"], 4);

  it("a file with weights of −0 in any place: one that stays, where a correction leaves it out", () => {
    for (const bias of [false, true]) {
      for (const place of [0, 1]) {
        const file = JSON.parse(JSON.stringify(saved()));
        file.prediction.weights = [[0.5, 0.25]];
        if (bias) file.prediction.bias = ["-0"];
        else file.prediction.weights[0][place] = "-0";
        for (const [label, x] of [
          ["a", [1, 1]],
          ["b", [1, 1]],
          ["b", [0, 0]],
          ["a", [0, 0]],
        ] as const) {
          const models = [fast, general].map((way) => way(Perceptron.fromJSON(file), x, label));
          expect(essence(models[0] as Perceptron)).toBe(essence(models[1] as Perceptron));
          expect(Object.is(models[0]?.coef.data[place], -0)).toBe(false);
        }
      }
    }
  });

  const huge = dtype === "f32" ? 3e38 : 1.7e308;
  it.each<[string, Row, Label, (readonly Label[])?]>([
    ["NaN in a row", [1, Number.NaN], "a"],
    ["an infinite number in a typed row", kind.of(Number.NEGATIVE_INFINITY, 1), "a"],
    ["a number beyond f32", [1e300, huge], "a"],
    ["a margin that overflows", kind.of(huge, huge), "a"],
    ["a string in a row", ["1", 2] as unknown as Row, "a"],
    ["a hole in a row", [1, undefined] as unknown as Row, "a"],
    ["a row that is too short", [1], "a"],
    ["a typed row that is too long", kind.of(1, 2, 3), "a"],
    ["an unknown class", [1, 2], "c"],
    ["a label of another type", [1, 2], 1],
    ["a label that is not a number", [1, 2], Number.NaN],
    ["other classes", [1, 2], "a", ["a", "c"]],
    ["one class more", [1, 2], "a", ["a", "b", "c"]],
    ["a class twice", [1, 2], "a", ["a", "a"]],
    ["no class", [1, 2], "a", []],
  ])("%s: the same error or the same model, which is as before after an error", (_, x, label, classes) => {
    expectSame(() => saved(), x, label, classes);
  });

  it("a margin that only the bias makes overflow: a sum that is not rounded", () => {
    const file = JSON.parse(JSON.stringify(saved()));
    Object.assign(file.prediction, { weights: [[Math.fround(huge), 0]], bias: [Math.fround(huge)] });
    if (dtype === "f64") Object.assign(file.prediction, { weights: [[huge, 0]], bias: [huge] });
    for (const label of ["a", "b"]) {
      expect(expectSame(() => Perceptron.fromJSON(file), [1, 0], label)[0]).toBe("OVERFLOW");
    }
  });

  it("weights that overflow though the margin does not: a model that is not finite", () => {
    const [error] = expectSame(zeros, [-huge, 0], "b");
    expect(error).toBe("OVERFLOW");
    expect(expectSame(zeros, [-huge, 0], "a")).toEqual([undefined, undefined]);
  });

  /** Fails unless both ways end alike. @returns the code and the text of the error */
  function expectSame(begin: () => Perceptron, x: Row, label: Label, classes?: readonly Label[]) {
    const results = [fast, general].map((way) => {
      const model = begin();
      const before = model.toBytes();
      const error = thrown(() => way(model, x, label, classes));
      if (error) expect(model.toBytes()).toEqual(before);
      return { error: [error?.code, error?.message], model: essence(model) };
    });
    expect(results[0]).toEqual(results[1]);
    return results[0]?.error ?? [];
  }

  it("most of those are refused: a table of which nothing is asked", () => {
    const codes = [
      [[1, Number.NaN], "a"],
      [kind.of(huge, huge), "a"],
      [[1], "a"],
      [[1, 2], "c"],
    ].map(([x, label]) => thrown(() => fast(saved(), x as Row, label as Label))?.code);
    expect(codes).toEqual(["NOT_FINITE", "OVERFLOW", "FEATURE_COUNT", "UNKNOWN_CLASS"]);
  });

  it("classes in another order are the same ones", () => {
    const [one, other] = [saved(), saved()];
    fast(one, [1, 2], "b", ["b", "a"]);
    expect(essence(one)).toBe(essence(general(other, [1, 2], "b", ["a", "b"])));
  });
});

describe.each(Object.entries(ways))("which rows are learned in JavaScript: %s", (_, [fast, general]) => {
  const row = [1, 2];
  const begun = (options: PerceptronOptions = {}, x: number[] = row): Perceptron =>
    new Perceptron(options).partialFit([x], ["a"], { classes: ["a", "b"] });

  it("one row of a model that has begun, and its weights are fresh ones: a committed model that changes", () => {
    const model = begun();
    const { coef, intercept } = model;
    const bytes = model.toBytes();
    const copy = Perceptron.fromBytes(bytes);
    expect(kernelCalls(() => fast(model, row, "b"))).toBe(0);
    expect(model.coef).not.toEqual(coef);
    expect(copy.toBytes()).toEqual(bytes);
    expect([copy.coef, copy.intercept]).toEqual([coef, intercept]);
  });

  it("a row is not kept: numbers that change after the call", () => {
    const [model, other] = [begun(), begun()];
    for (const label of ["b", "a", "b"]) {
      const x = Float64Array.from(row);
      fast(model, x, label);
      x.fill(1e9);
      general(other, row, label);
    }
    expect(essence(model)).toBe(essence(other));
  });

  it.each<[string, PerceptronOptions]>([
    ["a mean", { average: true }],
    ["a pocket", { keep: "best" }],
    ["scaled rows", { standardize: true }],
    ["weights of classes", { classWeight: { a: 2 } }],
    ["another step", { step: "sgn" }],
  ])("none of a model with %s, which knows more than its weights: one that forgets it", (_, options) => {
    const model = begun(options, [1, -1]);
    expect(kernelCalls(() => fast(model, row, "b"))).toBeGreaterThan(0);
    const other = general(begun(options, [1, -1]), row, "b");
    expect(essence(model)).toBe(essence(other));
  });

  it("none of joint outputs, of targets in a matrix, and of more weights than pay", () => {
    const joint = new Perceptron({ multiclass: "joint" }).partialFit([row], ["a"], {
      classes: ["a", "b", "c"],
    });
    expect(kernelCalls(() => fast(joint, row, "b"))).toBeGreaterThan(0);
    const bits = new Perceptron().fit(
      [row, [3, 4]],
      [
        [1, 0],
        [0, 1],
      ],
    );
    expect(kernelCalls(() => bits.partialFit([row], [[1, 1]]))).toBeGreaterThan(0);
    for (const [d, calls] of [
      [1024, false],
      [1025, true],
    ] as const) {
      const x = Array.from({ length: d }, (_, j) => (j % 5) - 2);
      const model = begun({}, x);
      expect(kernelCalls(() => fast(model, x, "b")) > 0).toBe(calls);
      expect(essence(model)).toBe(essence(general(begun({}, x), x, "b")));
    }
  });

  it("none that is sparse: its stored numbers taken for a row", () => {
    const X = { indptr: [0, 2], indices: [1, 0], data: [3, -4], rows: 1, cols: 2 };
    const [model, other] = [begun().partialFit(X, ["b"]), general(begun(), [-4, 3], "b")];
    expect(essence(model)).toBe(essence(other));
  });

  it("none while another fit of the model runs", async () => {
    const model = begun();
    const fit = model.fitAsync([row, [3, 1], [0, 2]], ["a", "b", "a"]);
    expect(thrown(() => fast(model, row, "b"))).toMatchObject({ code: "BUSY" });
    await fit;
  });

  it("a growing model of one class, or of two: one output that is taken for the second of two classes", () => {
    for (const labels of [["a"], ["a", "b"]]) {
      const grown = () => {
        const model = new Perceptron();
        for (const label of labels) model.partialFit([[...row]], [label], { classes: "grow" });
        return model;
      };
      const [one, other] = [grown(), grown()];
      for (const label of ["a", labels.at(-1) as string, "a"]) {
        fast(one, row, label);
        general(other, row, label);
        expect(essence(one)).toBe(essence(other));
      }
    }
  });
});
