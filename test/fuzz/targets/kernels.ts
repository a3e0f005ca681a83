// The kernels of both cores on the same memory: all of it is the same afterwards, and so is what they return.
import { bytesPer, type DType } from "../../../src/base/dtype.js";
import type { Core, Kernels, Ptr } from "../../../src/core/contract.js";
import { jsCore } from "../../../src/core/js.js";
import { productCallBytes, writeProductCall } from "../../../src/core/product-call.js";
import { scratchCount, taskBytes, writeTask } from "../../../src/core/task.js";
import { wasmCore } from "../../../src/core/wasm.js";
import { Random } from "../../support/random.js";
import { claim, type Target } from "../target.js";

/** A seed of a hundred cases: each of them takes microseconds. */
interface Input {
  readonly seed: number;
}

const BATCH = 100;
const [wasm, js] = [wasmCore(), jsCore()];
/** Where both cores have room, and how much of it is compared. */
const BASE = Math.ceil(Math.max(wasm.heapBase, js.heapBase) / 64) * 64;
const SIZE = 12_288;
const START = (BASE + 4096) as Ptr;

export const kernels: Target<Input> = {
  name: "kernels",
  inputs: 4500,
  generate: (random) => ({ seed: random.integer(0, 2 ** 31) }),
  check({ seed }) {
    const random = new Random(seed);
    for (let i = 0; i < BATCH; i++) one(random, `seed ${seed}, case ${i}`);
    return BATCH;
  },
};

for (const { memory } of [wasm, js]) while (memory.buffer.byteLength < START + SIZE) memory.grow(1);
const views = [wasm, js].map(({ memory }) => Buffer.from(memory.buffer as ArrayBuffer, START, SIZE));

/** Random numbers, to be copied from: small ones of which many are the same, and fractions that round. */
const pools = Object.fromEntries(
  (["f32", "f64"] as const).map((dtype) => {
    const random = new Random(dtype.length);
    const numbers = dtype === "f32" ? new Float32Array(2 ** 16) : new Float64Array(2 ** 15);
    for (let i = 0; i < numbers.length; i++) numbers[i] = random.integer(-4, 4) / random.pick([1, 1, 3, 8]);
    return [dtype, Buffer.from(numbers.buffer)];
  }),
) as Record<DType, Buffer>;

/** Random numbers everywhere, of which some are special. */
function fill(random: Random, dtype: DType, special: number): void {
  const [first] = views as [Buffer];
  const pool = pools[dtype];
  const from = 8 * random.integer(0, (pool.length - SIZE) / 8);
  pool.copy(first, 0, from, from + SIZE);
  const numbers =
    dtype === "f32"
      ? new Float32Array(first.buffer, START, SIZE / 4)
      : new Float64Array(first.buffer, START, SIZE / 8);
  for (let i = 0; i < special; i++) numbers[random.integer(0, numbers.length - 1)] = random.special(dtype);
}

function one(random: Random, where: string): void {
  const dtype: DType = random.pick(["f32", "f64"]);
  const bytes = bytesPer[dtype];
  fill(random, dtype, random.pick([0, 0, 0, 1, 3]));
  let at: number = START;
  const take = (size: number): Ptr => {
    const pointer = at;
    at += Math.ceil(size / 16) * 16;
    return pointer as Ptr;
  };
  const call = random.pick([product, epoch, epoch, simple]);
  const run = call(random, dtype, bytes, take);
  claim(at <= START + SIZE, () => `${where}: no room`);
  const [a, b] = views as [Buffer, Buffer];
  b.set(a);
  const results = [wasm, js].map((core) => run(core));
  claim(
    Object.is(results[0], results[1]),
    () => `${where}: ${call.name}_${dtype} returns ${results.join(" and ")}`,
  );
  if ((results[0] ?? 0) < 0) return; // a call that fails may leave its own memory as it likes: nothing of it is kept
  if (a.equals(b)) return;
  claim(onlyNaNsDiffer(a, b, dtype), () => `${where}: ${call.name}_${dtype} leaves other memory`);
}

/** NaN is compared as a class. */
function onlyNaNsDiffer(a: Buffer, b: Buffer, dtype: DType): boolean {
  const View = dtype === "f32" ? Float32Array : Float64Array;
  const [x, y] = [a, b].map(
    ({ buffer }) => new View(buffer as ArrayBuffer, START, SIZE / View.BYTES_PER_ELEMENT),
  );
  return x?.every((value, i) => Object.is(value, y?.[i])) ?? false;
}

type Run = (core: Core) => number | undefined;
type Take = (size: number) => Ptr;
const kernelOf = <N extends string>(core: Core, name: N, dtype: DType) =>
  core.kernels[`${name}_${dtype}` as keyof Kernels] as (...call: number[]) => number | undefined;

/** Compressed rows of at most so many columns, in memory already. */
function sparse(random: Random, rows: number, cols: number, bytes: number, take: Take) {
  const indptr = take(4 * (rows + 1));
  const columns: number[] = [];
  const ends = [0];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) if (random.uniform() < 0.4) columns.push(j);
    ends.push(columns.length);
  }
  const indices = take(4 * columns.length + 16);
  const [first] = views as [Buffer];
  new Uint32Array(first.buffer, indptr, rows + 1).set(ends);
  new Uint32Array(first.buffer, indices, columns.length).set(columns);
  return { indptr, indices, values: take(bytes * columns.length + 16) };
}

