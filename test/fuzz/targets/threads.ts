// Several threads, and a model in a worker, against one thread: the same bits. They run dist/, as their scripts are files.
import { pathToFileURL } from "node:url";
import { dense, matmul, Perceptron, type PerceptronOptions } from "../../../src/index.js";
import { claimEqual, type Target } from "../target.js";

interface Input {
  readonly way: "threads" | "worker";
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly seed: number;
  readonly options: PerceptronOptions;
}

const load = (path: string) => import(pathToFileURL(`${process.cwd()}/dist/${path}`).href);

/** What is loaded, and started, by the first input: dist/, all of whose calls are shared by three threads. */
let opened: ReturnType<typeof open> | undefined;

async function open() {
  const root: typeof import("../../../src/index.js") = await load("index.js");
  const { useThreads }: typeof import("../../../src/threads/index.js") = await load("threads/index.js");
  const { Perceptron: Far }: typeof import("../../../src/worker/index.js") = await load("worker/index.js");
  return { root, Far, pool: await useThreads(3) };
}

export const threads: Target<Input> = {
  name: "threads",
  inputs: 4500,
  generate: (random) => ({
    way: random.uniform() < 0.8 ? "threads" : "worker",
    ...{ n: random.integer(40, 200), d: random.integer(20, 90), k: random.integer(3, 9) },
    seed: random.integer(0, 2 ** 30),
    options: {
      ...{ maxIter: random.integer(1, 2), tol: null, average: random.uniform() < 0.3 },
      ...{ dtype: random.pick(["f32", "f64"]), randomState: random.integer(0, 9) },
    },
  }),
  async check({ way, n, d, k, seed, options }) {
    opened ??= open();
    const { root, Far } = await opened;
    const value = (_: unknown, i: number): number =>
      ((Math.imul(i + seed, 2654435761) >>> 9) % 201) / 100 - 1;
    const data =
      options.dtype === "f32" ? new Float32Array(n * d).map(value) : new Float64Array(n * d).map(value);
    const X = { data, rows: n, cols: d };
    const y = Array.from({ length: n }, (_, i) => (i < k ? i : (Math.imul(i ^ seed, 40503) >>> 7) % k));
    const near = new Perceptron(options).fit(X, y);
    if (way === "worker") {
      const far = await new Far(options).fit(X, y);
      claimEqual(
        [told(far), await far.predict(X)],
        [told(near), near.predict(X)],
        "a worker and this thread",
      );
      return 2;
    }
    const layer = { data: data.slice(0, d * k), rows: d, cols: k };
    const shared = new root.Perceptron(options).fit(X, y);
    claimEqual(
      [
        told(shared),
        shared.predict(X),
        shared.decisionFunction(X),
        root.dense(X, layer),
        root.matmul(X, layer),
      ],
      [told(near), near.predict(X), near.decisionFunction(X), dense(X, layer), matmul(X, layer)],
      "several threads and one",
    );
    return 5;
  },
  close: () => void opened?.then(({ pool }) => pool.close()),
};

const told = (model: Pick<Perceptron, "coef" | "intercept" | "history" | "stopReason">): unknown[] => [
  ...[model.coef.data, model.intercept, model.history.map(({ mistakes }) => mistakes), model.stopReason],
];
