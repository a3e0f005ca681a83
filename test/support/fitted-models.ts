// The root's table of refusals: every row runs on every core, beside fitted models, which must stay as they were, and
// the arena must give back what it took.
import { expect, it } from "vitest";
import { sharedArena } from "../../src/core/current.js";
import { Perceptron, TLU } from "../../src/index.js";
import { describeCores } from "./cores.js";
import { refusalTable, rowCheck } from "./refusals.js";

export const rowsOf = (...values: unknown[]) => [0, 2, 4, 6].map((i) => values.slice(i, i + 2) as number[]);
export const X = rowsOf(0, 0, 0, 1, 1, 0, 1, 1) as [number[], number[], number[], number[]];
export const y = [0, 0, 0, 1];
/** Rows or labels six times over, as many as calibration's folds ask for. */
export const sixTimes = <T>(values: readonly T[]): T[] => Array.from({ length: 6 }, () => values).flat();
export const Y = rowsOf(0, 1, 0, 1, 0, 1, 1, 0);

/** What a bad call must leave as it was. */
export const learn = () => ({
  blank: new Perceptron(),
  model: new Perceptron().fit(X, y),
  warm: new Perceptron({ warmStart: true }).fit(X, y),
  f32: new Perceptron({ dtype: "f32" }).fit(X, y),
  outputs: new Perceptron().fit(X, Y),
  unit: new TLU().fit(X, y),
});
export type Models = ReturnType<typeof learn>;

export const written = ({ unit, ...models }: Models): string =>
  JSON.stringify([
    models,
    Object.values(models).map((model) => Buffer.from(model.toBytes()).toString("base64")),
    [...unit.weights],
    unit.bias,
    unit.history,
    unit.converged,
  ]);

/** A saved model in which some keys, of the file, of its `prediction` or of its `training`, have other values. */
export function load(file: object, prediction: object = {}, training: object = {}): Perceptron {
  const saved = JSON.parse(JSON.stringify(new Perceptron().fit(X, y)));
  return Perceptron.fromJSON({
    ...saved,
    prediction: { ...saved.prediction, ...prediction },
    training: { ...saved.training, ...training },
    ...file,
  });
}

/** The first byte that the arena would give out: whatever has not been given back lies below it. */
export const level = (): number => sharedArena().scope(() => sharedArena().take(16));
export const memoryBytes = (): number => sharedArena().core.memory.buffer.byteLength;

const aGoodFit = (): string =>
  JSON.stringify(new Perceptron({ tol: null, maxIter: 9 }).fit(X, [0, 1, 1, 0]).coef);

/** The table that the root's tests fill. */
export const { rows, refused, rejected, meet, meetAsync } = refusalTable<Models>();

const setup = {
  make: learn,
  written: (models: Models) => ({ models: written(models), good: aGoodFit(), level: level() }),
};

/**
 * Runs every row of this file on every core. Memory does not grow again for the second call, and never for what is too
 * large.
 */
export function checkOnCores(title: string): void {
  const ofThisFile = rows.splice(0); // the next one may fill the table in the same process
  describeCores(title, () => {
    const check = rowCheck(setup);
    it.each(ofThisFile)("$code: $title", async (row) => {
      const bytes: number[] = [];
      const call = (models: Models): unknown => {
        bytes.push(memoryBytes());
        return row.call(models);
      };
      await check({ ...row, call });
      const [before, between] = bytes;
      if (row.code === "TOO_LARGE") expect(between).toBe(before);
      expect(memoryBytes()).toBe(between);
    });
  });
}
