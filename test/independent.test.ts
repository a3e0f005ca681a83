// The result does not depend on how one asks: every option, sparse and dense, weighted and not, in any mixture.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { useCore } from "../src/core/current.js";
import { Perceptron, type PerceptronOptions } from "../src/index.js";
import { cores, describeCores } from "./support/cores.js";
import { rounds } from "./support/rounds.js";
import {
  anyOptions,
  anyTrainingSet,
  sparseOf,
  streamableLesson,
  streamableOptions,
} from "./support/training-sets.js";

/** All that a model is, but for the time that it took. */
function essence(model: Perceptron): string {
  const { training, ...rest } = model.toJSON();
  const history = training?.history.map((report) => ({ ...report, seconds: 0 }));
  return JSON.stringify({
    ...rest,
    options: { ...rest.options, maxIter: 0 },
    training: { ...training, history },
  });
}

/** The same without what tells of the last call alone. */
function learned(model: Perceptron): string {
  const { classes, prediction, training } = model.toJSON();
  return JSON.stringify([
    classes,
    prediction,
    { ...training, history: 0 },
    [...model.coef.data],
    [...model.intercept],
  ]);
}

const copies: Record<string, (model: Perceptron) => Perceptron> = {
  kept: (model) => model,
  "through JSON": (model) => Perceptron.fromJSON(JSON.parse(JSON.stringify(model))),
  "through bytes": (model) => Perceptron.fromBytes(model.toBytes()),
};

/** All training sets with all options, and those with which rows may be streamed. */
const askable = [
  { what: "any", lessons: anyTrainingSet, settings: anyOptions, numRuns: rounds(100) },
  { what: "streamable", lessons: streamableLesson, settings: streamableOptions, numRuns: rounds(40) },
];

