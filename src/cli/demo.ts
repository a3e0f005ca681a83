import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Perceptron, type PerceptronOptions, TLU } from "../index.js";
import { crossValidate } from "../metrics/index.js";
import { countedIn, printCore, printEpochs } from "./print.js";
import { scatter } from "./scatter.js";
import { labelsOf, numbersOf, readWhole } from "./tables.js";
import { type Print, paint, percent, signedTerm } from "./terminal.js";

const IRIS = fileURLToPath(new URL("../../data/iris.csv", import.meta.url));

/** The textbook's two examples on iris, on a screen of 80 columns and 40 lines. */
export async function demo(print: Print): Promise<void> {
  const iris = await readWhole(IRIS, { quiet: true });
  const species = labelsOf(IRIS, iris, "species");
  const features = iris.names.filter((name) => name !== "species");
  setosaByPetals(numbersOf(IRIS, iris, ["petal_length", "petal_width"]), species, print);
  print("");
  threeSpecies(numbersOf(IRIS, iris, features), species, print);
  printCore(print);
  whatNext(print);
}

function setosaByPetals(X: number[][], species: string[], print: Print): void {
  print(paint("bold", "One threshold logic unit: is it setosa? From the petals of 150 irises, in cm."));
  const unit = new TLU({ randomState: 42 });
  const isSetosa = species.map((name) => Number(name === "setosa"));
  unit.fit(X, isSetosa);
  printEpochs(unit, print);
  const [length, width] = [...unit.weights].map((weight) => Number(weight.toFixed(4))) as [number, number];
  const bias = Number(unit.bias.toFixed(4));
  print(
    `  it fires where ${bias} ${signedTerm(length)}·length ${signedTerm(width)}·width ≥ 0, below the dotted boundary`,
  );
  const groups = [
    { name: "setosa", mark: paint("cyan", "●"), points: X.filter((_, i) => isSetosa[i] === 1) },
    {
      name: "versicolor and virginica",
      mark: paint("magenta", "▲"),
      points: X.filter((_, i) => isSetosa[i] === 0),
    },
  ];
  const boundary = (x: number): number => -(length * x + bias) / width;
  print("  petal width over petal length");
  print(scatter(groups, boundary, paint("yellow", "·")));
}

function threeSpecies(X: number[][], species: string[], print: Print): void {
  print(paint("bold", "The Perceptron: three species from four features, standardised."));
  const model = new Perceptron({ ...SHARED_OPTIONS }).fit(X, species);
  printEpochs(model, print, { counted: countedIn(model) });
  print("  versicolor lies between the other two, and no plane separates it from both\n");
  print(paint("bold", "Which options help? Rows right:    in training   held out, in ten folds"));
  print(`${" ".repeat(48)} 80 %${"100 %".padStart(BAR_COLUMNS - 4)}`);
  for (const [name, options] of OPTION_VARIANTS) {
    const trainingScore = new Perceptron({ ...SHARED_OPTIONS, ...options }).fit(X, species).score(X, species);
    const make = () => new Perceptron({ ...SHARED_OPTIONS, ...options });
    const heldOutScore = crossValidate(make, X, species, { folds: 10, seed: 42 }).mean;
    const bar = "█".repeat(Math.round((heldOutScore - 0.8) * 5 * BAR_COLUMNS)).padEnd(BAR_COLUMNS);
    print(
      `  ${name.padEnd(36)}${percent(trainingScore)}    ${paint("cyan", bar)} ${paint("bold", percent(heldOutScore))}`,
    );
  }
}

/** From 80 % to 100 %. */
const BAR_COLUMNS = 20;

const SHARED_OPTIONS = { randomState: 42, standardize: true } as const;

const OPTION_VARIANTS: readonly [string, PerceptronOptions][] = [
  ["the textbook's rule", {}],
  ["average: true", { average: true }],
  ['average: true, multiclass: "joint"', { average: true, multiclass: "joint" }],
];

/** Commands that run as they stand, whether the package is a clone or installed; and last the page, which a clone has. */
function whatNext(print: Print): void {
  const iris = JSON.stringify(relative("", IRIS)).replace(/^"(\S*)"$/, "$1");
  print(paint("bold", "What to try next:"));
  print(`npx rosenblatt separable ${iris} --target species`);
  print(`npx rosenblatt logic "A xor B" --table`);
  print("npm run playground   in a clone: watch one learn, in a browser");
}
