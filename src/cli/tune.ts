import type { PerceptronOptions } from "../index.js";
import { arow, passiveAggressive } from "../rules/index.js";
import { textOfError } from "./error-texts.js";
import { InputError } from "./errors.js";
import { type FlagName, refuseBeside, type Values } from "./flags.js";
import { countLabels } from "./learning.js";
import { modelOptions } from "./model-options.js";
import type { Examples } from "./tables.js";
import { aligned, bar, type Console, paint, percent } from "./terminal.js";
import { type Tested, testedInFolds } from "./testing.js";

interface Candidate {
  readonly name: string;
  readonly options: PerceptronOptions;
}

const [JOINT, OVR] = [{ multiclass: "joint" }, { multiclass: "ovr" }] as const;

/** The table of options in docs/training.md, and other rules; of two classes, what is joint says the same. */
const CANDIDATES: readonly Candidate[] = [
  { name: "average, joint", options: { ...JOINT, average: true } },
  { name: "average", options: { ...OVR, average: true } },
  { name: "last weights, joint", options: { ...JOINT, average: false } },
  { name: "last weights", options: { ...OVR, average: false } },
  { name: "best weights, joint", options: { ...JOINT, average: false, keep: "best" } },
  { name: "best weights", options: { ...OVR, average: false, keep: "best" } },
  { name: "early stopping", options: { ...OVR, average: false, earlyStopping: true } },
  // Their options were chosen in folds, over the training rows of the tables in the bench.
  { name: "AROW", options: { ...JOINT, average: true, rule: arow({ r: 100 }) } },
  { name: "passive-aggressive", options: { ...JOINT, average: true, rule: passiveAggressive({ C: 0.01 }) } },
];

/** Flags for what the candidates differ in, and for another way to test them. */
const CHOSEN_BY_TUNE: readonly FlagName[] = [
  ...(["average", "decay", "keep", "multiclass", "early-stopping"] as const),
  ...(["rule", "C", "variant", "r", "test-size"] as const),
];

/** @throws {UsageError} for --tune beside a flag for what it chooses */
export const refuseBesideTune = (values: Values): void =>
  refuseBeside(values, "tune", CHOSEN_BY_TUNE, "it tries several, in folds");

const BAR = 24;

/** The options that do best in folds, and how well; the first of those that do equally well. */
export function tuned(
  examples: Examples,
  values: Values,
  console: Console,
): { options: PerceptronOptions; tested: Tested } {
  const isTwo = countLabels(examples.y).length === 2;
  const tried = CANDIDATES.filter(({ name }) => !(isTwo && name.endsWith("joint"))).flatMap((candidate) => {
    const options = { ...modelOptions(values), ...candidate.options };
    try {
      return [{ ...candidate, options, tested: testedInFolds(examples, values, options, candidate.name) }];
    } catch (error) {
      if (textOfError(error) !== undefined) return []; // these options are none for this table
      throw error;
    }
  });
  const best = tried.reduce(
    (a, b) => (b.tested.accuracy > a.tested.accuracy ? b : a),
    tried[0] as (typeof tried)[0],
  );
  if (best === undefined)
    throw new InputError("no options could be tried: there are too few rows of a label");
  const least = Math.min(...tried.map(({ tested }) => tested.accuracy)) - 0.02;
  const lines = tried.map(({ name, tested: { accuracy } }) => [
    name,
    percent(accuracy),
    paint("cyan", bar((accuracy - least) / (1 - least), BAR)),
    name === best.name ? paint("bold", "best") : "",
  ]);
  console.say(`\n  options, by accuracy in ${best.tested.folds?.length} folds`);
  for (const line of aligned(lines, [1])) console.say(`    ${line}`);
  return best;
}
