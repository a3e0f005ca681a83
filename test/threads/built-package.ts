// What the tests of the threads share. They run the built package, as a thread's script is a file of its own.
import { Random } from "../support/random.js";

const distUrl = (path: string): string => new URL(`../../dist/${path}`, import.meta.url).href;
export const root: typeof import("../../src/index.js") = await import(distUrl("index.js"));
export const { useThreads }: typeof import("../../src/threads/index.js") = await import(
  distUrl("threads/index.js")
);
const { Perceptron } = root;

/** n rows of d features in k classes, of which a fifth have a random label, with weights 0 … 3. */
export function trainingSet(
  n: number,
  d: number,
  k: number,
  TypedArray: typeof Float32Array | typeof Float64Array,
) {
  const random = new Random(n * d + k);
  const data = new TypedArray(n * d).map(() => random.uniform() - 0.5) as Float32Array;
  const y = Array.from({ length: n }, (_, i) => (random.uniform() < 0.2 ? random.integer(0, k - 1) : i % k));
  for (let i = 0; i < n; i++) data[i * d + ((y[i] as number) % d)] = 0.4;
  return { X: { data, rows: n, cols: d }, y, sampleWeight: y.map((_, i) => i % 4) };
}

/** What a model learns from a training set and predicts for it, to compare one thread with several. */
export function fitAndPredict(
  options: object,
  { X, y, sampleWeight }: ReturnType<typeof trainingSet>,
  weighted: boolean,
) {
  const model = new Perceptron({ maxIter: 4, tol: null, ...options });
  model.fit(X, y, weighted ? { sampleWeight } : {});
  return {
    coef: model.coef.data,
    intercept: model.intercept,
    mistakes: model.history.map(({ mistakes }) => mistakes),
    margins: model.decisionFunction(X),
    labels: model.predict(X),
  };
}
