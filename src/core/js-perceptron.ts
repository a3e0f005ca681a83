// The perceptron learning rule, readable: one row and one output at a time.

import { allFinite } from "../base/dtype.js";
import { power } from "../base/power.js";
import { heaviside, sgn } from "../base/step.js";
import {
  type AllFinite,
  type Epoch,
  type Epochs,
  type Memory,
  NOT_FINITE,
  NULL,
  type Ptr,
  type Scan,
  STEP,
  type StepCode,
  WEIGHT_NOT_FINITE,
} from "./contract.js";
import type { Lanes } from "./lanes.js";
import { readTask, type Task, writeTask } from "./task.js";

export type ViewOf<T> = {
  new (buffer: ArrayBufferLike, offset?: number, length?: number): T;
  readonly BYTES_PER_ELEMENT: number;
};

export function activate(z: number, step: StepCode): number {
  return step === STEP.none ? z : step === STEP.heaviside ? heaviside(z) : sgn(z);
}

export function perceptronKernels<T extends Float32Array | Float64Array>(
  lanes: Lanes<T>,
  memory: Memory,
  View: ViewOf<T>,
): { epoch: Epoch; epochs: Epochs; scan: Scan; allFinite: AllFinite } {
  const learnerOf = (at: Ptr): TaskLearner<T> => new TaskLearner(lanes, memory, View, readTask(memory, at));

  const epoch: Epoch = (at, from, to) => {
    const learner = learnerOf(at);
    let mistakes = 0;
    for (let i = from; i < to; i++) {
      if (!learner.answer(i)) return NOT_FINITE;
      mistakes += learner.task.joint ? learner.correctJoint(i) : learner.correct(i);
    }
    return mistakes;
  };

  const areFinite: AllFinite = (n, x) => Number(allFinite(new View(memory.buffer, x, n)));

  const epochs: Epochs = (at, rows, count, orderStride, mistakes) => {
    const task = readTask(memory, at);
    const found = new Uint32Array(memory.buffer, mistakes, count);
    let result = count;
    for (let e = 0; e < count && result === count; e++) {
      const order = (task.order + e * orderStride) as Ptr;
      writeTask(memory, at, { ...task, order, visits: task.visits + e * rows });
      found[e] = epoch(at, 0, rows);
      if (found[e] === 0) result = e + 1;
      if (found[e] === NOT_FINITE >>> 0) result = NOT_FINITE;
      else if (!areFinite(task.k * task.d, task.W) || !areFinite(task.k, task.b)) result = WEIGHT_NOT_FINITE;
    }
    writeTask(memory, at, task);
    return result;
  };

  const scan: Scan = (at, from, to) => {
    const learner = learnerOf(at);
    for (let i = from; i < to; i++) {
      if (!learner.answer(i)) return NOT_FINITE;
      if (learner.isWrong(i)) return i;
    }
    return to;
  };

  return { epoch, epochs, scan, allFinite: areFinite };
}

/** A task with views of what it points to, for `rosenblatt/rules` too. A row is known by its number i in the visiting order. */
export class TaskLearner<T extends Float32Array | Float64Array> {
  /** The margins of the row that was answered last [k]. */
  readonly z: number[];
  readonly V: T;
  readonly #bytes: Int8Array;
  readonly words: Uint32Array;
  readonly wide: Float64Array;
  readonly size: number;

  constructor(
    readonly lanes: Lanes<T>,
    memory: Memory,
    View: ViewOf<T>,
    readonly task: Task,
  ) {
    this.z = new Array<number>(task.k).fill(0);
    this.V = new View(memory.buffer);
    this.#bytes = new Int8Array(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    this.wide = new Float64Array(memory.buffer);
    this.size = View.BYTES_PER_ELEMENT;
  }

  /** Computes the margins of all outputs; false if one is not finite. */
  answer(i: number): boolean {
    const { lanes, task, z } = this;
    const { d, indptr } = task;
    const V = this.V;
    const words = this.words;
    const r = this.row(i);
    const x = task.X / this.size;
    for (let j = 0; j < this.task.k; j++) {
      const w = task.W / this.size + j * d;
      const sum =
        indptr === NULL
          ? lanes.dot(d, V, x + r * d, V, w)
          : lanes.sparseDot(d, this.start(r), this.start(r + 1), words, task.indices / 4, V, x, w);
      const margin = lanes.round(sum + (V[task.b / this.size + j] as number));
      if (!Number.isFinite(margin)) return false;
      z[j] = margin;
    }
    return true;
  }

