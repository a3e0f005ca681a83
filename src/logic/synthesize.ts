import { call } from "../base/errors.js";
import { Circuit, FALSE, not, type Signal, TRUE } from "./circuit.js";
import type { Network, Result } from "./network.js";
import { type TableDescription, validateTable } from "./truth-table.js";

/**
 * Builds a network that computes a truth table:
 *
 * ```ts
 * synthesize({ inputs: ["A", "B"], outputs: { out: "0110" } });
 * ```
 *
 * Shannon's expansion f = (x ∧ f₁) ∨ (¬x ∧ f₀) on the inputs in order, every different subtable built once: a
 * reduced ordered decision diagram (Bryant 1986) with neurons for its nodes. A row that does not matter has the digit "-":
 * two subtables that differ in such rows alone are built as one (Shiple et al. 1994).
 *
 * @param table  the names of the inputs, and a string of 0 and 1 for each output, a digit a row
 * @throws {KindError} WRONG_KIND   @throws {ShapeError} TABLE_LENGTH
 * @throws {ValueError} TABLE_DIGIT, TOO_MANY_INPUTS, DUPLICATE_NAME, RESERVED_NAME, NUMERIC_NAME, NO_OUTPUT
 */
export function synthesize<R extends Result = Result>(table: TableDescription): Network<R> {
  return call("synthesize", () => {
    validateTable(table, "01-");
    return shannonExpansion<R>(table);
  });
}

function shannonExpansion<R extends Result>({ inputs, outputs }: TableDescription): Network<R> {
  const circuit = new Circuit();
  const signals = inputs.map((name) => circuit.input(name));
  const built = new Map<string, Signal>();

  /** The signal of a subtable, in which the inputs before `level` are decided. */
  const build = (digits: string, level: number): Signal => {
    const known = built.get(digits);
    if (known !== undefined) return known;
    const signal = expand(digits, level);
    built.set(digits, signal);
    return signal;
  };

  const expand = (digits: string, level: number): Signal => {
    if (!digits.includes("1")) return FALSE;
    if (!digits.includes("0")) return TRUE;
    const half = digits.length / 2;
    const halves = [digits.slice(0, half), digits.slice(half)] as const;
    const both = merged(...halves);
    if (both !== undefined) return build(both, level + 1);
    const [low, high] = halves.map((table) => build(table, level + 1)) as [Signal, Signal];
    const input = signals[level] as Signal;
    return low === high ? low : circuit.or(circuit.and(input, high), circuit.and(not(input), low));
  };
  return circuit.network(Object.entries(outputs).map(([name, digits]) => [name, build(digits, 0)]));
}

/** The table that both are, rows that do not matter aside; undefined if there is none. */
function merged(low: string, high: string): string | undefined {
  if (low === high) return low;
  if (!low.includes("-") && !high.includes("-")) return undefined;
  let both = "";
  for (let row = 0; row < low.length; row++) {
    const [p, q] = [low.charAt(row), high.charAt(row)];
    if (p !== q && p !== "-" && q !== "-") return undefined;
    both += p === "-" ? q : p;
  }
  return both;
}
