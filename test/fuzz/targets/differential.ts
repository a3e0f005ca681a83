// One fit or prediction with random options and data, in every way in which it can be asked: WebAssembly, JavaScript, dense,
// sparse, streamed, in a batch, one by one, synchronous or not, resumed from a file. All bits are the same, and so is the error.
import { STREAMING } from "../../../src/base/costs.js";
import { useCore } from "../../../src/core/current.js";
import { jsCore } from "../../../src/core/js.js";
import { wasmCore } from "../../../src/core/wasm.js";
import { type MatrixInput, Perceptron, type PerceptronOptions } from "../../../src/index.js";
import { essence } from "../../support/essence.js";
import type { Random } from "../../support/random.js";
import { sparseOf } from "../../support/training-sets.js";
import { claimEqual, outcome, refusal, type Target, without } from "../target.js";

interface Input {
  readonly options: PerceptronOptions;
  readonly rows: number[][];
  readonly y: (string | number)[] | number[][];
  readonly sampleWeight?: number[];
  readonly single: boolean;
}

const cores = { wasm: wasmCore(), js: jsCore() };

function anyOptions(random: Random, isMatrix: boolean): PerceptronOptions {
  const isOf = (share: number): boolean => random.uniform() < share;
  const average = isOf(0.3) && (isOf(0.7) ? true : { decay: random.pick([0.5, 0.9, 0.999]) });
  return {
    ...{ maxIter: random.integer(1, 5), tol: random.pick([null, 1e-3]), average },
    keep: !average && isOf(0.25) ? "best" : "last",
    multiclass: !isMatrix && isOf(0.3) ? "joint" : "ovr",
    ...{ earlyStopping: isOf(0.15), validationFraction: 0.3, standardize: isOf(0.2) },
    ...{ step: random.pick(["heaviside", "sgn"]), fitIntercept: isOf(0.8), shuffle: isOf(0.7) },
    ...{
      randomState: random.integer(0, 9),
      eta0: random.pick([1, 0.1, 3]),
      classWeight: isOf(0.2) ? "balanced" : null,
    },
    warmStart: false,
  };
}

async function ended(model: Perceptron, learn: () => unknown): Promise<string> {
  try {
    await learn();
    return essence(model);
  } catch (error) {
    const { code, message } = refusal(error);
    return `${code} ${message.replace(/^\w+\.\w+: /, "")}`;
  }
}

/** What comes of a case with the core in use: as many results as it was counted for. */
async function answers({ options, rows, y, sampleWeight, single }: Input, X: MatrixInput): Promise<string[]> {
  const weights = sampleWeight ? { sampleWeight } : {};
  const model = new Perceptron(options);
  const results = [await ended(model, () => model.fit(X, y as string[], weights))];
  if (model.nIter === 0) return results;
  const margins = outcome(() => model.decisionFunction(X));
  if (!("value" in margins)) return [...results, margins.code];
  const batch = model.predict(X);
  results.push(JSON.stringify([batch, Array.from(margins.value.data), model.score(X, y as string[])]));
  if (single)
    claimEqual(
      rows.map((row) => model.predictOne(row)),
      batch,
      "rows one by one and in a batch",
    );
  return results;
}

