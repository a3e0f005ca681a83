import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import { Perceptron, TLU } from "../index.js";
import { scatter } from "./scatter.js";
import { type Print, percent, showCore, showEpochs } from "./show.js";
import { column, numbers, readTable } from "./table.js";

const IRIS = fileURLToPath(new URL("../../data/iris.csv", import.meta.url));

/** Colours where the terminal has them (and NO_COLOR does not forbid them). */
function paint(format: "bold" | "cyan" | "magenta" | "yellow", text: string): string {
  return process.stdout.isTTY && process.stdout.hasColors() ? styleText(format, text) : text;
}

/** The textbook's two examples on iris. */
export function demo(print: Print): void {
  const iris = readTable(IRIS);
  const species = column(iris, "species");
  setosaByPetals(numbers(iris, ["petal_length", "petal_width"]), species, print);
  print("");
  threeSpecies(
    numbers(
      iris,
      iris.header.filter((name) => name !== "species"),
    ),
    species,
    print,
  );
  print("");
  showCore(print);
}

function setosaByPetals(X: number[][], species: string[], print: Print): void {
  print(paint("bold", "One threshold logic unit: is it setosa? From petal length and width in cm.\n"));
  const unit = new TLU({ randomState: 42 });
  const isSetosa = species.map((name) => Number(name === "setosa"));
  unit.fit(X, isSetosa);
  showEpochs(unit, print);
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
  const model = new Perceptron({ randomState: 42 });
  const scaled = standardise(X);
  model.fit(scaled, species);
  showEpochs(model, print);
  print("versicolor lies between the other two and no plane cuts it off, so its weights never rest:");
  print("each mistake moves them, and where they stop is where the last one left them");
  print(`\naccuracy ${paint("bold", percent(model.score(scaled, species)))} of ${species.length} rows`);
}

/** Each column less its mean, over its standard deviation. */
function standardise(X: number[][]): number[][] {
  const columns = (X[0] ?? []).map((_, j) => X.map((row) => row[j] as number));
  const scales = columns.map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.sqrt(variance) };
  });
  return X.map((row) =>
    row.map((value, j) => {
      const { mean, deviation } = scales[j] as (typeof scales)[number];
      return (value - mean) / deviation;
    }),
  );
}
