import { type DType, typedKind } from "../base/dtype.js";
import { named } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { checkOptions, count, optional } from "../data/options.js";
import { isDetached, refuseLocked } from "../data/view.js";
import {
  emptyRows,
  type MultilabelData,
  type ParsedRows,
  type SvmlightData,
  toMultilabelData,
  toSvmlightData,
} from "./data.js";
import { declaredBase, readDType, readIndexBase, readMultilabel } from "./options.js";
import { lineFormat, parseLine } from "./parse-line.js";

/** A text in parts, cut anywhere: strings, or bytes of UTF-8. */
export type Chunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** How the text is read, and in which batches. */
export interface BatchOptions {
  /** How many rows a batch has; the last may have fewer. Default 10,000. */
  rows?: number | undefined;
  /** How many columns X has. */
  cols: number;
  /**
   * Whether indices count from 0, which no batch can tell for those behind it. Default: what a comment before the first row
   * says, otherwise false.
   */
  zeroBased?: boolean | undefined;
  /** The element type of X. Default "f64". */
  dtype?: DType | undefined;
  /** The labels of lines that have several, or none: y is then a matrix of 0 and 1, a column each. Default: one each. */
  multilabel?: readonly number[] | undefined;
}

/**
 * Reads svmlight from data larger than memory, in batches as `Perceptron.fitStream` takes them. The rows are
 * those of `readSvmlight`, to the bit, wherever the chunks are cut; a batch, a chunk and a line are in memory
 * at once.
 *
 * ```ts
 * const batches = svmlightBatches(createReadStream("train.svm"), { cols: 47_236 });
 * await model.fitStream(batches, { classes: [-1, 1] });
 * ```
 *
 * @param chunks  a file's stream, a response's body, or any other (async) iterable; it is closed at the end
 * @param options  rows of a batch; cols; zeroBased; dtype
 * @throws what `readSvmlight` and the iterable throw, once it is iterated
 * @throws {KindError} WRONG_KIND if a chunk is neither a string nor a Uint8Array
 * @throws {ValueError} DETACHED   @throws {StateError} LOCKED
 */
export function svmlightBatches(
  chunks: Chunks,
  options: BatchOptions & { multilabel: readonly number[] },
): AsyncGenerator<MultilabelData, void, void>;
export function svmlightBatches(
  chunks: Chunks,
  options: BatchOptions & { multilabel?: undefined },
): AsyncGenerator<SvmlightData, void, void>;
export async function* svmlightBatches(
  chunks: Chunks,
  options: BatchOptions,
): AsyncGenerator<SvmlightData | MultilabelData, void, void> {
  try {
    refuseNotIterable(chunks);
    options = checkOptions(options, ["rows", "cols", "zeroBased", "dtype", "multilabel"]);
    const batchRows = optional(undefined, count)("rows", options.rows) ?? 10_000;
    const cols = count("cols", options.cols);
    let base = readIndexBase(options.zeroBased);
    const dtype = readDType(options.dtype);
    const labels = options.multilabel === undefined ? undefined : readMultilabel(options.multilabel);
    if (typeof labels === "boolean") throw fail.optionKind("multilabel", labels, "an array of numbers");
    const formatOf = () => lineFormat(base, cols, dtype, labels !== undefined);
    const batchOf = (parsed: ParsedRows) =>
      labels === undefined
        ? toSvmlightData(parsed, base, cols, dtype)
        : toMultilabelData(parsed, labels, base, cols, dtype);
    let format = formatOf();
    let begun = options.zeroBased !== undefined;
    let line = 0;
    let rows = emptyRows();
    for await (const lines of linesOf(chunks)) {
      for (const text of lines) {
        if (!begun) {
          base = declaredBase(text) ?? base;
          format = formatOf();
        }
        parseLine(text, 0, text.length, ++line, format, rows);
        begun ||= rows.y.length > 0;
        if (rows.y.length < batchRows) continue;
        yield batchOf(rows);
        rows = emptyRows();
      }
    }
    if (rows.y.length > 0) yield batchOf(rows);
  } catch (error) {
    throw named("svmlightBatches", error);
  }
}

/** Characters that are cut into lines at once: of a chunk as long as a string may be, the lines are no array. */
const PART = 2 ** 20;
/** Every engine's strings may be longer. */
const MOST_LINE = 2 ** 28;

/** The lines that each part of a chunk ends, and the last. @throws {ValueError} TEXT_TOO_LONG */
async function* linesOf(chunks: Chunks): AsyncGenerator<string[], void, void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const text = typeof chunk === "string" ? decoder.decode() + chunk : decode(decoder, chunk);
    for (let at = 0; at < text.length; at += PART) {
      const lines = text.slice(at, at + PART).split("\n");
      lines[0] = rest + lines[0];
      rest = lines.pop() as string;
      if (rest.length > MOST_LINE) throw fail.lineTooLong(MOST_LINE);
      yield lines;
    }
  }
  yield [rest + decoder.decode()];
}

/** A character that a chunk cuts in two waits for the next. */
function decode(decoder: TextDecoder, chunk: unknown): string {
  if (typedKind(chunk) !== "Uint8Array") {
    throw fail.wrongKind("a chunk", "a string or a Uint8Array", chunk);
  }
  const bytes = chunk as Uint8Array;
  if (isDetached(bytes)) throw fail.detached("a chunk");
  return decoder.decode(bytes, { stream: true });
}

function refuseNotIterable(chunks: unknown): void {
  const given = chunks as Partial<AsyncIterable<unknown> & Iterable<unknown>> | null | undefined;
  if (typeof (given?.[Symbol.asyncIterator] ?? given?.[Symbol.iterator]) !== "function") {
    throw fail.wrongKind("chunks", "an iterable or async iterable of strings or Uint8Arrays", chunks);
  }
  refuseLocked(chunks);
}
