// The kernel of rosenblatt/logic: neurons over columns of bits, 128 rows of a truth table in one v128.
// The program that it runs is laid out in src/logic/program.ts; src/logic/twin.ts is the same in JavaScript.

const WORD: usize = 4;
const VECTOR: usize = 16;

/** The address of element `index` of an array at `start`: the only place that turns an index into bytes. */
function at(start: usize, index: usize, size: usize): usize {
  return start + index * size;
}

/** The end of the module's own data: memory from here on belongs to the caller. */
export function heapBase(): usize {
  return __heap_base;
}

/**
 * Fires every neuron of a program over a block of rows, in the order of the program.
 *
 * @param program  the neurons, u32 words             (see program.ts)
 * @param end      the address behind the program
 * @param values   one column of bits per source      [sources × vectors] v128, those of the inputs filled in
 * @param target   the column of the first neuron     = values + (sources − neurons) columns
 * @param vectors  length of a column in v128, 128 rows each
 * @param counter  scratch for the counter's planes   [largest plane count] v128
 * @unchecked v128s aligned to 16; sources stand before the neurons that listen to them
 */
export function run(
  program: usize,
  end: usize,
  values: usize,
  target: usize,
  vectors: usize,
  counter: usize,
): void {
  const column = at(0, vectors, VECTOR);
  while (program < end) {
    const planes = load<u32>(program);
    const start = load<u32>(program, 4);
    const addends = at(program, 4, WORD);
    const vetoes = at(addends, load<u32>(program, 8), 2 * WORD);
    const next = at(vetoes, load<u32>(program, 12), WORD);
    for (let row: usize = 0; row < column; row += VECTOR) {
      const fired = count(values + row, column, addends, vetoes, planes, start, counter);
      const vetoed = any(values + row, column, vetoes, next);
      v128.store(target + row, v128.andnot(fired, vetoed));
    }
    target += column;
    program = next;
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
    v128.store(at(counter, p, VECTOR), i32x4.splat(-((start >> p) & 1)));
  }
  let fired = i32x4.splat(0);
  for (; addend < end; addend += 2 * WORD) {
    let carry = v128.load(at(values, load<u32>(addend), column));
    for (let p = load<u32>(addend, 4); p < planes; p++) {
      const plane = v128.load(at(counter, p, VECTOR));
      v128.store(at(counter, p, VECTOR), v128.xor(plane, carry));
      carry = v128.and(plane, carry);
    }
    fired = v128.or(fired, carry);
  }
  return fired;
}

/** In which of 128 rows any of the listed sources is active. */
function any(values: usize, column: usize, source: usize, end: usize): v128 {
  let active = i32x4.splat(0);
  for (; source < end; source += WORD)
    active = v128.or(active, v128.load(at(values, load<u32>(source), column)));
  return active;
}
