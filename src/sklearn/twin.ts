// The kernel's JavaScript twin, the readable one of the two: it adds every row up left to right, and needs no filter.

import { allFinite } from "../base/dtype.js";
import type { Core } from "./contract.js";
import { numberAt, numbersOf, readLesson } from "./lesson.js";

const [B, FOUND] = [numberAt("b"), numberAt("found")];

export function jsCore(): Core {
  let reals = new Float64Array(0);
  let words = new Uint32Array(0);
  let signs = new Int8Array(0);
  const twin: Core = {
    base: 0,
    reserve(bytes) {
      if (bytes > signs.length) {
        reals = new Float64Array(Math.ceil(bytes / 8));
        words = new Uint32Array(reals.buffer);
        signs = new Int8Array(reals.buffer);
      }
      return reals.buffer;
    },
    measureRows(at, from, to) {
      const { X, d } = readLesson(reals.buffer, at);
      return Number(allFinite(reals.subarray(X / 8 + from * d, X / 8 + to * d)));
    },
    begin(at) {
      const { n, rows } = readLesson(reals.buffer, at);
      for (let r = 0; r < n; r++) words[rows / 4 + r] = r;
    },
    measureWeights() {},
    arrange(at) {
      const { n, rows, shuffle, heldOut, order } = readLesson(reals.buffer, at);
      const arranged = words.subarray(rows / 4, rows / 4 + n);
      if (shuffle !== 0) {
        const before = arranged.slice();
        for (let i = 0; i < n; i++) arranged[i] = before[words[shuffle / 4 + i] as number] as number;
      }
      let count = 0;
      for (const r of arranged) if (heldOut === 0 || signs[heldOut + r] === 0) words[order / 4 + count++] = r;
      return count;
    },
    scan(at, b, scale, shrink, enough, from, to) {
      const { d, X, w, y, order } = readLesson(reals.buffer, at);
      for (let i = from; i < to; i++) {
        const r = words[order / 4 + i] as number;
        let sum = 0;
        for (let j = 0; j < d; j++) {
          sum += (reals[X / 8 + r * d + j] as number) * (reals[w / 8 + j] as number);
        }
        if ((scale * sum + b) * (signs[y + r] as number) <= enough) {
          numbersOf(reals.buffer, at)[FOUND] = sum;
          return i;
        }
        scale *= shrink;
      }
      return to;
    },
    epoch(at, to) {
      const lesson = readLesson(reals.buffer, at);
      const { order, fitIntercept, needsLosses, eta0, negative, positive, sampleWeight } = lesson;
      let { b, losses } = lesson;
      let mistakes = 0;
      for (let i = 0; i < to; i++) {
        i = twin.scan(at, b, 1, 1, 0, i, to);
        if (i === to) break;
        mistakes++;
        const r = words[order / 4 + i] as number;
        const y = signs[lesson.y + r] as number;
        if (needsLosses === 1) losses -= y * ((numbersOf(reals.buffer, at)[FOUND] as number) + b);
        let weight = y > 0 ? positive : negative;
        if (sampleWeight !== 0) weight *= reals[sampleWeight / 8 + r] as number;
        const update = eta0 * y * weight;
        if (update === 0) continue;
        twin.move(at, r, update);
        if (fitIntercept === 1) b += update;
      }
      numbersOf(reals.buffer, at).set([b, losses], B); // side by side
      return mistakes;
    },
    move(at, row, factor) {
      const { d, X, w } = readLesson(reals.buffer, at);
      for (let j = 0; j < d; j++) {
        reals[w / 8 + j] = (reals[w / 8 + j] as number) + factor * (reals[X / 8 + row * d + j] as number);
      }
    },
  };
  return twin;
}
