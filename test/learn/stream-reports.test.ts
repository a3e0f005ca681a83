// What a stream says of itself: what the model answered before it learned, also when what is true drifts; batches from
// which nothing can be learned; and files without what going on needs.
import { describe, expect, it } from "vitest";
import { type Batch, type EpochReport, Perceptron, type PerceptronOptions } from "../../src/index.js";
import { loadModel } from "../../src/predict/index.js";
import { Random } from "../support/random.js";

function batches(
  seed: number,
  count: number,
  flipped: (i: number) => boolean,
): { X: number[][]; y: number[] }[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => {
    const X = Array.from({ length: 50 }, () => [0, 1, 2, 3].map(() => random.uniform() - 0.5));
    return { X, y: X.map(([a = 0, b = 0]) => Number(a + b > 0 !== flipped(i))) };
  });
}

describe("history of a stream", () => {
  it("tells of each batch what the model answered before: accuracy, progressive, recent", async () => {
    const stream = batches(1, 45, () => false);
    for (const options of [{}, { average: true }] as PerceptronOptions[]) {
      const [told, asked] = [new Perceptron(options), new Perceptron(options)];
      const right: number[] = [];
      /** Of the first call 20 batches, then those of the second. */
      const ofCall = (batch: number): number[] => right.slice(batch < 20 ? 0 : 1000);
      const expected: unknown[] = [];
      for (const [i, { X, y }] of stream.entries()) {
        const answers = asked.nIter === 0 ? X.map(() => 1) : asked.predict(X); // zero weights answer 1
        const bits = answers.map((label, i) => Number(label === y[i]));
        right.push(...bits);
        const share = (of: number[]): number => of.reduce((sum, bit) => sum + bit, 0) / of.length;
        expected.push({
          ...{ accuracy: share(bits), rows: ofCall(i).length, progressive: share(ofCall(i)) },
          recent: share(right.slice(-1000)),
        });
        asked.partialFit(X, y, { classes: [0, 1] });
      }
      const half = await told.fitStream(stream.slice(0, 20), { classes: [0, 1] });
      const model = Perceptron.fromBytes(half.toBytes()); // recent goes on from a file
      await model.fitStream(stream.slice(20));
      const reports = [...half.history, ...model.history];
      expect(
        reports.map(({ accuracy, rows, progressive, recent }) => ({ accuracy, rows, progressive, recent })),
      ).toEqual(expected);
    }
  });

  it.each([{}, { average: true }, { average: { decay: 0.99 } }] as PerceptronOptions[])(
    "%j: recent is the score on fresh rows, after all has changed",
    async (options) => {
      const model = await new Perceptron(options).fitStream(
        batches(2, 160, (i) => i >= 80),
        { classes: [0, 1] },
      );
      const fresh = batches(3, 20, () => true);
      const truth = fresh.reduce((sum, { X, y }) => sum + model.score(X, y), 0) / fresh.length;
      expect(Math.abs((model.history.at(-1)?.recent ?? 0) - truth)).toBeLessThan(0.1);
      if (typeof options.average === "object") expect(truth).toBeGreaterThan(0.9); // it has forgotten
    },
  );
});

describe("a batch from which nothing can be learned", () => {
  const [X, y, classes] = [
    [
      [8, 9],
      [1, 2],
    ],
    [5, 6],
    [5, 6],
  ];

  it.each([
    ["no rows", { X: [], y: [] }],
    ["no rows in one array", { X: { data: new Float64Array(), rows: 0, cols: 2 }, y: [] }],
    ["rows of weight 0", { X, y, sampleWeight: [0, 0] }],
  ] as [string, Batch][])("%s: the model as it was, and a report", async (_, empty) => {
    const model = new Perceptron().partialFit(X, y, { classes });
    const before = [...model.coef.data];
    model.partialFit(empty.X, empty.y, empty.sampleWeight ? { sampleWeight: empty.sampleWeight } : {});
    expect([...model.coef.data]).toEqual(before);
    expect(model.history).toMatchObject([{ epoch: 1, mistakes: 0, skipped: true }]);
    const reports: EpochReport[] = [];
    const onEpoch = (report: EpochReport) => void reports.push(report);
    const streamed = await new Perceptron().fitStream([empty, { X, y }, empty, { X, y }], {
      classes,
      onEpoch,
    });
    expect(reports.map(({ skipped = false }) => skipped)).toEqual([true, false, true, false]);
    expect(reports.map(({ rows }) => rows)).toEqual([0, 2, 2, 4]);
    const plain = await new Perceptron().fitStream(
      [
        { X, y },
        { X, y },
      ],
      { classes },
    );
    expect(streamed.coef).toEqual(plain.coef);
  });

  it("comes first and is saved, before anything was measured: a scale that a file must have", () => {
    for (const average of [false, true]) {
      const model = new Perceptron({ standardize: true, average });
      model.partialFit(X, y, { classes, sampleWeight: [0, 0] });
      const loaded = [
        Perceptron.fromJSON(JSON.parse(JSON.stringify(model))),
        Perceptron.fromBytes(model.toBytes()),
      ];
      expect(loadModel(JSON.parse(JSON.stringify(model))).predict(X)).toEqual(model.predict(X));
      model.partialFit(X, y);
      for (const other of loaded) expect(other.partialFit(X, y).coef).toEqual(model.coef);
      const { training, ...lacking } = JSON.parse(JSON.stringify(model));
      delete lacking.prediction.scale;
      for (const file of [lacking, { ...lacking, training }]) {
        expect(() => Perceptron.fromJSON(file)).toThrow(/scale is undefined/);
      }
    }
  });

  it("is refused by fit, which has nothing else", () => {
    expect(() => new Perceptron().fit(X, y, { sampleWeight: [0, 0] })).toThrow(
      expect.objectContaining({ code: "WEIGHT" }),
    );
  });
});

describe("a file without what going on needs", () => {
  const X = Array.from({ length: 40 }, (_, i) => [(i * 7) % 11, (i * 5) % 13]);
  const y = X.map(([a = 0, b = 0]) => (a + b > 11 ? "far" : a > 5 ? "wide" : "near"));

  it("is smaller, answers to the bit, and says so when it should go on", () => {
    for (const options of [{ average: true, standardize: true }, { keep: "best" as const }, {}]) {
      const model = new Perceptron({ ...options, maxIter: 20, warmStart: true }).fit(X, y);
      const slim = model.toBytes({ resume: false });
      expect(slim.length).toBeLessThan(model.toBytes().length);
      for (const copy of [Perceptron.fromBytes(slim), Perceptron.fromJSON(model.toJSON({ resume: false }))]) {
        expect(copy.decisionFunction(X)).toEqual(model.decisionFunction(X));
        expect([copy.converged, copy.nIter, copy.stopReason]).toEqual([
          model.converged,
          model.nIter,
          model.stopReason,
        ]);
        expect(copy.toBytes()).toEqual(slim);
        for (const call of [() => copy.partialFit(X, y), () => copy.fit(X, y)]) {
          expect(call).toThrow(expect.objectContaining({ code: "NO_TRAINING" }));
        }
      }
    }
  });
});
