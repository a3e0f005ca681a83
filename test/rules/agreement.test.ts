// A rule gives the same bits on every core, for dense and sparse rows, however they come, from files and in parts.
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { sfc32 } from "../../src/base/random.js";
import { dropClass, renameClass } from "../../src/classes/index.js";
import type { Core } from "../../src/core/contract.js";
import { ownArena, releaseArena, sharedArena, useCore } from "../../src/core/current.js";
import { jsCore } from "../../src/core/js.js";
import { wasmCore } from "../../src/core/wasm.js";
import { type LearningRule, type MatrixInput, Perceptron, type PerceptronOptions } from "../../src/index.js";
import { ruleKernelsOf, wasmRuleKernels } from "../../src/rules/current-kernel.js";
import { arow, passiveAggressive } from "../../src/rules/index.js";
import { describeCores, streamingFrom } from "../support/cores.js";
import { rounds } from "../support/rounds.js";
import { anyForm, anyOptions, anyTrainingSet, sparseOf, typedForms } from "../support/training-sets.js";
import { learned, reloaded, rules, written } from "./support.js";

const anyRule: fc.Arbitrary<LearningRule> = fc
  .tuple(fc.constantFrom(0.01, 1, 30), fc.constantFrom("pa1", "pa2", "arow"))
  .map(([strength, kind]) =>
    kind === "arow" ? arow({ r: strength }) : passiveAggressive({ C: strength, variant: kind as "pa1" }),
  );
const anyRuled = fc.tuple(anyOptions, anyRule).map(([options, rule]) => ({
  ...{ ...options, keep: "last" as const, rule },
  average: options.average && options.nIterNoChange === 2 ? { decay: 0.9 } : options.average,
}));
const withCore = <R>(core: Core, use: () => R): R => {
  useCore(core);
  return use();
};
/** What is learned of the labels "no" and "yes" with weights of the classes and of the samples, and the mistakes of each epoch. */
function weighed(options: PerceptronOptions, X: MatrixInput, y: string[], sampleWeight: number[]): unknown[] {
  const model = new Perceptron({ ...options, classWeight: { no: 0.3, yes: 1.7 } });
  model.fit(X, y, { sampleWeight });
  return [written(model), model.history.map(({ mistakes }) => mistakes)];
}
afterAll(() => useCore());

