// What a run over shards learns.
import { afterAll, describe, expect, it } from "vitest";
import { arow, passiveAggressive } from "../../src/rules/index.js";
import { recordSpawnedWorkers } from "../support/spawned-workers.js";
import { cluster, root } from "./built-package.js";
import { classesOf, clouds, newPath, onOneThread, type Rows, sharded, timeless } from "./data.js";

const spawned = recordSpawnedWorkers();
const { threads, train, writeShards, memoryStore } = cluster;
const { Perceptron } = root;

const threeThreads = threads(3);
afterAll(() => threeThreads.close());

/** More than 16 MB, whose rows are read one by one. */
const large = clouds(11_000, 400, 2, 9);

// A run that shuffles otherwise than fit, stops elsewhere, or weighs a mean or a class otherwise, differs in its history.
it.each<[string, Rows, object]>([
  ["two classes, f32", clouds(500, 7, 2, 2), {}],
  ["four classes that overlap, f64", clouds(400, 6, 4, 8, 2, Float64Array), { maxIter: 30 }],
  ["a mean", clouds(300, 6, 3, 3), { average: true }],
  ["a mean that has to go on", clouds(60, 2, 2, 3, 4), { average: true, maxIter: 400 }],
  ["one decision a row", clouds(400, 5, 3, 8), { average: true, multiclass: "joint", maxIter: 40 }],
  ["balanced classes", clouds(90, 4, 2, 5), { classWeight: "balanced", maxIter: 20 }],
  ["classes of which one weighs nothing", clouds(300, 5, 3, 6), { classWeight: { c1: 0 }, maxIter: 9 }],
  ["a large shard", large, { maxIter: 2, average: true }],
  ["a large shard in its order", large, { maxIter: 2, shuffle: false }],
  ["in the order of the file", clouds(700, 40, 3, 6), { shuffle: false, maxIter: 20 }],
  [
    "no bias, another seed and step",
    clouds(300, 9, 3, 5),
    { fitIntercept: false, randomState: 9, step: "sgn", maxIter: 9 },
  ],
])(
  "with one shard it is what fit learns, to the last byte of the model file: %s",
  async (_, rows, options) => {
    const expected = new Perceptron(options).fit(rows.X, rows.y);
    const { maxIter, ...others } = options as { maxIter?: number };
    const model = await onOneThread(await sharded(rows, 1), {
      ...others,
      ...(maxIter && { epochs: maxIter }),
    });
    expect(timeless(model)).toEqual(timeless(expected));
  },
);

it("sparse shards are learned as the sparse matrix is", async () => {
  const { X, y } = clouds(300, 30, 3, 6, 5);
  const data = X.data.map((value, i) => (i % 3 === 0 ? value : 0));
  const indices = [...data.keys()].filter((i) => data[i] !== 0);
  const indptr = Array.from(
    { length: X.rows + 1 },
    (_, row) => indices.filter((i) => i < row * X.cols).length,
  );
  const sparse = {
    ...{ indptr, rows: X.rows, cols: X.cols },
    indices: indices.map((i) => i % X.cols),
    data: Float32Array.from(indices, (i) => data[i] as number),
  };
  const path = newPath();
  await writeShards([{ X: sparse, y }], path, { classes: ["c0", "c1", "c2"], shards: 1 });
  const expected = new Perceptron({ average: true, maxIter: 12 }).fit(sparse, y);
  expect(timeless(await onOneThread(path, { average: true, epochs: 12 }))).toEqual(timeless(expected));
});

// A thread that knows its shards by their bytes alone takes weights of five columns for those of six.
it.each([{}, { rule: arow() }])(
  "shards of one executor may be the same bytes in data sets of other columns: %o",
  async (given) => {
    const executor = threads(1);
    const options = { ...given, epochs: 3, executor };
    const sparse = { indptr: [0, 2, 3, 5], indices: [0, 4, 1, 2, 3], data: [1, 2, 1, -1, 3], rows: 3 };
    try {
      for (const cols of [5, 6, 5]) {
        const [X, y, path] = [{ ...sparse, cols }, ["a", "b", "c"], newPath()];
        await writeShards([{ X, y }], path, { classes: y, shards: 1 });
        const expected = new Perceptron({ ...given, maxIter: 3 }).fit(X, y);
        expect(timeless(await train(path, options))).toEqual(timeless(expected));
      }
    } finally {
      await executor.close();
    }
  },
);

it("shards do not depend on how their rows were batched", async () => {
  const rows = clouds(101, 4, 3, 5);
  const whole = await sharded(rows, 5);
  const path = newPath();
  const batches = Array.from({ length: 101 }, (_, i) => ({
    X: { data: rows.X.data.slice(4 * i, 4 * i + 4), rows: 1, cols: 4 },
    y: rows.y.slice(i, i + 1),
  }));
  const manifest = await writeShards(batches, path, { classes: classesOf(rows), shards: 5 });
  expect(manifest.shards.map(({ rows: count }) => count)).toEqual([21, 20, 20, 20, 20]);
  const of = async (folder: string) =>
    JSON.parse(new TextDecoder().decode(await cluster.folderStore(folder).read("manifest.json")));
  expect(await of(whole)).toEqual(await of(path));
});

