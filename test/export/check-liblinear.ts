// Asks LIBLINEAR's own program for the labels of rows.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toLiblinear } from "../../src/export/index.js";
import { loadModel } from "../../src/predict/index.js";
import type { Case } from "./models.js";
import { inFolder, run } from "./tools.js";

/** Rows as LIBLINEAR reads them. */
export const svmlight = (rows: readonly number[][]): string =>
  rows.map((row) => `0 ${row.map((value, j) => `${j + 1}:${value}`).join(" ")}\n`).join("");

/** @param written  what is written, where that is a pipeline around the model */
export function askLiblinear(
  program: string,
  { model, rows }: Case,
  written: object = model,
): Promise<unknown[]> {
  return inFolder((folder) => {
    const files = ["model", "rows", "answers"].map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(files[0], toLiblinear(written));
    writeFileSync(files[1], svmlight(rows));
    run(program, [files[1], files[0], files[2]]);
    const { classes } = loadModel(model.toJSON());
    const areIntegers = classes.every(
      (label) => Number.isInteger(label) && Math.abs(Number(label)) < 2 ** 31,
    );
    return readFileSync(files[2], "utf8")
      .trim()
      .split("\n")
      .map((label) => (areIntegers ? Number(label) : classes[Number(label)]));
  });
}