describe("kernels", () => {
  it("Wasm and JavaScript, dense and sparse, streamed and resident: one bit that differs", () => {
    fc.assert(
      fc.property(anyTrainingSet, anyRuled, anyForm, ({ rows, y, sampleWeight }, options, form) => {
        const given = { ...options, maxIter: 6 };
        const fitted = (X: ReturnType<typeof form>) => learned(given, X, y, { sampleWeight });
        const expected = withCore(jsCore(), () => fitted(form(rows)));
        expect(withCore(wasmCore(), () => fitted(form(rows)))).toEqual(expected);
        const kind = options.dtype === "f32" ? Float32Array : Float64Array;
        for (const typed of Object.values(typedForms)) {
          if (options.standardize) continue; // sparse rows are not centred
          expect(fitted(typed(rows, kind))).toEqual(expected);
          expect(streamingFrom(0, 256, () => fitted(typed(rows, kind)))).toEqual(expected);
        }
      }),
      { numRuns: rounds(300), seed: 19 },
    );
  });

  it.each(["f32", "f64"] as const)(
    "two classes of sparse %s rows, learned from again and again: a weight, a bias, a mean or a mistake left out",
    (dtype) => {
      const random = sfc32(19, 0);
      const real = () => random() / 2 ** 31 - 1;
      const rows = Array.from({ length: 60 }, () =>
        Array.from({ length: 11 }, () => (random() % 3 === 0 ? real() : 0)),
      );
      const y = rows.map(([, x = 0, z = 0]) => (x + z + real() > 0.3 ? "yes" : "no"));
      const sampleWeight = rows.map(() => 1 + real());
      for (const rule of [rules["PA-I"], passiveAggressive({ C: 0.02, variant: "pa2" })])
        for (const average of [false, true])
          for (const fitIntercept of [false, true])
            for (const step of ["heaviside", "sgn"] as const) {
              const options = { rule, average, fitIntercept, step, dtype, maxIter: 6, tol: null, eta0: 0.7 };
              const fitted = (core: Core, X: MatrixInput) =>
                withCore(core, () => weighed(options, X, y, sampleWeight));
              expect(fitted(wasmCore(), sparseOf(rows))).toEqual(fitted(jsCore(), rows));
            }
    },
  );

  it.each(["f32", "f64"] as const)(
    "sparse %s rows of ones: a lane that is miscounted, a last column left out, a value taken for 1, a row's neighbours in its sum",
    (dtype) => {
      const random = sfc32(20, 0);
      const dense = Array.from({ length: 70 }, (_, i) =>
        Array.from({ length: 11 }, (_, j) => Number(i % 9 !== 0 && random() % 4 < (j % 4 === i % 4 ? 3 : 1))),
      );
      const y = dense.map(([a = 0, b = 0, c = 0]) => (a + b - c + random() / 2 ** 31 > 1.3 ? "yes" : "no"));
      const sampleWeight = y.map(() => random() / 2 ** 31);
      const changed = (i: number, j: number, x: number) =>
        dense.map((row, r) => (r === i ? row.with(j, x) : row));
      const matrices = [dense, changed(69, 10, 2), changed(1, 0, -1), dense.map((row) => row.slice(0, 1))];
      for (const X of matrices)
        for (const rule of [...Object.values(rules), passiveAggressive({ C: 0.02 })])
          for (const average of [false, true])
            for (const fitIntercept of [false, true]) {
              const options = { rule, average, fitIntercept, dtype, maxIter: 7, tol: null, eta0: 0.7 };
              const fitted = (core: Core, X: MatrixInput) =>
                withCore(core, () => weighed(options, X, y, sampleWeight));
              expect(fitted(wasmCore(), sparseOf(X))).toEqual(fitted(jsCore(), X));
            }
    },
  );

  it.each([
    [
      [
        [0, 2 ** -10],
        [0, 2 ** -12],
        [1, 0],
      ],
      ["yes", "no", "no"],
    ],
    [
      [
        [0, 1],
        [1, 0],
        [0, 1],
        [1, 0],
      ],
      ["yes", "no", "no", "no"],
    ],
  ])(
    "a step that overflows while rows are learned from again: no NaN where dense rows have one: %j",
    (X, y) => {
      const options = { rule: passiveAggressive({ C: 1e300 }), eta0: 100, shuffle: false } as const;
      const refusal = (core: Core, X: MatrixInput) => {
        const model = new Perceptron({ ...options, dtype: "f32", fitIntercept: false, tol: null });
        return withCore(core, () => expect(() => model.fit(X, y)).toThrow(/a margin/));
      };
      refusal(jsCore(), X);
      refusal(wasmCore(), sparseOf(X));
    },
  );

  it("find their constants where those of the root's are: not a byte is another", () => {
    const core = wasmCore();
    const before = new Uint8Array(core.memory.buffer).slice();
    expect(before.subarray(0, core.heapBase).some((byte) => byte !== 0)).toBe(true);
    expect(wasmRuleKernels(core)).toBeDefined();
    expect(new Uint8Array(core.memory.buffer)).toEqual(before);
    expect(wasmRuleKernels({ ...core, heapBase: core.heapBase + 16 })).toBeUndefined();
  });

  it("are made once for a memory, in Wasm where the core is, and in JavaScript where it is not", () => {
    const [wasm, js] = [wasmCore(), jsCore()];
    expect(ruleKernelsOf(wasm)).toBe(ruleKernelsOf(wasm));
    expect(String(ruleKernelsOf(wasm).epoch_f32)).toContain("[native code]");
    expect(String(ruleKernelsOf(js).epoch_f32)).not.toContain("[native code]");
  });

  it("of a core with threads, whose memory is shared, a fit works in a memory of its own, and gives it back", () => {
    const workers = { count: 1, multiply: () => 0 };
    const core = withCore({ ...wasmCore(), workers }, () => sharedArena().core);
    const [X, y] = [
      [[0], [1]],
      ["a", "b"],
    ];
    const before = new Uint8Array(core.memory.buffer).slice();
    const model = learned({ rule: rules.AROW }, X, y);
    expect(new Uint8Array(core.memory.buffer)).toEqual(before);
    const own = ownArena();
    expect(own.core.memory).not.toBe(core.memory);
    releaseArena(own);
    const again = learned({ rule: rules.AROW }, X, y);
    expect(() => learned({ rule: rules.AROW, eta0: 1e308 }, [[1e308], [1]], y)).toThrow("a margin");
    expect(ownArena().core).toBe(own.core);
    expect(again).toEqual(model);
    expect(model).toEqual(withCore(wasmCore(), () => learned({ rule: rules.AROW }, X, y)));
  });
});

