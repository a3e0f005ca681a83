// Rows that all threads multiply together. Each worker has two blocks: it multiplies the rows of one while the caller
// copies rows into the other, and multiplies rows of its own while no block is empty. Nothing is divided up beforehand,
// so that a thread that is slow, or has other work, gets fewer rows.

import { SHARED_BYTES, SHARED_MOST_BYTES, SHARED_OUTPUTS, SHARED_ROWS_WORK } from "../base/costs.js";
import { bytesPer } from "../base/dtype.js";
import { wholeLines } from "../core/arena.js";
import { type Core, NOT_FINITE, type Ptr, type RowsToMultiply } from "../core/contract.js";
import { productCallBytes, writeProductCall } from "../core/product-call.js";
import { type Call, resultsOf, type WorkerPool } from "./pool.js";

/** A place for rows `from` … `to` − 1, for their results, and for the call that multiplies them. */
interface Block {
  readonly A: Ptr;
  readonly C: Ptr;
  readonly call: Ptr;
  from: number;
  to: number;
}

/** A worker and its blocks, which are filled, multiplied and emptied one after the other. */
class BlockWorker {
  #filled = 0;
  #emptied = 0;
  /** The call that runs, on the block that is emptied next. */
  call: Call | undefined;

  constructor(
    readonly blocks: readonly Block[],
    readonly start: (block: Block) => Call,
  ) {}

  /** @returns whether there was an empty block */
  fill(fill: (block: Block) => void): boolean {
    if (this.#filled - this.#emptied === this.blocks.length) return false;
    fill(this.#block(this.#filled));
    this.#filled++;
    return true;
  }

  /** Starts a call on the next full block, if none runs. */
  begin(): void {
    if (!this.call && this.#emptied < this.#filled) this.call = this.start(this.#block(this.#emptied));
  }

  /** Waits for a call that runs. @returns its block, which is empty from now on, and its result */
  end(call: Call): [Block, number | undefined] {
    this.call = undefined;
    const [result] = resultsOf([call]);
    return [this.#block(this.#emptied++), result];
  }

  /** @returns the full block on which no call was started, if there is one: the caller multiplies it */
  giveBack(): Block | undefined {
    const running = this.call ? 1 : 0;
    return this.#filled - this.#emptied > running ? this.#block(--this.#filled) : undefined;
  }

  #block(number: number): Block {
    return this.blocks[number % this.blocks.length] as Block;
  }
}

/**
 * Multiplies dense rows on the pool's workers and the calling thread.
 *
 * @returns how many: all of them, or none where one thread is as fast
 * @throws {StateError} WORKER_DIED  @throws what `rows` throws
 */
export function multiplyOnThreads(pool: WorkerPool, { memory, kernels }: Core, rows: RowsToMultiply): number {
  const { dtype, rows: n, cols: d, outputs, arena, rowsPerPart } = rows;
  const [k, size] = [outputs.n, bytesPer[dtype]];
  const kernel = `product_${dtype}` as const;
  const idle = pool.ready();
  const blockRows = rowsOfBlock(n, d * size, d * k, idle.length + 1);
  const ready = idle.slice(0, SHARED_MOST_BYTES / (2 * blockRows * d * size)); // sixteen rows may be long
  if (k < SHARED_OUTPUTS || ready.length === 0 || n < 4 * blockRows) return 0;

  const makeBlock = (): Block => {
    const [A, C] = [arena.take(blockRows * d * size), arena.take(blockRows * k * size)];
    return { A, C, call: arena.take(productCallBytes()), from: 0, to: 0 };
  };
  const workers = ready.map(
    (start) =>
      new BlockWorker([makeBlock(), makeBlock()], ({ call }) => start(kernel, [call], blockRows * d * k)),
  );
  let next = 0;
  const some = (most: number): [from: number, to: number] => {
    const from = next;
    next = Math.min(n, next + most);
    return [from, next];
  };
  const fill = (block: Block): void => {
    [block.from, block.to] = some(blockRows);
    const { from, to, A, C, call } = block;
    rows.copyIn(from, to, A);
    writeProductCall(memory, call, { ...outputs, m: to - from, k: d, A, C });
  };
  const empty = ({ from, to, C }: Block, result: number | undefined): void => {
    if (result !== NOT_FINITE) {
      rows.copyOut(from, to, C);
      return;
    }
    // Multiplied here, to the error that says which number is not finite.
    for (let row = from; row < to; row += rowsPerPart) rows.multiply(row, Math.min(to, row + rowsPerPart));
  };

  try {
    while (next < n) {
      for (const worker of workers) {
        if (worker.call?.isComplete()) empty(...worker.end(worker.call));
        worker.begin();
      }
      if (!workers.some((worker) => worker.fill(fill)))
        rows.multiply(...some(Math.min(rowsPerPart, blockRows)));
    }
    for (const worker of workers) {
      const block = worker.giveBack();
      if (block) empty(block, kernels[kernel](block.call));
    }
  } finally {
    resultsOf(workers.flatMap(({ call }) => call ?? [])); // whatever happened: nobody may work in memory that is given back
  }
  for (const worker of workers) if (worker.call) empty(...worker.end(worker.call));
  return n;
}

/**
 * How many rows a block holds: enough for a call to be worth it, few enough for each thread to have several. Whole lines
 * of the cache are copied faster.
 */
function rowsOfBlock(n: number, rowBytes: number, multiplyAdds: number, threads: number): number {
  const rows = Math.max(
    SHARED_ROWS_WORK / multiplyAdds,
    Math.min(SHARED_BYTES / rowBytes, n / (8 * threads)),
  );
  return wholeLines(Math.ceil(rows) + 15);
}
