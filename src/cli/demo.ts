import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import { Perceptron, type PerceptronOptions, TLU } from "../index.js";
import { crossValidate } from "../metrics/index.js";
import { column, numericColumns, readCsv } from "./csv.js";
import { type Print, percent, printCore, printEpochs } from "./print.js";
import { scatter } from "./scatter.js";

const IRIS = fileURLToPath(new URL("../../data/iris.csv", import.meta.url));

/** Colours where the terminal has them (and NO_COLOR does not forbid them). */
function paint(format: "bold" | "cyan" | "magenta" | "yellow", text: string): string {
  return process.stdout.isTTY && process.stdout.hasColors() ? styleText(format, text) : text;
}

/** The textbook's two examples on iris. */
export function demo(print: Print): void {
  const iris = readCsv(IRIS);
  const species = column(iris, "species");
  setosaByPetals(numericColumns(iris, ["petal_length", "petal_width"]), species, print);
  print("");
  threeSpecies(
    numericColumns(
      iris,
      iris.header.filter((name) => name !== "species"),
    ),
    species,
    print,
  );
  print("");
  printCore(print);
}

function setosaByPetals(X: number[][], species: string[], print: Print): void {
  print(paint("bold", "One threshold logic unit: is it setosa? From petal length and width in cm.\n"));
  const unit = new TLU({ randomState: 42 });
  const isSetosa = species.map((name) => Number(name === "setosa"));
  unit.fit(X, isSetosa);
  printEpochs(unit, print);
  const [length, width] = [...unit.weights].map((weight) => Number(weight.toFixed(4))) as [number, number];
  const bias = Number(unit.bias.toFixed(4));
  const rule = `${length}·length ${signed(width)}·width ${signed(bias)}`;
  print(`\nweights [${length}, ${width}], bias ${bias}`);
  print(`it fires where ${rule} ≥ 0; the boundary is width = ${line(length, width, bias)}\n`);
  const groups = [
    { name: "setosa", mark: paint("cyan", "●"), points: X.filter((_, i) => isSetosa[i] === 1) },
    {
      name: "versicolor and virginica",
      mark: paint("magenta", "▲"),
      points: X.filter((_, i) => isSetosa[i] === 0),
    },
  ];
  const boundary = (x: number): number => -(length * x + bias) / width;
  print("petal width (cm) over petal length (cm)");
  print(scatter(groups, boundary, paint("yellow", "·")));
}

const signed = (value: number): string => (value < 0 ? `− ${-value}` : `+ ${value}`);

const line = (length: number, width: number, bias: number): string =>
  `${(-bias / width).toFixed(2)} ${signed(Number((-length / width).toFixed(2)))}·length`;

function threeSpecies(X: number[][], species: string[], print: Print): void {
  print(paint("bold", "The Perceptron: three species from four features, standardised.\n"));
  const model = new Perceptron({ ...SHARED_OPTIONS }).fit(X, species);
  printEpochs(model, print);
  print("versicolor lies between the other two and no plane cuts it off, so its weights never rest:");
  print("each mistake moves them, and where they stop is where the last one left them\n");
  print(paint("bold", "Which options steady it? Right answers on all rows, and on rows not learned from:\n"));
  for (const [name, options] of OPTION_VARIANTS) {
    const trainingScore = new Perceptron({ ...SHARED_OPTIONS, ...options }).fit(X, species).score(X, species);
    const make = () => new Perceptron({ ...SHARED_OPTIONS, ...options });
    const heldOutScore = crossValidate(make, X, species, { folds: 10, seed: 42 }).mean;
    const bar = "█".repeat(Math.round((heldOutScore - 0.8) * 200)).padEnd(40);
    print(
      `  ${name.padEnd(34)} ${percent(trainingScore)}  ${paint("cyan", bar)} ${paint("bold", percent(heldOutScore))}`,
    );
  }
  print("  (ten folds, each tested by a model that learned the other nine; the bars begin at 80 %)");
}

const SHARED_OPTIONS = { randomState: 42, standardize: true } as const;

const OPTION_VARIANTS: readonly [string, PerceptronOptions][] = [
  ["the textbook's own rule", {}],
  ["average: true", { average: true }],
  ['average: true, multiclass: "joint"', { average: true, multiclass: "joint" }],
];