describeCores("independent of how you ask", () => {
  describe.each(askable)("$what rows", ({ lessons, settings, numRuns }) => {
    const seeded = { seed: 1962, numRuns };

    it("in a batch ≡ one by one: an order of additions, a tie or a fold of its own", () => {
      fc.assert(
        fc.property(lessons, settings, ({ X, y, rows, sampleWeight }, options) => {
          const model = new Perceptron({ ...options, maxIter: 4 }).fit(X, y, { sampleWeight });
          const scores = model.decisionFunction(X);
          expect(model.predict(rows)).toEqual(model.predict(X));
          expect(rows.map((x) => model.predictOne(x))).toEqual(model.predict(X));
          rows.forEach((x, i) => {
            const { data, cols } = model.decisionFunction([x]);
            expect(data).toEqual(scores.data.slice(i * cols, (i + 1) * cols));
          });
        }),
        seeded,
      );
    });

    it.each(Object.entries(copies))(
      "interrupted and resumed, %s, ≡ uninterrupted: a counter, an order or a pocket that starts again",
      (_, copy) => {
        fc.assert(
          fc.property(
            lessons,
            settings,
            fc.integer({ min: 1, max: 6 }),
            ({ X, y, sampleWeight }, options, cut) => {
              const warm: PerceptronOptions = { ...options, warmStart: true };
              const whole = new Perceptron({ ...warm, maxIter: 7 }).fit(X, y, { sampleWeight });
              let resumed = new Perceptron({ ...warm, maxIter: cut }).fit(X, y, { sampleWeight });
              if (whole.nIter > cut) {
                const file = JSON.parse(JSON.stringify(copy(resumed)));
                file.options.maxIter = 7 - cut;
                resumed = copy(Perceptron.fromJSON(file)).fit(X, y, { sampleWeight });
              }
              expect(learned(resumed)).toBe(learned(whole));
            },
          ),
          seeded,
        );
      },
    );

    it("saved and loaded ≡ kept, to the last bit, and in what is learned next", () => {
      fc.assert(
        fc.property(lessons, settings, ({ X, y, rows, sampleWeight }, options) => {
          const model = new Perceptron({ ...options, maxIter: 3 }).fit(X, y, { sampleWeight });
          for (const copy of Object.values(copies)) {
            const loaded = copy(model);
            expect(JSON.stringify(loaded)).toBe(JSON.stringify(model));
            expect(loaded.toBytes()).toEqual(model.toBytes());
            expect(loaded.predict(rows)).toEqual(model.predict(rows));
            expect(loaded.coef).toEqual(model.coef);
          }
        }),
        seeded,
      );
    });

    it("partialFit in batches ≡ in one, in order: a mean, a rule or an output that sees the border", () => {
      fc.assert(
        fc.property(
          lessons,
          settings,
          fc.integer({ min: 1, max: 9 }),
          ({ rows, form, y, sampleWeight }, options, size) => {
            // What looks at all rows of a call cannot be the same: a pocket, balanced weights, means and deviations.
            const plain: PerceptronOptions = {
              ...options,
              ...{
                shuffle: false,
                keep: "last",
                earlyStopping: false,
                classWeight: undefined,
                standardize: false,
              },
            };
            const classes = [...new Set(y)];
            const weights = sampleWeight ?? y.map(() => 1);
            const whole = new Perceptron(plain).partialFit(form(rows), y, { classes, sampleWeight: weights });
            const batches = new Perceptron(plain);
            for (let at = 0; at < rows.length; at += size) {
              const part = weights.slice(at, at + size);
              if (part.every((weight) => weight === 0)) continue; // refused: there is nothing to learn
              const labels = y.slice(at, at + size);
              batches.partialFit(form(rows.slice(at, at + size)), labels, { classes, sampleWeight: part });
            }
            expect(batches.coef).toEqual(whole.coef);
            expect(batches.intercept).toEqual(whole.intercept);
          },
        ),
        seeded,
      );
    });

    it("sparse ≡ dense, training included: a stored element in another place, or a zero that counts", () => {
      fc.assert(
        fc.property(lessons, settings, ({ rows, y, sampleWeight }, options) => {
          const plain = { ...options, standardize: false, maxIter: 5 }; // sparse samples are not centred
          const [dense, sparse] = [rows, sparseOf(rows)].map((X) =>
            new Perceptron(plain).fit(X, y, { sampleWeight }),
          ) as [Perceptron, Perceptron];
          expect(essence(sparse)).toBe(essence(dense));
          expect(sparse.decisionFunction(sparseOf(rows))).toEqual(dense.decisionFunction(rows));
        }),
        seeded,
      );
    });

    it("sync ≡ async ≡ epoch by epoch: a pause that changes something", async () => {
      await fc.assert(
        fc.asyncProperty(lessons, settings, async ({ X, y, sampleWeight }, options) => {
          const plain = { ...options, maxIter: 4 };
          const sync = new Perceptron(plain).fit(X, y, { sampleWeight });
          const async = await new Perceptron(plain).fitAsync(X, y, { sampleWeight, yieldEvery: 1e-9 });
          const stepped = new Perceptron(plain);
          let told = 0;
          for await (const { epoch } of stepped.epochs(X, y, { sampleWeight })) expect(epoch).toBe(++told);
          expect([essence(async), essence(stepped)]).toEqual([essence(sync), essence(sync)]);
        }),
        { ...seeded, numRuns: Math.ceil(0.6 * numRuns) },
      );
    });
  });
});

it("Wasm ≡ JavaScript, with every option: a kernel, an order or a fold that differs", () => {
  fc.assert(
    fc.property(anyTrainingSet, anyOptions, ({ X, y, sampleWeight }, options) => {
      const [wasm, js] = ["wasm", "js"].map((name) => {
        useCore(cores[name]?.());
        return essence(new Perceptron({ ...options, maxIter: 6 }).fit(X, y, { sampleWeight }));
      });
      useCore();
      expect(wasm).toBe(js);
    }),
    { seed: 1962, numRuns: rounds(400) },
  );
});
