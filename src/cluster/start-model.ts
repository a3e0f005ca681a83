// What the tasks of a step begin with, read once.

import * as fail from "../base/texts-cluster.js";
import type { ModelState, PredictionWeights } from "../learn/model.js";
import type { Outputs } from "../learn/outputs.js";
import { Perceptron } from "../learn/perceptron.js";
import type { ClassWeightSetting, PerceptronSettings } from "../learn/settings.js";
import { savedRule } from "../rules/saved-rule.js";

export interface StartModel {
  readonly settings: PerceptronSettings;
  readonly classWeight: Exclude<ClassWeightSetting, "balanced">;
  readonly outputs: Outputs;
  readonly state: ModelState;
  readonly prediction: PredictionWeights;
  /** Two models have one key if their shards are read, encoded and weighed alike. */
  readonly key: string;
}

/** The one that was read last: all tasks of a step begin with it. */
let last: { readonly bytes: Uint8Array; readonly model: StartModel } | undefined;

/** @param bytes  a model as `toBytes` wrote it, with its class weights as numbers */
export function startModel(bytes: Uint8Array): StartModel {
  if (last === undefined || Buffer.compare(last.bytes, bytes) !== 0) last = { bytes, model: read(bytes) };
  return last.model;
}

function read(bytes: Uint8Array): StartModel {
  const { settings: saved, fitted } = Perceptron.fromBytes(bytes).toState();
  if (fitted === undefined) throw fail.notATask("its model has not learned");
  const rule = saved.rule && savedRule(saved.rule);
  if (saved.rule !== undefined && rule === undefined)
    throw fail.notATask("its model learns by a rule that this release does not have");
  const settings = { ...saved, rule };
  const { state, outputs, prediction } = fitted;
  const classWeight = settings.classWeight as StartModel["classWeight"];
  const { dtype, average, b } = state;
  const key = JSON.stringify([settings, [...(classWeight ?? [])], dtype, average !== undefined, b.length]);
  return { settings, classWeight, outputs, state, prediction, key };
}
