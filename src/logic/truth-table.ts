import { call } from "../base/errors.js";
import { Instance } from "../base/instance.js";
import * as fail from "../base/texts.js";
import { harmless } from "../base/words.js";
import type { Assignment } from "./neuron.js";
import { isIndex, requireNames, requireObject, requireString, requireUnique } from "./validate.js";

/** More inputs are refused wherever a whole table is visited: each of them doubles it. */
export const MAX_INPUTS = 24;

/** More inputs make more text than a string can hold. */
const MAX_TEXT_INPUTS = 20;

/** A truth table as plain data: a string of "0" and "1" per output, one digit per row. */
export interface TableDescription {
  /** The names of the inputs, the highest bit first. */
  readonly inputs: readonly string[];
  /** By the name of an output, a "0" or "1" for each of the 2^inputs rows. */
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Every row of the truth table of some outputs. Rows count in binary with the first input as the highest bit:
 * for inputs A, B they are 00, 01, 10, 11. It is its own description: `JSON.stringify` keeps all of it.
 */
export class TruthTable extends Instance implements TableDescription, Iterable<Assignment> {
  static override readonly name: string = "TruthTable"; // which minifying would take away
  /** The names of the inputs, the highest bit first. */
  readonly inputs: readonly string[];
  /** By the name of an output, a "0" or "1" for each of the 2^inputs rows. */
  readonly outputs: Readonly<Record<string, string>>;

  /**
   * @param description  the names of the inputs, and the digits of each output
   * @throws {KindError}  WRONG_KIND
   * @throws {ShapeError} TABLE_LENGTH if an output has not one digit for each of the 2^inputs rows
   * @throws {ValueError} TABLE_DIGIT, TOO_MANY_INPUTS, NUMERIC_NAME
   */
  constructor(description: TableDescription) {
    super(TruthTable);
    call("new TruthTable", () => validateTable(description, "01"));
    this.inputs = Object.freeze([...description.inputs]);
    this.outputs = Object.freeze(Object.fromEntries(Object.entries(description.outputs)));
  }

  /** The number of rows. */
  get length(): number {
    return 2 ** this.inputs.length;
  }

  /** The rows in order: the value of every input, then of every output, by name. */
  *[Symbol.iterator](): Generator<Assignment> {
    const outputs = Object.entries(this.outputs);
    for (let row = 0; row < this.length; row++) {
      const values = outputs.map(([name, digits]) => [name, digits[row] === "1"]);
      yield Object.fromEntries([...Object.entries(assignment(this.inputs, row)), ...values]);
    }
  }

  /**
   * The table as text, all lines at once.
   *
   * @throws {ValueError} TOO_MANY_INPUTS beyond 20; go through `lines` then
   */
  override toString(): string {
    return call("TruthTable.toString", () => {
      if (this.inputs.length > MAX_TEXT_INPUTS) {
        throw fail.tooManyInputs(this.inputs.length, MAX_TEXT_INPUTS);
      }
      return [...this.lines()].join("\n");
    });
  }

  /** A line of names, then a line of 0 and 1 for each row. */
  *lines(): Generator<string> {
    const outputs = Object.entries(this.outputs);
    const heads = [...this.inputs, ...outputs.map(([name]) => name)].map(harmless);
    const line = (cells: readonly string[]) =>
      cells.map((cell, i) => cell.padStart(heads[i]?.length ?? 0)).join(" ");
    yield line(heads);
    for (let row = 0; row < this.length; row++) {
      const inputs = this.inputs.length === 0 ? "" : row.toString(2).padStart(this.inputs.length, "0");
      yield line([...inputs, ...outputs.map(([, digits]) => digits[row] ?? "")]);
    }
  }
}

/** The values of the inputs in a row. */
export function assignment(inputs: readonly string[], row: number): Assignment {
  return Object.fromEntries(inputs.map((name, i) => [name, ((row >>> (inputs.length - 1 - i)) & 1) === 1]));
}

/** @param allowed  the digits that a table may have */
export function validateTable(description: unknown, allowed: string): void {
  const given = requireObject("the table", description);
  const { size } = requireUnique(requireNames("inputs", given.inputs));
  if (size > MAX_INPUTS) throw fail.tooManyInputs(size, MAX_INPUTS);
  for (const [name, value] of Object.entries(requireObject("outputs", given.outputs))) {
    if (isIndex(name)) throw fail.numericName(name);
    const digits = requireString(`output "${name}"`, value);
    if (digits.length !== 2 ** size) throw fail.tableLength(name, digits.length, size);
    const wrong = digits.search(new RegExp(`[^${allowed}]`));
    if (wrong >= 0) throw fail.tableDigit(name, wrong, digits.charAt(wrong), [...allowed]);
  }
}