it.each(["uniform", "mistakes"] as const)(
  "mixing %s: the same bits on one thread and on three",
  async (mixing) => {
    const path = await sharded(clouds(900, 12, 4, 9), 7);
    const options = { mixing, average: true, epochs: 6 };
    const onThree = await train(path, { ...options, executor: threeThreads });
    expect(timeless(onThree)).toEqual(timeless(await onOneThread(path, options)));
  },
);

it("what converged answers every row of every shard rightly", async () => {
  for (const [i, options] of [{}, { average: true }, { mixing: "mistakes" as const }].entries()) {
    const rows = clouds(400, 5, 3, 2, 10 + i);
    const model = await onOneThread(await sharded(rows, 4), options);
    expect([model.converged, model.stopReason, model.score(rows.X, rows.y)]).toEqual([true, "converged", 1]);
  }
});

it("shards that are held out tell when to stop, and are not learned from", async () => {
  const rows = clouds(1200, 6, 3, 9, 3);
  const model = await onOneThread(await sharded(rows, 12), {
    earlyStopping: true,
    validationFraction: 0.25,
    tol: 0.01,
  });
  expect(
    model.history.every(({ validationScore }) => validationScore !== undefined && validationScore < 1),
  ).toBe(true);
  const best = Math.max(...model.history.map(({ validationScore }) => validationScore as number));
  const held = [...rows.y.keys()].filter((i) => i % 12 >= 9);
  const X = held.map((i) => rows.X.data.subarray(6 * i, 6 * i + 6));
  expect(
    model.score(
      X,
      held.map((i) => rows.y[i] as string),
    ),
  ).toBeCloseTo(best, 12);
});

it("threads that are terminated again and again change nothing", async () => {
  const path = await sharded(clouds(20_000, 60, 3, 9), 8);
  const expected = await onOneThread(path, { epochs: 5 });
  const executor = threads(2);
  // A task that is begun anew and not from the model that its step began with would be learned twice.
  const onProgress = ({ shardsDone }: { shardsDone: number }) => {
    if (shardsDone % 3 === 1) void spawned[spawned.length - 1 - (shardsDone % 2)]?.terminate();
  };
  const model = await train(path, { epochs: 5, executor, onProgress });
  expect(executor.retries).toBeGreaterThan(0);
  await executor.close();
  expect(timeless(model)).toEqual(timeless(expected));
});

const RULES = [
  passiveAggressive({ C: 0.1 }),
  passiveAggressive({ C: 0.1, variant: "pa2" }),
  arow({ r: 2 }),
] as const;

describe.each(RULES.map((rule) => [`${rule.name} ${JSON.stringify(rule.options)}`, rule] as const))(
  "%s",
  (_, rule) => {
    // A task that lost the rule learns by the perceptron's; one that lost the variances begins each epoch with ones; a run that
    // takes an epoch without a mistake for one that moved nothing ends early.
    it.each<[string, Rows, object]>([
      ["f32", clouds(300, 7, 2, 3), {}],
      ["f64", clouds(300, 7, 2, 7, 2, Float64Array), { maxIter: 12 }],
      ["f32, a mean", clouds(200, 5, 4, 8), { average: true, maxIter: 20 }],
      ["f64, a mean", clouds(200, 5, 3, 4, 2, Float64Array), { average: true }],
      ["one decision a row", clouds(300, 6, 3, 7), { multiclass: "joint", fitIntercept: false, maxIter: 15 }],
      ["a large shard", large, { maxIter: 2, average: true, tol: null }],
      ["what separates at once", clouds(60, 4, 2, 0.5), { tol: null, maxIter: 40 }],
    ])("with one shard it is what fit learns, to the last byte: %s", async (_, rows, options) => {
      const expected = new Perceptron({ ...options, rule }).fit(rows.X, rows.y);
      const { maxIter, ...others } = options as { maxIter?: number };
      const given = { ...others, rule, ...(maxIter && { epochs: maxIter }) };
      const model = await onOneThread(await sharded(rows, 1), given);
      expect(timeless(model)).toEqual(timeless(expected));
      // and it goes on by its rule, as the other does
      expect(timeless(model.partialFit(rows.X, rows.y))).toEqual(
        timeless(expected.partialFit(rows.X, rows.y)),
      );
    });

    it.each(["uniform", "mistakes"] as const)(
      "mixing %s: the same bits on one thread and on three, in steps and at once, of the rule and of its name",
      async (mixing) => {
        const path = await sharded(clouds(500, 9, 3, 6), 5);
        const options = { mixing, average: true, epochs: 6, tol: null };
        const whole = timeless(await onOneThread(path, { ...options, rule }));
        const store = memoryStore();
        const enough = ({ epoch }: { epoch: number }) => {
          if (epoch === 3) throw new Error("enough");
        };
        const named = { ...options, rule: JSON.parse(JSON.stringify(rule)), executor: threeThreads, store };
        await expect(train(path, { ...named, onEpoch: enough })).rejects.toThrow("enough");
        expect(timeless(await train(path, named))).toEqual(whole);
      },
    );
  },
);

it("a rule that separates the rows of several shards says so of every row", async () => {
  for (const rule of RULES) {
    const rows = clouds(200, 5, 3, 1, 4);
    const model = await onOneThread(await sharded(rows, 4), { rule, epochs: 50 });
    expect([model.converged, model.score(rows.X, rows.y)]).toEqual([true, 1]);
  }
});
