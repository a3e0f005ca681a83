// The kernel in JavaScript, the readable one of the two: it adds every row up left to right, and needs no
// filter.

import { allFinite, allocate } from "../base/dtype.js";
import type { SgdKernel } from "./kernel.js";
import { readSgdState, realFieldIndex, realFields, type SgdState } from "./sgd-state.js";

const [LOSSES, DOT] = [realFieldIndex("losses"), realFieldIndex("dot")];

export const jsSgdKernel = (): SgdKernel => new JsSgdKernel();

class JsSgdKernel implements SgdKernel {
  readonly base = 0;
  #f64 = new Float64Array(0);
  #u32 = new Uint32Array(0);
  #i8 = new Int8Array(0);

  reserve(bytes: number): ArrayBuffer {
    if (bytes > this.#i8.length) {
      this.#f64 = allocate(bytes, () => new Float64Array(Math.ceil(bytes / 8)));
      this.#u32 = new Uint32Array(this.#f64.buffer);
      this.#i8 = new Int8Array(this.#f64.buffer);
    }
    return this.#f64.buffer;
  }

  prepareRows(address: number, from: number, to: number): number {
    const { X, d } = readSgdState(this.#f64.buffer, address);
    return Number(allFinite(this.#f64.subarray(X / 8 + from * d, X / 8 + to * d)));
  }

  beginOutput(address: number): void {
    const { n, allRows } = readSgdState(this.#f64.buffer, address);
    for (let r = 0; r < n; r++) this.#u32[allRows / 4 + r] = r;
  }

  prepareWeights(): void {}
  shuffleRows(address: number): number {
    const { n, allRows, shuffle, heldOut, order } = readSgdState(this.#f64.buffer, address);
    const rows = this.#u32.subarray(allRows / 4, allRows / 4 + n);
    if (shuffle !== 0) {
      const before = rows.slice();
      for (let i = 0; i < n; i++) rows[i] = before[this.#u32[shuffle / 4 + i] as number] as number;
    }
    let count = 0;
    for (const r of rows)
      if (heldOut === 0 || this.#i8[heldOut + r] === 0) this.#u32[order / 4 + count++] = r;
    return count;
  }

  findViolation(address: number, from: number, to: number): number {
    return this.#firstViolation(address, readSgdState(this.#f64.buffer, address), from, to);
  }

  #firstViolation(address: number, state: SgdState, from: number, to: number): number {
    const { d, X, w, y, order, b, shrink, threshold } = state;
    let { scale } = state;
    for (let i = from; i < to; i++) {
      const r = this.#u32[order / 4 + i] as number;
      let sum = 0;
      for (let j = 0; j < d; j++) {
        sum += (this.#f64[X / 8 + r * d + j] as number) * (this.#f64[w / 8 + j] as number);
      }
      if ((scale * sum + b) * (this.#i8[y + r] as number) <= threshold) {
        realFields(this.#f64.buffer, address)[DOT] = sum;
        return i;
      }
      scale *= shrink;
    }
    return to;
  }

  epoch(address: number, to: number): number {
    const state = readSgdState(this.#f64.buffer, address);
    const { order, fitIntercept, needsLosses, eta0, negative, positive, sampleWeight } = state;
    let { b, losses } = state;
    let mistakes = 0;
    for (let i = 0; i < to; i++) {
      i = this.#firstViolation(address, { ...state, b, scale: 1, shrink: 1, threshold: 0 }, i, to);
      if (i === to) break;
      mistakes++;
      const r = this.#u32[order / 4 + i] as number;
      const y = this.#i8[state.y + r] as number;
      if (needsLosses === 1) losses -= y * ((realFields(this.#f64.buffer, address)[DOT] as number) + b);
      let weight = y > 0 ? positive : negative;
      if (sampleWeight !== 0) weight *= this.#f64[sampleWeight / 8 + r] as number;
      const update = eta0 * y * weight;
      if (update === 0) continue;
      this.addRow(address, r, update);
      if (fitIntercept === 1) b += update;
    }
    realFields(this.#f64.buffer, address).set([losses, b], LOSSES); // side by side
    return mistakes;
  }

  addRow(address: number, row: number, factor: number): void {
    const { d, X, w } = readSgdState(this.#f64.buffer, address);
    for (let j = 0; j < d; j++) {
      this.#f64[w / 8 + j] =
        (this.#f64[w / 8 + j] as number) + factor * (this.#f64[X / 8 + row * d + j] as number);
    }
  }
}