describeCores("going on", () => {
  const [X, y] = [
    Array.from({ length: 40 }, (_, i) => [(i * 7) % 11, (i * i) % 5, Number(i % 3 === 0)]),
    Array.from({ length: 40 }, (_, i) => "abc"[(i * 7 + (i >> 2)) % 3] as string),
  ];
  const more = { average: { decay: 0.95 }, tol: null, classWeight: { a: 2 } } as const;

  describe.each(Object.entries(rules))("%s", (_, rule) => {
    it.each(["ovr", "joint"] as const)(
      "%s: by warmStart, batch by batch and from a file it ends as if in one go",
      (multiclass) => {
        const options = { ...more, rule, multiclass, shuffle: false };
        const whole = new Perceptron({ ...options, maxIter: 6 }).fit(X, y);
        const half = new Perceptron({ ...options, maxIter: 3, warmStart: true }).fit(X, y);
        const loaded = reloaded(half, rule).fit(X, y);
        const bytes = Perceptron.fromBytes(half.toBytes(), { rule }).fit(X, y);
        for (const model of [loaded, bytes, half.fit(X, y)]) {
          expect(model.toJSON().prediction).toEqual(whole.toJSON().prediction);
          expect(model.toJSON().training?.variance).toEqual(whole.toJSON().training?.variance);
        }
        const parts = new Perceptron(options);
        for (let epoch = 0; epoch < 6; epoch++) {
          for (let at = 0; at < 40; at += 8) {
            parts.partialFit(X.slice(at, at + 8), y.slice(at, at + 8), { classes: ["a", "b", "c"] });
          }
        }
        expect(parts.toJSON().prediction).toEqual(whole.toJSON().prediction);
      },
    );

    it("a stream, row by row, and fitAsync learn what partialFit and fit do", async () => {
      const batches = X.map((x, i) => ({ X: [x], y: [y[i] as string] }));
      const stream = await new Perceptron({ rule }).fitStream(batches, { classes: "grow" });
      const parts = new Perceptron({ rule });
      for (const batch of batches) parts.partialFit(batch.X, batch.y, { classes: "grow" });
      expect(stream.toJSON().prediction).toEqual(parts.toJSON().prediction);
      expect(stream.toJSON().training?.variance).toEqual(parts.toJSON().training?.variance);
      const later = await new Perceptron({ rule, average: true }).fitAsync(X, y);
      expect(written(later)).toEqual(learned({ rule, average: true }, X, y));
      const told: number[] = [];
      const reported = new Perceptron({ rule }).fit(X, y, { onEpoch: ({ mistakes }) => told.push(mistakes) });
      expect(written(reported)).toEqual(learned({ rule }, X, y));
      expect(told).toEqual(reported.history.map(({ mistakes }) => mistakes));
    });

    it("a class that comes later begins as all did; one that is renamed or dropped takes its variance with it", () => {
      const model = new Perceptron({ rule, shuffle: false });
      const rows = X.map((x, i) => ({ x, label: y[i] as string }));
      const of = (labels: string) => rows.filter(({ label }) => labels.includes(label));
      const learn = (labels: string) =>
        model.partialFit(
          of(labels).map(({ x }) => x),
          of(labels).map(({ label }) => label),
          { classes: "grow" },
        );
      learn("ac");
      const { training } = learn("b").toJSON();
      const known = new Perceptron({ rule, shuffle: false, tol: null });
      known.partialFit(
        of("b").map(({ x }) => x),
        of("b").map(({ label }) => label),
        { classes: ["a", "b", "c"] },
      );
      expect(training?.variance?.weights[1]).toEqual(known.toJSON().training?.variance?.weights[1]);
      const renamed = renameClass(model, "b", "z");
      expect(renamed.toJSON().training?.variance?.weights[2]).toEqual(training?.variance?.weights[1]);
      expect(dropClass(model, "a").toJSON().training?.variance?.weights[0]).toEqual(
        training?.variance?.weights[1],
      );
      expect(written(reloaded(renamed, rule))).toEqual(written(renamed));
    });
  });

  it("a file names its rule, answers without it, and learns only with it", () => {
    for (const rule of Object.values(rules)) {
      const model = new Perceptron({ rule, ...more }).fit(X, y);
      const saved = JSON.parse(JSON.stringify(model));
      expect(saved.options.rule).toEqual({ name: rule.name, options: rule.options });
      const loaded = Perceptron.fromJSON(saved);
      expect(loaded.predict(X)).toEqual(model.predict(X));
      expect(loaded.decisionFunction(X)).toEqual(model.decisionFunction(X));
      expect(written(loaded)).toEqual(written(model));
      expect([...loaded.toBytes()]).toEqual([...model.toBytes()]);
      expect(() => loaded.partialFit(X, y)).toThrow(expect.objectContaining({ code: "NO_RULE" }));
      expect(reloaded(loaded, rule).partialFit(X, y).toJSON().prediction).toEqual(
        model.partialFit(X, y).toJSON().prediction,
      );
      const answers = Perceptron.fromBytes(model.toBytes({ resume: false }));
      expect(answers.predict(X)).toEqual(model.predict(X));
      expect([saved].map(Perceptron.fromJSON as (saved: unknown) => Perceptron)[0]?.classes).toEqual([
        "a",
        "b",
        "c",
      ]);
    }
  });
});
