import type { AbortSignalLike } from "../base/abort-signal.js";
import * as texts from "../base/texts.js";
import * as fail from "../base/texts-cluster.js";
import type { Label } from "../data/labels.js";
import { abortSignal, callback, checkOptions, count, isRecord, oneOf, optional } from "../data/options.js";
import { encodeClassWeight, labelOutputs } from "../learn/outputs.js";
import { type LearningRule, readRule } from "../learn/rule.js";
import { type ClassWeightSetting, type PerceptronSettings, perceptronSettings } from "../learn/settings.js";
import type { EpochReport, PerceptronOptions } from "../learn/types.js";
import { savedRule } from "../rules/saved-rule.js";
import type { Executor } from "./executor.js";
import type { Manifest, Shard } from "./manifest.js";
import type { Mixing } from "./mix.js";
import type { Store } from "./store.js";
import type { ShardTask } from "./task.js";

/** How far an epoch is, for whoever shows it. */
export interface ClusterProgress {
  /** From 1. */
  readonly epoch: number;
  /** Whether its rows are learned, or the model is asked about rows after it. */
  readonly kind: ShardTask["kind"];
  /** Shards of the epoch that are done. */
  readonly shardsDone: number;
  /** Shards of the epoch. */
  readonly shards: number;
  /** How many workers there are. */
  readonly workers: number;
  /** Tasks that were begun again because their worker was lost. */
  readonly retries: number;
}

/** The options of a Perceptron but those that need all rows in one place, and what a run over shards has beside them. */
export interface ClusterOptions
  extends Omit<
    PerceptronOptions,
    "maxIter" | "keep" | "warmStart" | "standardize" | "average" | "validationFraction"
  > {
  /** The most epochs that are run. Default 1000. */
  epochs?: number | undefined;
  /** Whether the model is the mean of the weights after each visited row. Default false. */
  average?: boolean | undefined;
  /**
   * How the models that an epoch made of each shard are weighed in their mean: "uniform", all alike, or "mistakes", by the
   * mistakes that each made. Default "uniform".
   */
  mixing?: Mixing | undefined;
  /** With early stopping, the share of shards that are held out, at least one: the last ones. Default 0.1. */
  validationFraction?: number | undefined;
  /** What the tasks run on. Default: threads of this process, one for each processor. */
  executor?: Executor | undefined;
  /** Where epochs are committed, so that a run that was ended goes on. Default: the executor's, or this process's memory. */
  store?: Store | undefined;
  /** Called after each epoch; a promise is waited for. Default: none. */
  onEpoch?: ((report: EpochReport) => unknown) | undefined;
  /** Called as tasks are done. Default: none. */
  onProgress?: ((progress: ClusterProgress) => void) | undefined;
  /** Ends the run with its reason; what is committed stays. Default: nothing ends it. */
  signal?: AbortSignalLike | undefined;
  /** Once it is aborted, ends the run after the present epoch, and keeps what was learned. Default: none. */
  stop?: AbortSignalLike | undefined;
}

export interface RunOptions {
  /** As the result has them. */
  readonly settings: PerceptronSettings;
  /** "balanced" resolved by the counts of the manifest. */
  readonly classWeight: ClassWeightSetting;
  readonly mixing: Mixing;
  readonly executor: Executor | undefined;
  readonly store: Store | undefined;
  readonly signal: AbortSignalLike | undefined;
  readonly stop: AbortSignalLike | undefined;
  readonly onEpoch: ClusterOptions["onEpoch"];
  readonly onProgress: ClusterOptions["onProgress"];
}

/** @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE, WEIGHT */
export function readClusterOptions(options: unknown, manifest: Manifest): RunOptions {
  const known = [
    "eta0",
    "tol",
    "nIterNoChange",
    "fitIntercept",
    "shuffle",
    "randomState",
    "step",
    "average",
    "multiclass",
    "earlyStopping",
    "validationFraction",
    "classWeight",
    "rule",
    "dtype",
    "epochs",
    "mixing",
    "executor",
    "store",
    "onEpoch",
    "onProgress",
    "signal",
    "stop",
  ];
  const given = checkOptions(options as ClusterOptions, known);
  const { epochs, mixing, executor, store, onEpoch, onProgress, signal, stop, rule, ...rest } = given;
  if (isRecord(rest.average)) {
    throw fail.onlyWhole("average: { decay }", "true weighs all rows alike");
  }
  if (rest.dtype !== undefined && oneOf("f32", "f64")("dtype", rest.dtype) !== manifest.dtype)
    throw fail.otherDtype(rest.dtype, manifest.dtype);
  const settings = perceptronSettings({
    ...rest,
    rule: rule === undefined ? rule : knownRule(rule),
    ...(epochs !== undefined && { maxIter: count("epochs", epochs) }),
  });
  return {
    settings,
    classWeight: classWeightOf(settings.classWeight, manifest),
    mixing: optional(undefined, oneOf("uniform", "mistakes"))("mixing", mixing) ?? "uniform",
    executor: functionsOf<Executor>("executor", executor, ["run", "workers", "close"]),
    store: functionsOf<Store>("store", store, ["read", "write", "commit"]),
    onEpoch: callback("onEpoch", onEpoch),
    onProgress: callback("onProgress", onProgress),
    signal: abortSignal("signal", signal),
    stop: abortSignal("stop", stop),
  };
}

/** Workers are told a rule's name and options, and no code. @throws {KindError} OPTION_KIND for a rule of the user's own */
function knownRule(value: unknown): LearningRule {
  const rule = savedRule(readRule("rule", value));
  if (rule === undefined) throw texts.optionKind("rule", value, "a rule of rosenblatt/rules");
  return rule;
}

function functionsOf<T>(name: string, value: unknown, functions: readonly string[]): T | undefined {
  if (value === undefined) return undefined;
  const object = value as Record<string, unknown> | null;
  if (functions.some((key) => typeof object?.[key] !== "function")) {
    throw texts.optionKind(name, value, `an object with the functions ${functions.join(", ")}`);
  }
  return value as T;
}

/**
 * "balanced" by the counts of the manifest: n / (classes · rows of the class), over the shards that are learned from.
 *
 * @throws {ValueError} UNKNOWN_CLASS for a weight of another class
 */
function classWeightOf(classWeight: ClassWeightSetting, { classes, shards }: Manifest): ClassWeightSetting {
  if (classWeight !== "balanced") {
    encodeClassWeight(classWeight, labelOutputs(classes));
    return classWeight;
  }
  const n = shards.reduce((sum, { rows }) => sum + rows, 0);
  const weightOf = (_: Label, k: number): [string, number] => {
    const rows = shards.reduce((sum, { counts }) => sum + (counts[k] as number), 0);
    return [String(classes[k]), rows === 0 ? 1 : n / (classes.length * rows)];
  };
  return new Map(classes.map(weightOf));
}

/** The shards that are learned from, and those that tell when to stop. @throws {ValueError} SHARDS */
export function heldOutShards(
  { shards }: Manifest,
  { earlyStopping, validationFraction }: PerceptronSettings,
): { learned: readonly Shard[]; heldOut: readonly Shard[] } {
  if (!earlyStopping) return { learned: shards.filter(({ rows }) => rows > 0), heldOut: [] };
  const filled = shards.filter(({ rows }) => rows > 0);
  const held = Math.max(1, Math.round(validationFraction * filled.length));
  if (held >= filled.length) throw fail.tooFewShards(filled.length);
  return { learned: filled.slice(0, -held), heldOut: filled.slice(-held) };
}
