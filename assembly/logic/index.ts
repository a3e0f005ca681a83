// The kernel of rosenblatt/logic: neurons over columns of bits, 128 rows of a truth table in one v128.
// The network that it evaluates is laid out in src/logic/encoded-network.ts; src/logic/kernel-js.ts is the
// kernel in JavaScript.

const WORD_BYTES: usize = 4;
const VECTOR_BYTES: usize = 16;
/** Words before the addends of a neuron. */
const HEADER_WORDS: usize = 4;

/** The address of element `index` of an array at `start`: the only place that turns an index into bytes. */
function elementAt(start: usize, index: usize, size: usize): usize {
  return start + index * size;
}

/** The end of the module's own data: memory from here on belongs to the caller. */
export function heapBase(): usize {
  return __heap_base;
}

/**
 * Evaluates every neuron of an encoded network over a block of rows, in their order.
 *
 * @param network  the neurons, u32 words             (see encoded-network.ts)
 * @param end      the address behind them
 * @param values   one column of bits per source      [sources × vectors] v128, those of the inputs filled in
 * @param target   the column of the first neuron     = values + (sources − neurons) columns
 * @param vectors  length of a column in v128, 128 rows each
 * @param counter  scratch for the counter's planes   [largest plane count] v128
 * @unchecked v128s aligned to 16; sources stand before the neurons that listen to them
 */
export function evaluateBlock(
  network: usize,
  end: usize,
  values: usize,
  target: usize,
  vectors: usize,
  counter: usize,
): void {
  const column = elementAt(0, vectors, VECTOR_BYTES);
  while (network < end) {
    const planes = load<u32>(network);
    const start = load<u32>(network, 4);
    const addends = elementAt(network, HEADER_WORDS, WORD_BYTES);
    const vetoes = elementAt(addends, load<u32>(network, 8), 2 * WORD_BYTES);
    const next = elementAt(vetoes, load<u32>(network, 12), WORD_BYTES);
    for (let row: usize = 0; row < column; row += VECTOR_BYTES) {
      const fired = count(values + row, column, addends, vetoes, planes, start, counter);
      const vetoed = any(values + row, column, vetoes, next);
      v128.store(target + row, v128.andnot(fired, vetoed));
    }
    target += column;
    network = next;
  }
}

/**
 * In which of 128 rows at least θ connections are active: a binary counter, sliced so that plane p holds bit
 * p of 128 counts, starts at 2^planes − θ and so overflows at θ. A carry out of the last plane is a firing.
 */
function count(
  values: usize,
  column: usize,
  addend: usize,
  end: usize,
  planes: u32,
  start: u32,
  counter: usize,
): v128 {
  for (let p: u32 = 0; p < planes; p++) {
    v128.store(elementAt(counter, p, VECTOR_BYTES), i32x4.splat(-((start >> p) & 1)));
  }
  let fired = i32x4.splat(0);
  for (; addend < end; addend += 2 * WORD_BYTES) {
    let carry = v128.load(elementAt(values, load<u32>(addend), column));
    for (let p = load<u32>(addend, 4); p < planes; p++) {
      const plane = v128.load(elementAt(counter, p, VECTOR_BYTES));
      v128.store(elementAt(counter, p, VECTOR_BYTES), v128.xor(plane, carry));
      carry = v128.and(plane, carry);
    }
    fired = v128.or(fired, carry);
  }
  return fired;
}

/** In which of 128 rows any of the listed sources is active. */
function any(values: usize, column: usize, source: usize, end: usize): v128 {
  let active = i32x4.splat(0);
  for (; source < end; source += WORD_BYTES)
    active = v128.or(active, v128.load(elementAt(values, load<u32>(source), column)));
  return active;
}
