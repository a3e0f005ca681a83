// A task for the epoch and scan kernels in plain arrays, the learning rule over it in plain loops, and the check
// that a kernel leaves the same numbers in memory, and nothing else.
import { expect } from "vitest";
import { bytesPer, type DType } from "../../src/base/dtype.js";
import { type Core, NULL, type Ptr, STEP, type StepCode } from "../../src/core/contract.js";
import { scratchCount, taskBytes, writeTask } from "../../src/core/task.js";
import { activate, csr, exactMargin, KernelMemory, onlyStored, range, small } from "./kernel-memory.js";
import { firstMaximum } from "./naive.js";

export interface Settings {
  /** Rows, features, and the outputs that lie in memory. */
  n: number;
  d: number;
  k: number;
  /** The outputs that are trained: `count` from number `first` on. All if left out. */
  first?: number;
  count?: number;
  step?: StepCode;
  fitIntercept?: boolean;
  weighted?: boolean;
  averaged?: boolean;
  /** 0, or by what a mean forgets with each row: 0.5 keeps its sums exact. */
  decay?: number;
  joint?: boolean;
  /** Which elements are stored, of sparse rows. */
  stored?: (r: number, j: number) => boolean;
  /** Rows to visit; each once, forwards, if left out. */
  order?: readonly number[];
  /** Weights and biases to start from; zeros if false. */
  warm?: boolean;
}

/** Arrays as assembly/task.ts draws them; the targets of outputs that are not trained are misleading. */
export interface TaskData extends Required<Omit<Settings, "stored">> {
  readonly stored: Settings["stored"] | undefined;
  readonly eta: number;
  readonly visits: number;
  /** Dense, with zeros where nothing is stored. */
  readonly X: number[];
  readonly Y: Int8Array;
  readonly sampleWeight: Float64Array;
  readonly classWeight: Float64Array;
  readonly W: number[];
  readonly b: number[];
  readonly sums: Float64Array;
  readonly biasSums: Float64Array;
  readonly lastVisits: Float64Array;
}

export function makeTask({ n, d, k, ...settings }: Settings): TaskData {
  const { first = 0, count = k - first, joint = false, step = STEP.heaviside, warm = true } = settings;
  const wrong = step === STEP.sgn ? [-1, -1, 0] : [0];
  const Y = Int8Array.from({ length: n * k }, (_, at) => {
    const right = first + (((Math.floor(at / k) * 5) % 7) % count);
    const isTrained = at % k >= first && at % k < first + count;
    if (joint) return Number(isTrained ? at % k === right : 1);
    return (at * 31) % 7 > 3 ? 1 : (wrong[at % wrong.length] as number);
  });
  const X = small(n * d, 1);
  const { stored } = settings;
  return {
    ...{ n, d, k, first, count, joint, step, warm, stored },
    fitIntercept: settings.fitIntercept ?? true,
    weighted: settings.weighted ?? false,
    averaged: settings.averaged ?? false,
    decay: settings.decay ?? 0,
    order: settings.order ?? range(0, n - 1),
    ...{ eta: 2, visits: 3, Y, X: stored ? onlyStored(X, d, stored) : X },
    sampleWeight: Float64Array.from({ length: n }, (_, i) => (i % 3) + 1),
    classWeight: Float64Array.from({ length: 2 * k }, (_, i) => ((5 * i) % 7) + 1),
    W: small(k * d, 4).map((w) => (warm ? w : 0)),
    b: small(k, 2).map((b) => (warm ? b : 0)),
    sums: Float64Array.from({ length: k * d }, (_, i) => i),
    biasSums: Float64Array.from({ length: k }, (_, i) => -i),
    lastVisits: Float64Array.from({ length: k }, (_, i) => i % 4),
  };
}

export function margins(data: TaskData, r: number): number[] {
  const { d, X, W, b, first, count } = data;
  return range(first, first + count - 1).map((j) =>
    exactMargin(
      d,
      (p) => X[r * d + p] as number,
      (p) => W[j * d + p] as number,
      b[j] as number,
    ),
  );
}

/** What has to change for row r: which outputs, by which multiple of the row, on account of which class weight. */
function corrections(data: TaskData, r: number): { j: number; error: number; side: number }[] {
  const { k, first, count, joint, step } = data;
  const z = margins(data, r);
  const targets = [...data.Y.slice(r * k + first, r * k + first + count)];
  if (joint) {
    const [right, chosen] = [first + targets.indexOf(1), first + firstMaximum(z)];
    const side = 2 * right + 1;
    if (right === chosen) return [];
    return [
      { j: right, error: 1, side },
      { j: chosen, error: -1, side },
    ];
  }
  return targets.flatMap((target, o) => {
    const error = target - activate(z[o] as number, step);
    return error === 0 ? [] : [{ j: first + o, error, side: 2 * (first + o) + Number(target > 0) }];
  });
}

