import { type Separability, separability } from "../separability/index.js";
import { InputError, UsageError } from "./errors.js";
import type { Values } from "./flags.js";
import { chosenColumns, labelsOf, numbersOf, readWhole, wantedOf } from "./tables.js";
import { type Console, quantity } from "./terminal.js";

/** Whether a plane separates each class from the rest: the plane, or the rows that forbid it. */
export async function separable(file: string, values: Values, console: Console): Promise<number> {
  const { target } = values;
  if (target === undefined) throw new UsageError("--target COLUMN is missing");
  const table = await readWhole(file, values, wantedOf(values, target));
  const y = labelsOf(file, table, target);
  const features = chosenColumns(file, table, target, values);
  const X = numbersOf(file, table, features);
  const classes = [...new Set(y)].sort();
  if (classes.length === 1) throw new InputError(`${file} has one class only, "${y[0]}"; a plane parts two`);
  const positives = classes.length === 2 ? classes.slice(1) : classes;
  const verdicts = positives.map((label) => {
    const truth = y.map((other) => other === label);
    // Without a budget for the perceptron: the simplex names few rows, and a cycle may name them all.
    const verdict = separability(X, truth, { budget: 0 });
    const against = classes.length === 2 ? classes[0] : "the rest";
    console.say(`${label} against ${against}: ${describe(verdict, features)}`);
    const lines = verdict.separable ? [] : conflict(verdict.certificate.counts, (row) => table.lineOf(row));
    if (!verdict.separable)
      console.say(
        `  the ${lines.length} rows on lines ${lines.join(", ")} cannot be parted: weighted, they cancel out`,
      );
    return verdict.separable
      ? { label, separable: true, margin: verdict.margin, weights: [...verdict.weights], bias: verdict.bias }
      : { label, separable: false, lines };
  });
  console.tell({ target, features, classes: verdicts });
  return 0;
}

function describe(verdict: Separability, features: readonly string[]): string {
  if (!verdict.separable) return "not separable by any plane";
  const terms = features.map((name, j) => `${signed(verdict.weights[j] ?? 0)}·${name}`);
  const margin = `margin ${verdict.margin.toPrecision(4)}`;
  // The bound overflows where the rows lie far from the origin and close together.
  const bound =
    verdict.mistakeBound < Infinity
      ? `, at most ${quantity(Math.floor(verdict.mistakeBound), "mistake")}`
      : "";
  return `separable; ${margin}${bound}\n  ${terms.join(" ")} ${signed(verdict.bias)} ≥ 0`;
}

const signed = (value: number | bigint): string => (value < 0 ? `− ${-value}` : `+ ${value}`);

/** The lines of the file that no plane separates. */
const conflict = (counts: readonly bigint[], lineOf: (row: number) => number): number[] =>
  Array.from(counts.keys())
    .filter((row) => (counts[row] ?? 0n) > 0n)
    .map(lineOf);
