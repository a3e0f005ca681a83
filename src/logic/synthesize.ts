import { Circuit, FALSE, not, type Signal, TRUE } from "./circuit.js";
import type { Network, Result } from "./network.js";
import { type TableDescription, TruthTable } from "./truth-table.js";

/**
 * Builds a network that computes a truth table:
 *
 *     synthesize({ inputs: ["A", "B"], outputs: { out: "0110" } })
 *
 * Shannon's expansion f = (x ∧ f₁) ∨ (¬x ∧ f₀) on the inputs in order, every different subtable built once: a
 * reduced ordered decision diagram (Bryant 1986) with neurons for its nodes.
 *
 * @param table  the names of the inputs, and a string of 0 and 1 for each output, a digit a row
 * @throws {KindError} WRONG_KIND   @throws {ShapeError} TABLE_LENGTH
 * @throws {ValueError} TABLE_DIGIT, TOO_MANY_INPUTS, DUPLICATE_NAME, RESERVED_NAME, NO_OUTPUT
 */
export function synthesize<R extends Result = Result>(table: TableDescription): Network<R> {
  const { inputs, outputs } = new TruthTable(table);
  const circuit = new Circuit();
  const signals = inputs.map((name) => circuit.input(name));
  const built = new Map([
    ["0", FALSE],
    ["1", TRUE],
  ]);

  /** The signal of a subtable, in which the inputs before `level` are decided. */
  const build = (digits: string, level: number): Signal => {
    const known = built.get(digits);
    if (known !== undefined) return known;
    const half = digits.length / 2;
    const low = build(digits.slice(0, half), level + 1);
    const high = build(digits.slice(half), level + 1);
    const input = signals[level] as Signal;
    const signal = low === high ? low : circuit.or(circuit.and(input, high), circuit.and(not(input), low));
    built.set(digits, signal);
    return signal;
  };
  return circuit.network(Object.entries(outputs).map(([name, digits]) => [name, build(digits, 0)]));
}