/** The learning rule over rows number `from` … `to` − 1 of the order. Changes the data; returns the mistakes. */
export function learn(data: TaskData, from: number, to: number): number {
  const { d, eta, visits, decay, joint, fitIntercept, order, X, W, b, sums, biasSums, lastVisits } = data;
  const add = (array: number[] | Float64Array, at: number, value: number): void => {
    array[at] = (array[at] as number) + value;
  };
  let mistakes = 0;
  for (const i of range(from, to - 1)) {
    const r = order[i] as number;
    const wrong = corrections(data, r);
    mistakes += joint ? Number(wrong.length > 0) : wrong.length;
    for (const { j, error, side } of wrong) {
      const rowWeight = data.weighted ? (data.sampleWeight[r] as number) : 1;
      const t = eta * error * rowWeight * (data.classWeight[side] as number);
      const late = decay === 0 ? (visits + i) * t : decay * t;
      if (data.averaged && decay !== 0) {
        const faded = decay ** (visits + i + 1 - (lastVisits[j] as number));
        for (let p = 0; p < d; p++) sums[j * d + p] = (sums[j * d + p] as number) * faded + 0;
        biasSums[j] = (biasSums[j] as number) * faded + 0;
        lastVisits[j] = visits + i + 1;
      }
      for (let p = 0; p < d; p++) {
        add(W, j * d + p, t * (X[r * d + p] as number));
        if (data.averaged) add(sums, j * d + p, late * (X[r * d + p] as number));
      }
      if (!fitIntercept) continue;
      add(b, j, t);
      if (data.averaged) add(biasSums, j, late);
    }
  }
  return mistakes;
}

/** The number of the first row from `from` on that is answered wrongly, by one output or by joint ones. */
export function firstWrong(data: TaskData, from: number, to: number): number {
  return range(from, to - 1).find((i) => corrections(data, data.order[i] as number).length > 0) ?? to;
}

/** A row beyond the end of memory, to which the order leads whoever reads past its end. */
const NOWHERE = 0x02000001;

/** A task in linear memory. */
export interface Placed {
  readonly memory: KernelMemory;
  readonly task: Ptr;
  readonly W: Ptr;
  readonly b: Ptr;
  readonly sums: Ptr;
  readonly biasSums: Ptr;
  readonly lastVisits: Ptr;
  readonly margins: Ptr;
  readonly marginBytes: number;
}

export function place(core: Core, dtype: DType, data: TaskData): Placed {
  const { n, d, k, first, count, stored } = data;
  const memory = new KernelMemory(core, dtype);
  const size = bytesPer[dtype];
  const sparse = stored && csr(n, d, data.X, stored);
  const [W, b] = [memory.reals(data.W), memory.reals(data.b)];
  const [sums, biasSums] = [memory.place(data.sums), memory.place(data.biasSums)];
  const lastVisits = memory.place(data.lastVisits);
  const elements = scratchCount(count);
  const margins = memory.take(elements);
  const past = (pointer: Ptr, bytes: number): Ptr => (pointer + bytes) as Ptr;
  const words = {
    ...{ eta: data.eta, visits: data.visits, decay: data.decay, d, k: count, stride: k },
    X: memory.reals(sparse ? sparse.values : data.X),
    indptr: sparse ? memory.place(sparse.indptr) : NULL,
    indices: sparse ? memory.place(sparse.indices) : NULL,
    Y: past(memory.place(data.Y), first),
    sampleWeight: data.weighted ? memory.place(data.sampleWeight) : NULL,
    classWeight: past(memory.place(data.classWeight), 16 * first),
    W: past(W, first * d * size),
    b: past(b, first * size),
    order: memory.place(Uint32Array.from([...data.order, NOWHERE])),
    margins,
    sums: data.averaged ? past(sums, 8 * first * d) : NULL,
    biasSums: data.averaged ? past(biasSums, 8 * first) : NULL,
    lastVisits: data.averaged ? past(lastVisits, 8 * first) : NULL,
    step: data.step,
    fitIntercept: Number(data.fitIntercept),
    joint: Number(data.joint),
  };
  const task = memory.take(Math.ceil(taskBytes() / 8), 8);
  writeTask(core.memory, task, words);
  return { memory, task, W, b, sums, biasSums, lastVisits, margins, marginBytes: elements * size };
}

