// What a CommonJS file has made is of the types that an ES module imports.
import { type KindError, type Label, Perceptron } from "rosenblatt";
import { crossValidate } from "rosenblatt/metrics";
import type { ThresholdNetwork } from "rosenblatt/network";
import * as required from "./commonjs/required.cjs";

const X = [[0], [1]];

export const model: Perceptron = required.model;
export const network: ThresholdNetwork = required.network;
export const mean: number = crossValidate(() => required.model, X, ["no", "yes"]).mean;

export function codeOf(error: unknown): string | undefined {
  if (!required.isKindError(error)) return undefined;
  const known: KindError = error;
  return known.code;
}

export const answer: Label | number[] = new Perceptron().fit(X, required.labels).predictOne([1]);
