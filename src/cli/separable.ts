import { type Separability, separability } from "../separability/index.js";
import { featureNames, InputError, labelColumn, numericColumns, readCsv } from "./csv.js";
import type { Print } from "./print.js";

/** Whether a plane separates each class from the rest: the plane, or the rows that forbid it. */
export function separable(file: string, target: string, named: string[] | undefined, print: Print): void {
  const table = readCsv(file);
  const y = labelColumn(table, target);
  const features = featureNames(table, target, named);
  const X = numericColumns(table, features);
  const classes = [...new Set(y)].sort();
  if (classes.length === 1) throw new InputError(`${file} has one class only, "${y[0]}"; a plane parts two`);
  const positives = classes.length === 2 ? classes.slice(1) : classes;
  for (const label of positives) {
    const verdict = separability(
      X,
      y.map((other) => other === label),
      { budget: 0 }, // the simplex names few rows; a cycle of the perceptron may name them all
    );
    print(
      `${label} against ${classes.length === 2 ? classes[0] : "the rest"}: ${describe(verdict, features)}`,
    );
    if (!verdict.separable) print(conflict(verdict.certificate.counts, table.rows));
  }
}

function describe(verdict: Separability, features: readonly string[]): string {
  if (!verdict.separable) return "not separable by any plane";
  const terms = features.map((name, j) => `${signed(verdict.weights[j] ?? 0)}·${name}`);
  const figures = `margin ${verdict.margin.toPrecision(4)}, at most ${Math.floor(verdict.mistakeBound)} mistakes`;
  return `separable; ${figures}\n  ${terms.join(" ")} ${signed(verdict.bias)} ≥ 0`;
}

const signed = (value: number | bigint): string => (value < 0 ? `− ${-value}` : `+ ${value}`);

/** The lines of the file that no plane separates. */
function conflict(counts: readonly bigint[], rows: readonly { line: number }[]): string {
  const lines = rows.flatMap(({ line }, i) => ((counts[i] ?? 0n) > 0n ? [line] : []));
  return `  the ${lines.length} rows on lines ${lines.join(", ")} cannot be parted: weighted, they cancel out`;
}
