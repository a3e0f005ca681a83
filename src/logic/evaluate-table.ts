import * as fail from "../base/texts.js";
import { currentLogicKernel } from "./current-kernel.js";
import { type EncodedNetwork, encodeNetwork } from "./encoded-network.js";
import type { LogicKernel } from "./kernel.js";
import type { Assignment, NetworkDescription } from "./neuron.js";
import { assignment, MAX_INPUTS, TruthTable } from "./truth-table.js";

/** 2048 rows a block: of 220 sources 55 KB, and hundreds of blocks between 2^20 rows. */
const VECTORS_PER_BLOCK = 16;
const WORDS_PER_VECTOR = 4;
const ROWS_PER_WORD = 32;
const ROWS_PER_VECTOR = 128;
const BYTES_PER_VECTOR = 16;

/** Bits 0 to 4 of the row numbers 0 … 31. */
const BIT_PATTERNS = Int32Array.of(0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000);

/** Bit `bit` of the numbers of the 32 rows in word `word` of a column. */
const rowBits = (bit: number, word: number): number =>
  BIT_PATTERNS[bit] ?? -((word >>> (bit - BIT_PATTERNS.length)) & 1);

const align = (address: number): number => Math.ceil(address / BYTES_PER_VECTOR) * BYTES_PER_VECTOR;

interface Block {
  /** The number of its first word in a whole column: its rows are those from 32 times that. */
  readonly word: number;
  /** The bits of each output, row 32·w + b in bit b of word w. Valid until the next block. */
  readonly outputs: readonly Int32Array[];
}

/**
 * Evaluates a network over its whole truth table, a block at a time, so that memory stays small. Below 128
 * rows the table repeats to the end of the vector.
 */
export function* evaluateBlocks(
  network: EncodedNetwork,
  kernel: LogicKernel = currentLogicKernel(),
): Generator<Block> {
  const { inputCount, sourceCount, planeCount, words } = network;
  const wordCount = Math.ceil(2 ** inputCount / ROWS_PER_VECTOR) * WORDS_PER_VECTOR;
  const column = Math.min(wordCount, VECTORS_PER_BLOCK * WORDS_PER_VECTOR);

  // | network | counter | columns: always on, inputs, neurons |
  const counter = align(kernel.base + words.byteLength);
  const values = counter + planeCount * BYTES_PER_VECTOR;
  const columnAt = (source: number): number => values + source * column * words.BYTES_PER_ELEMENT;
  const memory = kernel.reserve(columnAt(sourceCount));
  new Int32Array(memory, kernel.base).set(words);
  const columns = Array.from({ length: sourceCount }, (_, k) => new Int32Array(memory, columnAt(k), column));
  const inputs = columns.slice(1, 1 + inputCount);
  const outputs = network.outputs.map((k) => columns[k] as Int32Array);

  columns[0]?.fill(-1);
  for (let word = 0; word < wordCount; word += column) {
    for (const [i, input] of inputs.entries()) {
      for (let w = 0; w < column; w++) input[w] = rowBits(inputCount - 1 - i, word + w);
    }
    kernel.evaluateBlock(
      kernel.base,
      kernel.base + words.byteLength,
      values,
      columnAt(1 + inputCount),
      column / WORDS_PER_VECTOR,
      counter,
    );
    yield { word, outputs };
  }
}

const DIGIT_ZERO = "0".charCodeAt(0);

/** The whole truth table of a network. */
export function truthTableOf(network: NetworkDescription, kernel?: LogicKernel): TruthTable {
  checkInputCount(network);
  const rows = 2 ** network.inputs.length;
  const digits = network.outputs.map(() => new Uint8Array(rows));
  for (const { word, outputs } of evaluateBlocks(encodeNetwork(network), kernel)) {
    digits.forEach((column, o) => {
      writeDigits(column, ROWS_PER_WORD * word, outputs[o] as Int32Array);
    });
  }
  const text = new TextDecoder();
  const outputs = network.outputs.map((name, o) => [name, text.decode(digits[o])]);
  return new TruthTable({ inputs: network.inputs, outputs: Object.fromEntries(outputs) });
}

/** Writes the bits of some words as the digits of the rows from `row`, as many as there are. */
function writeDigits(digits: Uint8Array, row: number, words: Int32Array): void {
  for (const bits of words) {
    const end = Math.min(ROWS_PER_WORD, digits.length - row);
    for (let bit = 0; bit < end; bit++) digits[row + bit] = DIGIT_ZERO + ((bits >>> bit) & 1);
    row += ROWS_PER_WORD;
  }
}

/** The assignment of the first row in which the only output fires, or null. */
export function firstSatisfying(network: NetworkDescription, kernel?: LogicKernel): Assignment | null {
  checkInputCount(network);
  for (const { word, outputs } of evaluateBlocks(encodeNetwork(network), kernel)) {
    const column = outputs[0] as Int32Array;
    const w = column.findIndex((bits) => bits !== 0);
    if (w < 0) continue;
    const bits = column[w] as number;
    const lowest = 31 - Math.clz32(bits & -bits);
    return assignment(network.inputs, ROWS_PER_WORD * (word + w) + lowest);
  }
  return null;
}

function checkInputCount({ inputs }: NetworkDescription): void {
  if (inputs.length > MAX_INPUTS) throw fail.tooManyInputs(inputs.length, MAX_INPUTS);
}