function product(random: Random, dtype: DType, bytes: number, take: Take): Run {
  const [m, n, k] = [random.integer(1, 11), random.integer(1, 9), random.integer(1, 21)];
  const isSparse = random.uniform() < 0.3;
  const address = take(productCallBytes());
  const rows = isSparse ? sparse(random, m, k, bytes, take) : undefined;
  const A = rows?.values ?? take(m * k * bytes);
  const [B, b, C] = [take(n * k * bytes), take(n * bytes), take(m * n * bytes)];
  const step = random.pick([0, 1, 2] as const);
  const fields = { m, n, k, A, B, b, C, step, ...(rows && { indptr: rows.indptr, indices: rows.indices }) };
  return (core) => {
    writeProductCall(core.memory, address, fields);
    return kernelOf(core, "product", dtype)(address);
  };
}

function epoch(random: Random, dtype: DType, bytes: number, take: Take): Run {
  const [n, d, k] = [random.integer(1, 12), random.integer(1, 20), random.integer(1, 6)];
  const isOf = (share: number): boolean => random.uniform() < share;
  const joint = k > 1 && isOf(0.25);
  const averaged = isOf(0.4);
  const decay = averaged && isOf(0.4) ? random.pick([0.5, 0.9]) : 0;
  const rows = isOf(0.3) ? sparse(random, n, d, bytes, take) : undefined;
  const step = random.pick([1, 2] as const);
  const address = take(taskBytes());
  const [Y, order] = [take(n * k), take(8 * n)];
  const [sampleWeight, classWeight] = [isOf(0.4) ? take(8 * n) : (0 as Ptr), take(16 * k)];
  const [first] = views as [Buffer];
  const low = step === 2 ? -1 : 0;
  for (let i = 0; i < n * k; i++) new Int8Array(first.buffer)[Y + i] = joint ? 0 : isOf(0.5) ? 1 : low;
  if (joint)
    for (let i = 0; i < n; i++) new Int8Array(first.buffer)[Y + i * k + random.integer(0, k - 1)] = 1;
  new Uint32Array(first.buffer, order, 2 * n).set(
    Array.from({ length: 2 * n }, () => random.integer(0, n - 1)),
  );
  if (sampleWeight)
    new Float64Array(first.buffer, sampleWeight, n).set(Array.from({ length: n }, (_, i) => i % 3));
  new Float64Array(first.buffer, classWeight, 2 * k).fill(random.pick([1, 2, 0.1]));
  const X = rows?.values ?? take(n * d * bytes);
  const [W, b] = [take(k * d * bytes), take(k * bytes)];
  const margins = take(scratchCount(k) * bytes);
  const [sums, biasSums, lastVisits] = [take(8 * k * d), take(8 * k), take(8 * k)];
  new Float64Array(first.buffer, lastVisits, k).fill(0);
  for (const view of [
    new Float64Array(first.buffer, sums, k * d),
    new Float64Array(first.buffer, biasSums, k),
  ]) {
    view.forEach((_, i) => {
      view[i] = random.integer(-3, 3);
    });
  }
  const none = 0 as Ptr;
  const { indptr = none, indices = none } = rows ?? {};
  const means = averaged ? { sums, biasSums } : { sums: none, biasSums: none };
  const flags = { step, fitIntercept: Number(isOf(0.8)), joint: Number(joint) };
  const task = {
    ...{ eta: random.pick([1, 0.1, 3]), visits: random.integer(0, 9), decay, d, k, stride: k, X },
    ...{ indptr, indices, Y, sampleWeight, classWeight, W, b, order, margins, ...means, ...flags },
    lastVisits: decay ? lastVisits : none,
  };
  const several = isOf(0.3);
  const mistakes = take(64);
  const scratch = [address, margins].map((pointer) => pointer - START);
  return (core) => {
    writeTask(core.memory, address, task);
    const result = several
      ? kernelOf(core, "epochs", dtype)(address, n, 2, 4 * n, mistakes)
      : kernelOf(core, "epoch", dtype)(address, 0, n);
    // What a kernel keeps for itself is its own.
    const own = Buffer.from(core.memory.buffer as ArrayBuffer, START, SIZE);
    own.fill(0, scratch[0], (scratch[0] as number) + taskBytes());
    own.fill(0, scratch[1], (scratch[1] as number) + scratchCount(k) * bytes);
    return result;
  };
}

function simple(random: Random, dtype: DType, bytes: number, take: Take): Run {
  const [n, d] = [random.integer(1, 14), random.integer(1, 14)];
  const [a, b] = [take(n * d * bytes), take(n * d * bytes)];
  const [mean, deviation] = [take(8 * d), take(8 * d)];
  const [first] = views as [Buffer];
  new Float64Array(first.buffer, mean, d).fill(random.integer(-2, 2));
  new Float64Array(first.buffer, deviation, d).fill(random.pick([1, 3, 0.1]));
  return random.pick<Run>([
    (core) => kernelOf(core, "transpose", dtype)(n, d, a, b),
    (core) => kernelOf(core, "allFinite", dtype)(n * d, a),
    (core) => kernelOf(core, "standardize", dtype)(n, d, a, 0, mean, deviation),
  ]);
}
