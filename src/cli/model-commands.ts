import { writeFileSync } from "node:fs";
import { csvFormatRows } from "d3-dsv";
import { KindError, type Label, Perceptron, type PerceptronJSON, ValueError } from "../index.js";
import { featureNames, InputError, labelColumn, numericColumns, readCsv, readText } from "./csv.js";
import { type Print, percent, printCore, printEpochs } from "./print.js";

/** What `train --out` writes: the model, and the columns that it was trained on. */
interface ModelFile {
  features: string[];
  target: string;
  model: PerceptronJSON;
}

export interface TrainOptions {
  target: string;
  features?: string[] | undefined;
  seed?: number | undefined;
  epochs?: number | undefined;
  eta?: number | undefined;
  out?: string | undefined;
}

export function train(file: string, options: TrainOptions, print: Print): void {
  const table = readCsv(file);
  const { target } = options;
  const y = labelColumn(table, target);
  const features = featureNames(table, target, options.features);
  const X = numericColumns(table, features);
  const model = new Perceptron({ randomState: options.seed, maxIter: options.epochs, eta0: options.eta });
  model.fit(X, y);
  print(
    `${X.length} rows, ${features.length} features (${features.join(", ")}), ${model.classes.length} classes`,
  );
  printEpochs(model, print);
  print(`training accuracy ${percent(model.score(X, y))}`);
  printCore(print);
  if (options.out !== undefined) {
    const saved: ModelFile = { features, target, model: model.toJSON() };
    write(options.out, `${JSON.stringify(saved, null, 2)}\n`);
    print(`saved to ${options.out}`);
  }
}

/** Prints a CSV of one column: the target's name, then a label for each row. */
export function predict(modelFile: string, file: string, print: Print): void {
  const { features, target, model } = readModel(modelFile);
  const labels = model.predict(numericColumns(readCsv(file), features));
  print(csvFormatRows([target, ...labels].map((label) => [String(label)])));
}

export function evaluate(modelFile: string, file: string, target: string, print: Print): void {
  const { features, model } = readModel(modelFile);
  const table = readCsv(file);
  const y = labelColumn(table, target);
  const accuracy = model.score(numericColumns(table, features), y);
  print(`accuracy ${percent(accuracy)} (${Math.round(accuracy * y.length)} of ${y.length} rows)`);
}

function readModel(file: string): { features: string[]; target: string; model: Perceptron<Label> } {
  const text = readText(file);
  let saved: Partial<ModelFile> | null;
  try {
    saved = JSON.parse(text);
  } catch {
    throw new InputError(`${file} is not JSON; expected what "rosenblatt train --out" wrote`);
  }
  const { features, target, model } = saved ?? {};
  const named =
    Array.isArray(features) && features.length > 0 && features.every((name) => typeof name === "string");
  if (!named || typeof target !== "string" || model === undefined) {
    throw new InputError(`${file} is not a model; expected what "rosenblatt train --out" wrote`);
  }
  const loaded = withFileName(file, () => Perceptron.fromJSON<Label>(model));
  if (loaded.coef.cols !== features.length) {
    throw new InputError(
      `${file} names ${features.length} features, and its model takes ${loaded.coef.cols}`,
    );
  }
  return { features, target, model: loaded };
}

/** Puts the name of the file before an error of the library. */
function withFileName<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof KindError || error instanceof ValueError
      ? new InputError(`${file}: ${error.message}`)
      : error;
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new InputError(`cannot write ${file}: ${(error as NodeJS.ErrnoException).code}`);
  }
}
