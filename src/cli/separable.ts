import { type Plane, type Separability, separability } from "../separability/index.js";
import { InputError } from "./errors.js";
import { titleOf } from "./files.js";
import type { Values } from "./flags.js";
import { chosenColumns, labelsOf, numbersOf, readWhole, targetOf, wantedOf } from "./tables.js";
import { type Console, clippedName, inLines, quantity, screenWidth, signedTerm } from "./terminal.js";

/** Whether a plane separates each class from the rest: the plane, or the rows that forbid it. */
export async function separable(file: string, values: Values, console: Console): Promise<number> {
  const target = targetOf(values);
  const table = await readWhole(file, values, wantedOf(values, target));
  const y = labelsOf(file, table, target);
  const features = chosenColumns(file, table, target, values);
  const X = numbersOf(file, table, features);
  const classes = [...new Set(y)].sort();
  if (classes.length === 1)
    throw new InputError(`${titleOf(file)} has one class only, "${nameOf(y[0])}"; a plane parts two`);
  const positives = classes.length === 2 ? classes.slice(1) : classes;
  const verdicts = positives.map((label) => {
    const truth = y.map((other) => other === label);
    // Without a budget for the perceptron: the simplex names few rows, and a cycle may name them all.
    const verdict = separability(X, truth, { budget: 0 });
    const against = classes.length === 2 ? nameOf(classes[0]) : "the rest";
    const lines = verdict.separable ? [] : conflict(verdict.certificate.counts, (row) => table.lineOf(row));
    console.say(`${nameOf(label)} against ${against}: ${headline(verdict)}`);
    for (const line of verdict.separable ? planeOf(verdict, features) : conflictOf(lines)) console.say(line);
    return verdict.separable
      ? { label, separable: true, margin: verdict.margin, weights: [...verdict.weights], bias: verdict.bias }
      : { label, separable: false, lines };
  });
  console.tell({ target, features, classes: verdicts });
  return 0;
}

const nameOf = (name = ""): string => clippedName(name, 24);

function headline(verdict: Separability): string {
  if (!verdict.separable) return "not separable by any plane";
  const margin = `margin ${verdict.margin.toPrecision(4)}`;
  // The bound is no count any more, or overflows, where the rows lie far from the origin and close together.
  const bound =
    verdict.mistakeBound < 2 ** 53
      ? `, at most ${quantity(Math.floor(verdict.mistakeBound), "mistake")}`
      : "";
  return `separable; ${margin}${bound}`;
}

/** The inequality that holds for the rows of the class alone. */
function planeOf({ weights, bias }: Plane, features: readonly string[]): string[] {
  const terms = features.map((name, j) => `${signedTerm(weights[j] ?? 0)}·${nameOf(name)}`);
  return indented([...terms, signedTerm(bias), "≥ 0"]);
}

function conflictOf(lines: readonly number[]): string[] {
  const rows = `the ${lines.length} rows on lines ${lines.join(", ")}`;
  return indented(`${rows} cannot be parted: weighted, they cancel out`.split(" "));
}

/** What stands under a verdict, in as many lines as the screen asks for. */
const indented = (words: readonly string[]): string[] =>
  inLines(words, screenWidth() - 4, " ").map((line, i) => `${i === 0 ? "  " : "    "}${line}`);

/** The lines of the file that no plane separates. */
const conflict = (counts: readonly bigint[], lineOf: (row: number) => number): number[] =>
  Array.from(counts.keys())
    .filter((row) => (counts[row] ?? 0n) > 0n)
    .map(lineOf);
