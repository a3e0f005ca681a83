import { allocate } from "../base/dtype.js";
import type { EvaluateBlock, LogicKernel } from "./kernel.js";

/** Words of 32 rows in a v128 of 128. */
const WORDS_PER_VECTOR = 4;

/** The kernel in JavaScript: the specification, and the fallback where WebAssembly is not to be had. */
export function jsLogicKernel(): LogicKernel {
  let buffer = new ArrayBuffer(0);
  return {
    base: 0,
    reserve(bytes) {
      if (bytes > buffer.byteLength)
        buffer = allocate(bytes, () => new ArrayBuffer(Math.ceil(bytes / 4) * 4));
      return buffer;
    },
    evaluateBlock: evaluateWords(() => buffer),
  };
}

/**
 * `evaluateBlock` over the layout of the Wasm kernel, 32 rows at a time instead of 128.
 *
 * @param memory gives the buffer that the addresses point into
 */
const evaluateWords =
  (memory: () => ArrayBuffer): EvaluateBlock =>
  (network, end, values, target, vectors, counter) => {
    const words = new Uint32Array(memory());
    const word = (index: number): number => words[index] as number;
    const column = vectors * WORDS_PER_VECTOR; // from here on every address counts words
    let output = target / 4;
    for (let neuron = network / 4; neuron < end / 4; ) {
      const planes = word(neuron);
      const addends = neuron + 4;
      const vetoes = addends + 2 * word(neuron + 2);
      const next = vetoes + word(neuron + 3);
      for (let row = values / 4; row < values / 4 + column; row++) {
        const count = words.subarray(counter / 4, counter / 4 + planes);
        for (let p = 0; p < planes; p++) count[p] = -((word(neuron + 1) >>> p) & 1);
        let fired = 0;
        for (let a = addends; a < vetoes; a += 2) {
          let carry = word(row + word(a) * column);
          for (let p = word(a + 1); p < planes; p++) {
            const plane = count[p] as number;
            count[p] = plane ^ carry;
            carry &= plane;
          }
          fired |= carry;
        }
        for (let v = vetoes; v < next; v++) fired &= ~word(row + word(v) * column);
        words[output++] = fired;
      }
      neuron = next;
    }
  };