export const differential: Target<Input> = {
  name: "differential",
  inputs: 4500,
  generate(random) {
    const [n, d, k] = [random.integer(2, 24), random.pick([1, 2, 3, 5, 8, 13, 17, 33]), random.integer(2, 5)];
    const isMatrix = random.uniform() < 0.2;
    const value = random.pick([
      () => random.integer(-3, 3),
      () => random.real(),
      () => (random.uniform() < 0.6 ? 0 : random.integer(-2, 2)),
      () => (random.uniform() < 0.02 ? random.pick([1e300, -1e38, 5e-324, 1e-300]) : random.real()),
    ]);
    return {
      options: anyOptions(random, isMatrix),
      rows: Array.from({ length: n }, () => Array.from({ length: d }, () => value() + 0)),
      y: isMatrix
        ? Array.from({ length: n }, () => Array.from({ length: k }, () => random.integer(0, 1)))
        : Array.from({ length: n }, (_, i) => (i < k ? i : random.integer(0, k - 1))),
      ...(random.uniform() < 0.2 && { sampleWeight: Array.from({ length: n }, () => random.integer(0, 3)) }),
      single: random.uniform() < 0.3,
    };
  },
  async check(input) {
    const { options, rows, y, sampleWeight } = input;
    const cols = rows[0]?.length ?? 0;
    const flat = { data: Float64Array.from(rows.flat()), rows: rows.length, cols };
    const narrow = { data: Float32Array.from(rows.flat()), rows: rows.length, cols };
    let cases = 0;
    const same = (found: string[], wanted: string[], what: string): void => {
      claimEqual(found, wanted, what);
      cases += found.length;
    };
    try {
      useCore(cores.js);
      const wanted = await answers(input, rows);
      const wantedNarrow = await answers({ ...input, single: false }, narrow);
      useCore(cores.wasm);
      same(await answers(input, rows), wanted, "WebAssembly and JavaScript, rows");
      same(await answers(input, flat), wanted, "WebAssembly and JavaScript, one array");
      same(
        await answers({ ...input, single: false }, narrow),
        wantedNarrow,
        "WebAssembly and JavaScript, f32",
      );
      if (!options.standardize) same(await answers(input, sparseOf(rows)), wanted, "sparse and dense");
      const [asked] = wanted as [string];
      const late = new Perceptron(options);
      const weights = sampleWeight ? { sampleWeight } : {};
      const paced = { ...weights, yieldEvery: 1e-6 };
      same([await ended(late, () => late.fitAsync(flat, y as string[], paced))], [asked], "fitAsync and fit");
      const streamed = new Perceptron(options);
      const blocks = inBlocks(() => ended(streamed, () => streamed.fit(flat, y as string[], weights)));
      same([await blocks], [asked], "rows in blocks and in memory");
      cases += resumed(input, rows);
      return cases;
    } finally {
      useCore();
    }
  },
  *shrink(input) {
    for (const kept of without(input.rows.map((_, i) => i))) {
      if (kept.length < 2) continue;
      yield {
        ...input,
        rows: kept.map((i) => input.rows[i] as number[]),
        y: kept.map((i) => input.y[i]) as number[],
        ...(input.sampleWeight && { sampleWeight: kept.map((i) => input.sampleWeight?.[i] as number) }),
      };
    }
    for (const key of Object.keys(input.options) as (keyof PerceptronOptions)[]) {
      if (key === "maxIter") continue;
      const { [key]: _, ...options } = input.options;
      yield { ...input, options };
    }
    for (const kept of without(input.rows[0]?.map((_, j) => j) ?? [])) {
      if (kept.length > 0)
        yield { ...input, rows: input.rows.map((row) => kept.map((j) => row[j] as number)) };
    }
  },
};

/** What `use` makes while all rows pass through a block of 256 bytes. */
async function inBlocks<R>(use: () => Promise<R>): Promise<R> {
  const usual = { ...STREAMING };
  Object.assign(STREAMING, { leastBytes: 0, leastSparseBytes: 0, blockBytes: 256 });
  try {
    return await use();
  } finally {
    Object.assign(STREAMING, usual);
  }
}

/** Two parts in a row, and the same with a file of either kind between them. @returns how many results were compared */
function resumed({ options, y }: Input, X: number[][]): number {
  const { earlyStopping, classWeight, ...rest } = options;
  const classes = Array.isArray(y[0]) ? {} : { classes: [...new Set(y as number[])] };
  if ("classes" in classes && classes.classes.length < 2) return 0;
  const model = new Perceptron(rest);
  try {
    model.partialFit(X, y as number[], classes);
  } catch (error) {
    refusal(error);
    return 0;
  }
  const others = [
    Perceptron.fromJSON(JSON.parse(JSON.stringify(model))),
    Perceptron.fromBytes(model.toBytes()),
  ];
  const learn = (one: Perceptron): string => {
    try {
      return essence(one.partialFit(X, y as number[]));
    } catch (error) {
      return refusal(error).message;
    }
  };
  const wanted = learn(model);
  for (const other of others) claimEqual(learn(other), wanted, "resumed and not interrupted");
  return 2;
}
