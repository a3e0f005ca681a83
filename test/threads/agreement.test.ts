// Several threads against one: the same bits in everything that is split between them.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../support/random.js";
import { fitAndPredict, root, trainingSet, useThreads } from "./built-package.js";

const { dense, matmul, Perceptron } = root;
const { ThresholdNetwork }: typeof import("../../src/network/index.js") = await import(
  new URL("../../dist/network/index.js", import.meta.url).href
);

const trainingSets = {
  "10 classes, f32": () => trainingSet(1_000, 70, 10, Float32Array),
  "10 classes, f64": () => trainingSet(750, 67, 10, Float64Array),
  "3 classes": () => trainingSet(1_501, 41, 3, Float32Array),
  "2 classes, one output": () => trainingSet(2_500, 33, 2, Float32Array),
  "more classes than threads, few features": () => trainingSet(1_200, 5, 17, Float64Array),
};
const options = {
  plain: {},
  average: { average: true },
  decaying: { average: { decay: 0.99 } },
  joint: { multiclass: "joint" },
  best: { keep: "best" },
};

/** What the matrices and networks of all sizes give. */
function products(): unknown[] {
  const random = new Random(2);
  const of = (rows: number, cols: number) => ({
    data: Float32Array.from({ length: rows * cols }, () => random.real()),
    rows,
    cols,
  });
  // The last are enough for the threads to share them, in blocks of which the last is not full.
  const pairs = [1, 7, 8, 15, 16, 17, 40, 333, 2_500].map((m) => [of(m, 130), of(130, 65)] as const);
  const b = Float32Array.from({ length: 65 }, () => random.real());
  const last = { W: of(65, 9), b: b.subarray(0, 9), step: "sgn" as const };
  return pairs.flatMap(([A, B]) => [
    matmul(A, B),
    dense(A, B, b),
    dense(A, B, b, "heaviside"),
    new ThresholdNetwork([{ W: B, b }, last]).forward(A),
  ]);
}

/** What a model answers of so many rows that the threads share them, scaled as in training or not. */
function predictions(): unknown[] {
  const { X, y } = trainingSet(20_000, 40, 20, Float64Array);
  const few = { data: X.data.subarray(0, 200 * 40), rows: 200, cols: 40 };
  const lists = Array.from({ length: X.rows }, (_, i) => [...X.data.subarray(i * 40, (i + 1) * 40)]);
  return [false, true].flatMap((standardize) => {
    const model = new Perceptron({ standardize, maxIter: 2 }).fit(few, y.slice(0, 200));
    return [model.predict(X), model.decisionFunction(X), model.decisionFunction(lists)];
  });
}

const asks: [string, () => unknown][] = [
  ...Object.entries(trainingSets).flatMap(([name, make]) => {
    const set = make();
    return Object.entries(options).map(([option, fitOptions]): [string, () => unknown] => [
      `train and predict as one does: ${name}, ${option}`,
      () => [false, true].map((weighted) => fitAndPredict(fitOptions, set, weighted)),
    ]);
  }),
  ["multiply as one does, whatever the number of rows: products, dense layers and networks", products],
  ["predict as one does, many rows", predictions],
];

const byOneThread = new Map<() => unknown, unknown>();
beforeAll(() => {
  for (const [, ask] of asks) byOneThread.set(ask, ask());
});

describe.each([2, 3])("%i threads", (count) => {
  let threads: Awaited<ReturnType<typeof useThreads>>;
  beforeAll(async () => {
    threads = await useThreads(count);
  });
  afterAll(() => threads.close());

  it.each(asks)("%s", (_, ask) => {
    expect(threads).toMatchObject({ count });
    expect(ask()).toEqual(byOneThread.get(ask));
  });
});
