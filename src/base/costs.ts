/*
 * What the library decides by size: every threshold, with the measurement that it comes from (Node 20.20, one core of a
 * shared Zen 3; ratios of medians, with and without). Whatever they decide, the bits are the same.
 *
 *   a loop pauses           every PART cheap operations     2–15 ns each: well below a millisecond
 *   a copy pauses           every COPY_PART elements        0.1–2 ns each
 *   an epoch is split       into calls of KERNEL_PART and   0.1–0.5 ns a multiply-add: 2 ms at most
 *                           to rows of CACHED_BYTES         20000×784, ten outputs: 1.4×, with either of the two
 *   predict is split        to rows of PREDICT_BYTES        20000×784, ten outputs: 1.3×
 *   a prediction is shared  in blocks of 4 MB, from 8       100000×784, ten outputs, two threads: 1.36× so, 1.22× in
 *                           outputs and four blocks of 2    blocks of 1 MB, which come from another core's cache (Sapphire
 *                           million multiply-adds on        Rapids); 3000×64, ten outputs, 0.8×; with three outputs 0.8×
 *   a product takes B       by panels (assembly/product)    1024³: 1.5×
 *   epochs share a call     up to EPOCHS_PART in all        iris, 100 epochs, whole call: 1.4×
 *   rows are streamed       from STREAMING.leastBytes on    1,000,000×64, 3 epochs: 1.7×, and 256 MB less memory;
 *                                                           10 and 20 MB, 20 epochs: 0.78×, so not below; 41 MB: 1×;
 *                                                           100000×2¹⁸ sparse: 0.52×, so not those that fit
 *   copies go line to line  (core/arena)                    20000×784, 5 epochs: 1.2×; 60000×301, 3 epochs: 1.2×
 *   the first fit streams   up to ONCE_EPOCHS, where        20000×64, 10 epochs: 1.4×, and 1,200 page faults fewer
 *                           memory would grow for it
 *   a tile of products is   2 rows × 4 outputs              its sums, rows and weight fit V8's 14 vectors
 *   training asks           4 rows × 1 output, or           20000×64, 20 % mistakes: 1.3×; ten outputs of 64 features
 *                           4 rows × 2 outputs at once      1.14× over 2 rows × 4, shuffled 784 1.2×
 *   few features lie        in lanes (assembly/panel)       iris, 100 epochs: 1.14×
 *   one row is learned      in JavaScript                   d = 64: 1.2 µs, not 23
 *   one row is multiplied   in JavaScript, and in Wasm by   d = 64, k = 3: 4.4×, 140 ns
 *                           a model that was asked for
 *                           CACHE_AFTER_CALLS in a row
 *   a call is shared        from SHARED_WORK on             70,000 multiply-adds take as long in two threads as in one
 *   a thread keeps weights  up to OWN_BYTES                 two threads against one (Sapphire Rapids), 100000×20, six outputs:
 *   and biases of its own                                   1.3×, with biases alone 1.05×, with none 0.78×; 20000×784, ten: no
 *                                                           more than with biases alone
 */

/** Cheap operations between two pauses. */
export const PART = 8192;

/** Numbers copied or scaled between two pauses. */
export const COPY_PART = 65536;

/** Multiply-adds (of eight rows at least) in one call of a training kernel: others wait for its end. */
export const KERNEL_PART = 2 ** 22;

/** Multiply-adds of the short epochs in one call of a training kernel. */
export const EPOCHS_PART = 2 ** 20;
/** Epochs in one such call at most: a call costs a microsecond, and room is taken for what each of them tells. */
export const MOST_EPOCHS = 256;

/**
 * Training rows are streamed from so many bytes on, in blocks of so many: about the second-level cache, with room for
 * the weights. Tests set both.
 */
export const STREAMING = { leastBytes: 2 ** 25, leastSparseBytes: Infinity, blockBytes: 2 ** 18 };
/** Where a fit has no more epochs than these, a quarter of the bytes: to copy rows once is then not worth it. */
export const FEW_EPOCHS = 8;
/** Where it has no more than these, and memory would have to grow for it, the first fit of so many rows is streamed too. */
export const ONCE_EPOCHS = 16;

/** Rows that all outputs pass before the next ones come. */
export const CACHED_BYTES = 128 * 1024;
/** However long they are: fewer rows would not be worth the calls. */
export const LEAST_CACHED_ROWS = 64;

/** Rows of one part of a prediction. */
export const PREDICT_BYTES = 256 * 1024;
/** Of a block of rows that another thread multiplies. */
export const SHARED_BYTES = 2 ** 22;
/** Of all such blocks together: where rows are so long that a few fill them, fewer threads share a prediction. */
export const SHARED_MOST_BYTES = 2 ** 29;
/** Multiply-adds of such a block at least. */
export const SHARED_ROWS_WORK = 2 ** 21;
/** With fewer outputs copying is most of a prediction, and nothing is shared. */
export const SHARED_OUTPUTS = 8;

/** Rows in a row of one model before its weights move to linear memory: that copies them. */
export const CACHE_AFTER_CALLS = 16;
/** With fewer weights, a crossing costs more than it saves. */
export const CACHED_LEAST_WEIGHTS = 64;
/** With more, a model would hold much memory for its single rows. */
export const CACHED_MOST_WEIGHTS = 2 ** 18;

/** Weights of a model whose single rows are learned in JavaScript: with more, the kernels win. */
export const ONE_ROW_MOST_WEIGHTS = 1024;

/** Multiply-adds from which a call is worth handing to other threads. */
export const SHARED_WORK = 2 ** 16;
/** Of each array that is corrected, what a thread copies to a place of its own for an epoch, at most. */
export const OWN_BYTES = 2048;

/**
 * Rows that a fit visits before `tol` may end it: small data gets the epochs that it needs. (100 separable sets of 50 rows:
 * without it 18 stop early, with it none.)
 */
export const LEAST_VISITS = 32_768;
