// What the tests of the worker share. They run the built package, as the worker's script is a file of its
// own.
import { Random } from "../support/random.js";

export const distUrl = (path: string): string => new URL(`../../dist/${path}`, import.meta.url).href;
export const root: typeof import("../../src/index.js") = await import(distUrl("index.js"));
export const { calibrateInWorker, Perceptron, close }: typeof import("../../src/worker/index.js") =
  await import(distUrl("worker/index.js"));
export type Options = ConstructorParameters<typeof Perceptron>[0];

export const classes = ["a", "b", "c"];

/** n rows of d features in three classes that no planes separate, so that every epoch changes the weights. */
export function trainingSet(n = 300, d = 7) {
  const random = new Random(n * d);
  const data = new Float32Array(n * d).map(() => random.uniform() - 0.5);
  const y = Array.from({ length: n }, (_, i) => classes[random.integer(0, 2) % (1 + (i % 3))] as string);
  for (let i = 0; i < n; i++) data[i * d + classes.indexOf(y[i] as string)] = 0.3;
  return { X: { data, rows: n, cols: d }, y };
}