/** What a kernel may leave anything in: its scratch and the last word of the task. */
function forgetScratch({ memory, task, margins, marginBytes }: Placed, before: Uint8Array): void {
  memory.forget(before, margins, marginBytes);
  memory.forget(before, task + taskBytes() - 8, 8);
}

/** Fails unless memory differs from what it was by what the rule has done to the data, and by nothing else. */
function expectLearned({ memory, W, b, ...at }: Placed, before: Uint8Array, data: TaskData): void {
  for (const name of ["sums", "biasSums", "lastVisits"] as const) {
    before.set(new Uint8Array(data[name].buffer), at[name]);
  }
  memory.expectOnly(before, [
    { at: W, values: data.W },
    { at: b, values: data.b },
  ]);
}

/** Fails unless the epoch kernel does to memory what the rule does to the data, which is changed. */
export function checkEpoch(core: Core, dtype: DType, data: TaskData, from = 0, to = data.order.length): void {
  const placed = place(core, dtype, data);
  const before = placed.memory.snapshot();
  const mistakes = core.kernels[`epoch_${dtype}`](placed.task, from, to);
  expect(mistakes).toBe(learn(data, from, to));
  forgetScratch(placed, before);
  expectLearned(placed, before, data);
}

/** How an `epochs` kernel is called: orders of the first `rows` rows of each, `gap` words apart, or one for all. */
export interface Calls {
  readonly orders: readonly (readonly number[])[];
  readonly count: number;
  readonly gap: number;
}

/** Puts the orders where the kernel looks for them; between them lie rows beyond the end of memory. */
export function withOrders(data: TaskData, { orders, gap }: Calls): TaskData {
  const between = new Array<number>(gap).fill(NOWHERE);
  return { ...data, order: orders.flatMap((order) => [...order, ...between]) };
}

/**
 * Fails unless the kernel for several epochs does to memory what the rule does to the data, which is changed, epoch by
 * epoch up to one without a mistake: the task itself stays as it was.
 *
 * @returns how many epochs were run
 */
export function checkEpochs(core: Core, dtype: DType, data: TaskData, calls: Calls): number {
  const { orders, count, gap } = calls;
  const rows = (orders[0] as readonly number[]).length;
  const placed = place(core, dtype, withOrders(data, calls));
  const mistakes = placed.memory.place(new Uint32Array(count).fill(77));
  const before = placed.memory.snapshot();
  const stride = orders.length === 1 ? 0 : 4 * (rows + gap);
  const ran = core.kernels[`epochs_${dtype}`](placed.task, rows, count, stride, mistakes);
  const expected: number[] = [];
  while (expected.length < count && expected.at(-1) !== 0) {
    const order = orders[orders.length === 1 ? 0 : expected.length] as readonly number[];
    const visits = data.visits + expected.length * rows;
    expected.push(learn({ ...data, order, visits }, 0, rows));
  }
  expect(ran).toBe(expected.length);
  forgetScratch(placed, before);
  before.set(new Uint8Array(Uint32Array.from(expected).buffer), mistakes);
  expectLearned(placed, before, data);
  return ran;
}

/** Fails unless the scan kernel finds the first wrong row and leaves memory as it is. */
export function checkScan(core: Core, dtype: DType, data: TaskData, from = 0, to = data.order.length): void {
  const placed = place(core, dtype, data);
  const before = placed.memory.snapshot();
  expect(core.kernels[`scan_${dtype}`](placed.task, from, to)).toBe(firstWrong(data, from, to));
  forgetScratch(placed, before);
  placed.memory.expectOnly(before, []);
}

/** Leaves nothing to learn: every target becomes the answer of the weights. */
export function settle(data: TaskData): TaskData {
  const { n, k, first, joint, step, Y } = data;
  for (const r of range(0, n - 1)) {
    const z = margins(data, r);
    for (const [o, margin] of z.entries()) {
      Y[r * k + first + o] = joint ? Number(o === firstMaximum(z)) : activate(margin, step);
    }
  }
  return data;
}

/** Makes one target wrong: of output `o` of the trained ones, or of a joint row, which then wants `o` places on. */
export function spoil({ k, first, count, joint, step, Y }: TaskData, r: number, o: number): void {
  const at = r * k + first;
  if (!joint) {
    Y[at + o] = (Y[at + o] as number) > 0 ? (step === STEP.sgn ? -1 : 0) : 1;
    return;
  }
  const right = Y.indexOf(1, at) - at;
  Y[at + right] = 0;
  Y[at + ((right + o) % count)] = 1;
}