  isWrong(i: number): boolean {
    if (this.task.joint) return this.target(i, this.chosen()) !== 1;
    for (let j = 0; j < this.task.k; j++) if (this.#error(i, j) !== 0) return true;
    return false;
  }

  /** Corrects every output that is wrong; returns how many. */
  correct(i: number): number {
    let mistakes = 0;
    for (let j = 0; j < this.task.k; j++) {
      const error = this.#error(i, j);
      if (error === 0) continue;
      mistakes++;
      this.move(i, j, error, 2 * j + (this.target(i, j) > 0 ? 1 : 0));
    }
    return mistakes;
  }

  /** Moves the right output towards the row and the chosen one away from it, if they differ. */
  correctJoint(i: number): number {
    if (!this.isWrong(i)) return 0;
    let right = 0;
    while (this.target(i, right) !== 1) right++;
    this.move(i, right, 1, 2 * right + 1);
    this.move(i, this.chosen(), -1, 2 * right + 1);
    return 1;
  }

  /** The first of the outputs with the largest margin. */
  chosen(): number {
    const { z } = this;
    let best = 0;
    for (let j = 1; j < z.length; j++) if ((z[j] as number) > (z[best] as number)) best = j;
    return best;
  }

  /**
   * w ← w + t·x and b ← b + t of output j, with t = η·error·sampleWeight·classWeight[side].
   *
   * @param x    where the rows lie in V: what takes the place of row number i, relative to it
   * @param one  the bias neuron's input, or what takes its place
   */
  move(i: number, j: number, error: number, side: number, x = this.task.X / this.size, one = 1): void {
    const { lanes, task } = this;
    const { d, sums } = task;
    const V = this.V;
    const wide = this.wide;
    const r = this.row(i);
    const rowWeight = task.sampleWeight === NULL ? 1 : (wide[task.sampleWeight / 8 + r] as number);
    const t = lanes.round(task.eta * error * rowWeight * (wide[task.classWeight / 8 + side] as number));
    const late = task.decay === 0 ? (task.visits + i) * t : task.decay * t;
    if (sums !== NULL && task.decay !== 0) this.#fade(j, task.visits + i + 1);
    const w = task.W / this.size + j * d;
    const mean = sums / 8 + j * d;
    if (task.indptr === NULL) {
      lanes.axpy(d, t, V, x + r * d, V, w);
      if (sums !== NULL) for (let p = 0; p < d; p++) add(wide, mean + p, late * (V[x + r * d + p] as number));
    } else {
      const end = this.start(r + 1);
      for (let p = this.start(r); p < end; p++) {
        const column = this.words[task.indices / 4 + p] as number;
        lanes.axpy(1, t, V, x + p, V, w + column);
        if (sums !== NULL) add(wide, mean + column, late * (V[x + p] as number));
      }
      add(V, w, t * 0); // as among dense zeros: a t that overflowed shows as NaN
      if (sums !== NULL) add(wide, mean, late * 0); // and so does what it adds to the sums
    }
    if (task.fitIntercept !== 1) return;
    add(V, task.b / this.size + j, lanes.round(t * one));
    if (sums !== NULL) add(wide, task.biasSums / 8 + j, late * one);
  }

  /** Brings what the mean of output j lacks up to the visit of row number `visit`, counted from 1; without −0. */
  #fade(j: number, visit: number): void {
    const { d, decay, sums, biasSums, lastVisits } = this.task;
    const wide = this.wide;
    const factor = power(decay, visit - (wide[lastVisits / 8 + j] as number));
    wide[lastVisits / 8 + j] = visit;
    const multiply = (at: number): void => {
      wide[at] = (wide[at] as number) * factor + 0;
    };
    for (let p = 0; p < d; p++) multiply(sums / 8 + j * d + p);
    multiply(biasSums / 8 + j);
  }

  #error(i: number, j: number): number {
    return this.target(i, j) - activate(this.z[j] as number, this.task.step);
  }

  target(i: number, j: number): number {
    return this.#bytes[this.task.Y + this.row(i) * this.task.stride + j] as number;
  }

  row(i: number): number {
    return this.words[this.task.order / 4 + i] as number;
  }

  /** Where the elements of sparse row r begin. */
  start(r: number): number {
    return this.words[this.task.indptr / 4 + r] as number;
  }
}

function add(values: Float32Array | Float64Array, at: number, value: number): void {
  values[at] = (values[at] as number) + value;
}
