// What the agreement tests of the kernels stand on: a Wasm core and a JavaScript core whose memories hold the same
// bytes at the same addresses, and random tasks in them.
import { expect } from "vitest";
import { bytesPer, type DType, type Reals, view } from "../../src/base/dtype.js";
import { type Core, NOT_FINITE, NULL, type Ptr, STEP } from "../../src/core/contract.js";
import { jsCore } from "../../src/core/js.js";
import { type ProductCall, writeProductCall } from "../../src/core/product-call.js";
import { type Task, taskBytes, writeTask } from "../../src/core/task.js";
import { wasmCore } from "../../src/core/wasm.js";
import { range } from "./kernel-memory.js";
import type { Random } from "./random.js";

/** Numbers from which rows, weights and biases are taken at any offset. */
const POOL = 1 << 14;
/** Bytes for each array that changes from round to round. */
const AREA = 1 << 14;

interface PairedCore {
  readonly core: Core;
  readonly pool: Reals;
}

export class CorePair {
  readonly pair: readonly [PairedCore, PairedCore];
  readonly #pool = 4096;
  /** Where the calls of products lie. */
  readonly #call = 2048 as Ptr;
  #top: number;

  constructor(
    readonly dtype: DType,
    readonly random: Random,
    specials: number,
  ) {
    this.#top = this.#pool + POOL * bytesPer[dtype];
    this.pair = [wasmCore(), jsCore()].map((core) => {
      core.memory.grow(16);
      return { core, pool: view(dtype, core.memory.buffer, this.#pool, POOL) };
    }) as unknown as [PairedCore, PairedCore];
    for (const i of range(0, POOL - 1)) {
      const value = random.uniform() < specials ? random.special(dtype) : random.real();
      for (const twin of this.pair) twin.pool[i] = value;
    }
  }

  /** Where `elements` numbers of the pool lie. */
  at(elements: number): Ptr {
    return (this.#pool + this.random.integer(0, POOL - elements) * bytesPer[this.dtype]) as Ptr;
  }

  /** One number of the pool. */
  number(): number {
    return this.pair[0].pool[this.random.integer(0, POOL - 1)] as number;
  }

  /** A place for an array, the same in all rounds. */
  area(): Ptr {
    this.#top += AREA;
    return (this.#top - AREA) as Ptr;
  }

  /** Writes the same bytes into both memories. */
  put(at: Ptr, values: ArrayBufferView): void {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    for (const { core } of this.pair) new Uint8Array(core.memory.buffer, at, bytes.length).set(bytes);
  }

  putReals(at: Ptr, values: readonly number[]): void {
    this.put(at, this.dtype === "f32" ? Float32Array.from(values) : Float64Array.from(values));
  }

  /** What a core holds there. */
  view(at: Ptr, count: number, core = this.pair[0].core): Reals {
    return view(this.dtype, core.memory.buffer, at, count);
  }

  /** What a core returns of a product. */
  product(core: Core, call: ProductCall): number {
    writeProductCall(core.memory, this.#call, call);
    return core.kernels[`product_${this.dtype}`](this.#call);
  }

  /** What both cores return; fails unless it is the same. */
  both<R>(run: (core: Core) => R): R {
    const [wasm, js] = this.pair.map(({ core }) => run(core)) as [R, R];
    expect(wasm).toEqual(js);
    return wasm;
  }

  /** Fails unless both memories hold the same there. */
  expectSame(at: Ptr, count: number, what: string, dtype = this.dtype): void {
    const [wasm, js] = this.pair.map(({ core }) => view(dtype, core.memory.buffer, at, count));
    expectEqual(wasm as Reals, js as Reals, `${what}, in Wasm and in JavaScript`);
  }
}

/** NaN is compared as a class, ±0 is told apart. */
export function expectEqual(a: Reals, b: Reals, what: string): void {
  for (let i = 0; i < a.length; i++) {
    if (!Object.is(a[i], b[i])) expect.fail(`${what}: element ${i} is ${a[i]} and ${b[i]}`);
  }
}

/** Random rows of which a random part is stored (CSR), with zeros of both signs among what is stored. */
export function drawSparse(pair: CorePair, n: number, d: number) {
  const { random } = pair;
  const density = random.pick([0, 0.1, 0.3, 0.7, 1]);
  const dense = new Array<number>(n * d).fill(0);
  const [indptr, indices, values] = [[0], [] as number[], [] as number[]];
  for (let r = 0; r < n; r++) {
    for (let j = 0; j < d; j++) {
      if (random.uniform() >= density) continue;
      const value = random.uniform() < 0.03 ? random.pick([0, -0]) : pair.number();
      dense[r * d + j] = value;
      indices.push(j);
      values.push(value);
    }
    indptr.push(indices.length);
  }
  return { dense, indptr: Uint32Array.from(indptr), indices: Uint32Array.from(indices), values };
}

/** What may lie in memory for a task. */
const ARRAYS = [
  ...["X", "dense", "indptr", "indices", "Y", "sampleWeight", "classWeight", "W", "b"],
  ...["order", "margins", "sums", "biasSums", "lastVisits", "task", "mistakes"],
] as const;

export interface Drawn {
  readonly task: Task;
  /** Outputs in memory, of which the task trains some. */
  readonly outputs: number;
  readonly from: number;
  readonly to: number;
  /** Puts the weights to start from, sums and all, where they were. */
  begin(task: Task): void;
  readonly what: string;
}

/** Random tasks of up to 20 rows, 67 features and 9 outputs, one at a time in the same places. */
export class Tasks {
  readonly at: Record<string, Ptr>;

  constructor(readonly pair: CorePair) {
    this.at = Object.fromEntries(ARRAYS.map((name) => [name, pair.area()]));
  }

  draw({ sparse, joint }: { sparse: boolean; joint: boolean }): Drawn {
    const { pair, at } = this;
    const { random, dtype } = pair;
    const [n, d, outputs] = [random.integer(1, 20), random.integer(1, 67), random.integer(1, joint ? 9 : 6)];
    const first = random.uniform() < 0.3 ? random.integer(0, outputs - 1) : 0;
    const k = first > 0 ? random.integer(1, outputs - first) : outputs;
    const step = random.pick([STEP.heaviside, STEP.sgn]);
    const targets = step === STEP.sgn ? [-1, 0, 1] : [0, 1];
    const right = range(0, n - 1).map(() => first + random.integer(0, k - 1));
    const Y = Int8Array.from({ length: n * outputs }, (_, i) =>
      joint ? Number(i % outputs === right[Math.floor(i / outputs)]) : random.pick(targets),
    );
    const factors = (count: number): Float64Array =>
      Float64Array.from({ length: count }, () => random.pick([1, 1, 0.5, 1 / 3, 3]));
    const start = (count: number): number[] =>
      Array.from({ length: count }, () => (random.uniform() < 0.5 ? 0 : random.real()));
    const [W, b] = [start(outputs * d), start(outputs)];
    pair.put(at.Y as Ptr, Y);
    pair.put(at.sampleWeight as Ptr, factors(n));
    pair.put(at.classWeight as Ptr, factors(2 * outputs));
    pair.put(
      at.order as Ptr,
      Uint32Array.from({ length: n }, () => random.integer(0, n - 1)),
    );
    const size = bytesPer[dtype];
    const past = (name: string, bytes: number): Ptr => ((at[name] as number) + bytes) as Ptr;
    const averaged = random.pick([true, false]);
    const task: Task = {
      ...{ eta: random.pick([1, 0.1, 3]), visits: random.pick([0, 1e6]), d, k, stride: outputs },
      decay: averaged ? random.pick([0, 0.5, 0.9, 1 - 1e-9]) : 0,
      ...(sparse ? this.#sparseRows(n, d) : { X: pair.at(n * d), indptr: NULL, indices: NULL }),
      Y: past("Y", first),
      sampleWeight: random.pick([NULL, at.sampleWeight as Ptr]),
      classWeight: past("classWeight", 16 * first),
      W: past("W", first * d * size),
      b: past("b", first * size),
      ...{ order: at.order as Ptr, margins: at.margins as Ptr },
      sums: averaged ? past("sums", 8 * first * d) : NULL,
      biasSums: averaged ? past("biasSums", 8 * first) : NULL,
      lastVisits: averaged ? past("lastVisits", 8 * first) : NULL,
      ...{ step, fitIntercept: random.integer(0, 1), joint: Number(joint) },
    };
    const [from, to] = random.uniform() < 0.7 ? [0, n] : [random.integer(0, n), n];
    const begin = (which: Task): void => {
      pair.putReals(at.W as Ptr, W);
      pair.putReals(at.b as Ptr, b);
      pair.put(at.sums as Ptr, new Float64Array(outputs * d).fill(0.1));
      pair.put(at.biasSums as Ptr, new Float64Array(outputs).fill(0.1));
      pair.put(at.lastVisits as Ptr, new Float64Array(outputs).fill(0));
      for (const { core } of pair.pair) writeTask(core.memory, at.task as Ptr, which);
    };
    return { task, outputs, from, to, begin, what: `${n}×${d}×${k}${joint ? " joint" : ""}` };
  }

  #sparseRows(n: number, d: number): { X: Ptr; indptr: Ptr; indices: Ptr } {
    const { X, dense, indptr, indices } = this.at as Record<"X" | "dense" | "indptr" | "indices", Ptr>;
    const rows = drawSparse(this.pair, n, d);
    this.pair.putReals(X, rows.values);
    this.pair.putReals(dense, rows.dense);
    this.pair.put(indptr, rows.indptr);
    this.pair.put(indices, rows.indices);
    return { X, indptr, indices };
  }

  /** The same task over the dense rows that its sparse ones stand for. */
  asDense({ task }: Drawn): Task {
    return { ...task, X: this.at.dense as Ptr, indptr: NULL, indices: NULL };
  }

  /** The mistakes of an epoch, from the same beginning on both cores. */
  epoch({ from, to, begin }: Drawn, task: Task): number {
    begin(task);
    return this.pair.both((core) => core.kernels[`epoch_${this.pair.dtype}`](this.at.task as Ptr, from, to));
  }

  /** What several epochs, in orders of their own or all in one, return and count; fails unless the task stays as it was. */
  epochs({ task, to, begin }: Drawn): { result: number; mistakes: number[] } {
    const { pair, at } = this;
    const { random } = pair;
    const [count, gap] = [random.integer(1, 6), random.integer(0, 3)];
    const stride = random.uniform() < 0.3 ? 0 : to + gap;
    const orders = Uint32Array.from({ length: (stride || to) * count }, () => random.integer(0, to - 1));
    pair.put(at.order as Ptr, orders);
    pair.put(at.mistakes as Ptr, new Uint32Array(count).fill(77));
    begin(task);
    return pair.both((core) => {
      const words = (): Uint8Array =>
        new Uint8Array(core.memory.buffer, at.task as Ptr, taskBytes() - 8).slice();
      const before = words();
      const kernel = core.kernels[`epochs_${pair.dtype}`];
      const result = kernel(at.task as Ptr, to, count, 4 * stride, at.mistakes as Ptr);
      expect(words()).toEqual(before);
      return { result, mistakes: [...new Uint32Array(core.memory.buffer, at.mistakes as Ptr, count)] };
    });
  }

  /** All rows that the present weights have wrong, one scan after the other, up to one that is not finite. */
  scans({ from, to }: Drawn): number[] {
    return this.pair.both((core) => {
      const wrong: number[] = [];
      for (let i = from; i <= to && wrong.at(-1) !== NOT_FINITE; i++) {
        i = core.kernels[`scan_${this.pair.dtype}`](this.at.task as Ptr, i, to);
        wrong.push(i);
      }
      return wrong;
    });
  }

  /** Fails unless both cores have learned the same. */
  expectSame({ outputs, task: { d }, what }: Drawn): void {
    const { W, b, sums, biasSums } = this.at as Record<"W" | "b" | "sums" | "biasSums", Ptr>;
    this.pair.expectSame(W, outputs * d, `weights of ${what}`);
    this.pair.expectSame(b, outputs, `biases of ${what}`);
    this.pair.expectSame(sums, outputs * d, `sums of ${what}`, "f64");
    this.pair.expectSame(biasSums, outputs, `sums of the biases of ${what}`, "f64");
    this.pair.expectSame(this.at.lastVisits as Ptr, outputs, `last visits of ${what}`, "f64");
  }

  /** What each core has learned: weights, biases and their sums. */
  learned({ outputs, task: { d } }: Drawn): Reals[] {
    const { W, b, sums, biasSums } = this.at as Record<"W" | "b" | "sums" | "biasSums", Ptr>;
    const { dtype, pair } = this.pair;
    return pair.flatMap(({ core: { memory } }) => [
      view(dtype, memory.buffer, W, outputs * d).slice(),
      view(dtype, memory.buffer, b, outputs).slice(),
      view("f64", memory.buffer, sums, outputs * d).slice(),
      view("f64", memory.buffer, biasSums, outputs).slice(),
    ]);
  }
}

/**
 * Draws tasks, and fails unless both cores find the same rows wrong and learn the same bits.
 *
 * @returns how many epochs stayed finite, and so were compared to the end
 */
export function agree(tasks: Tasks, kind: { sparse: boolean; joint: boolean }, rounds: number): number {
  let finite = 0;
  for (let round = 0; round < rounds; round++) {
    const drawn = tasks.draw(kind);
    const { k, joint } = drawn.task;
    const scans = k === 1 || joint !== 0;
    if (scans && round % 2 === 0) {
      drawn.begin(drawn.task);
      tasks.scans(drawn);
    }
    if (tasks.epoch(drawn, drawn.task) === NOT_FINITE) continue;
    finite++;
    tasks.expectSame(drawn);
    if (scans && round % 2 === 1) tasks.scans(drawn);
  }
  return finite;
}
