// Loads a module and compares what it answers with the model.
import { expect } from "vitest";
import { toJavaScript } from "../../src/export/index.js";
import type { Case } from "./models.js";

interface Module {
  readonly classes: unknown[];
  predict(x: ArrayLike<number>): unknown;
  scores(x: ArrayLike<number>): number[];
  probabilities(x: ArrayLike<number>): number[];
}

export const load = (source: string): Promise<Module> =>
  import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(source).toString("base64")}`);

export async function checkJavaScript({ model, rows, labels, scores, probabilities }: Case): Promise<void> {
  const source = toJavaScript(model);
  expect(source).not.toMatch(/\bimport\b|\beval\b|\bFunction\b|<\/|[^\n -~]/);
  const { predict, scores: margins, probabilities: shares } = await load(source);
  const k = scores.length / rows.length;
  rows.forEach((row, i) => {
    expect(margins(row)).toEqual([...scores.slice(i * k, (i + 1) * k)]);
    expect(predict(row)).toEqual(labels[i]);
    if (probabilities === undefined) return;
    const count = probabilities.length / rows.length;
    expect(shares(row)).toEqual([...probabilities.slice(i * count, (i + 1) * count)]);
  });
}
