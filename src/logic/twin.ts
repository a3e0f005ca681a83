/** Fires every neuron of a program over a block of rows; see assembly/logic/index.ts for the parameters. */
export type Kernel = (
  program: number,
  end: number,
  values: number,
  target: number,
  vectors: number,
  counter: number,
) => void;

/**
 * The kernel in JavaScript over the same layout, 32 rows at a time instead of 128: the specification, and the
 * fallback where WebAssembly is not to be had.
 *
 * @param memory gives the buffer that the addresses point into
 */
export const twin =
  (memory: () => ArrayBuffer): Kernel =>
  (program, end, values, target, vectors, counter) => {
    const words = new Uint32Array(memory());
    const word = (index: number): number => words[index] as number;
    const column = vectors * 4; // from here on every address counts words
    let output = target / 4;
    for (let at = program / 4; at < end / 4; ) {
      const planes = word(at);
      const addends = at + 4;
      const vetoes = addends + 2 * word(at + 2);
      const next = vetoes + word(at + 3);
      for (let row = values / 4; row < values / 4 + column; row++) {
        const count = words.subarray(counter / 4, counter / 4 + planes);
        for (let p = 0; p < planes; p++) count[p] = -((word(at + 1) >>> p) & 1);
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
      at = next;
    }
  };
