import type { DType } from "../base/dtype.js";
import { power } from "../base/power.js";
import * as fail from "../base/texts.js";
import { readVector } from "../data/dense.js";
import { checkOptions, integerUpTo, numeric, oneOf, optional, seed } from "../data/options.js";
import { type CheckedFields, type Fields, readFields } from "./fields.js";
import type { Activation } from "./layer-call.js";

/** How an association layer is wired, and what its units fire. */
export interface AssociationLayerOptions {
  /** How many units there are. Default 1024. */
  units?: number | undefined;
  /** What a unit fires at z: max(z, 0), or 1 if z ≥ 0 and else 0. Default "relu". */
  activation?: Activation | undefined;
  /** Which inputs a unit has. Default "all". */
  fields?: Fields | undefined;
  /** What the scaled sums are compared with, one number for all units or one for each; by default `fit` finds them. */
  thresholds?: number | ArrayLike<number> | undefined;
  /**
   * How far a threshold may be from the unit's mean: 1 is the standard deviation that the unit's sum would have if its
   * inputs were independent. Default 0.1; but 1 for d features where there are more than 2ᵈ units, as many of them then have
   * the same weights and differ by their thresholds alone.
   */
  jitter?: number | undefined;
  /** The seed of the wiring, an integer in 0 … 2³² − 1. Default 0. */
  randomState?: number | undefined;
  /** The element type; by default f32 if the rows of `fit` are all Float32Array, otherwise f64. */
  dtype?: DType | undefined;
  /** Samples that would take more bytes are made block by block when they are read, each time. Default 512 · 2²⁰. */
  cacheBytes?: number | undefined;
}

export interface LayerSettings {
  readonly units: number;
  readonly activation: Activation;
  readonly fields: CheckedFields;
  /** Given ones: one for all, or [units]. */
  readonly thresholds: number | Float64Array | undefined;
  /** Undefined where it depends on the features. */
  readonly jitter: number | undefined;
  readonly randomState: number;
  readonly dtype: DType | undefined;
  readonly cacheBytes: number;
}

const NAMES = ["units", "activation", "fields", "thresholds", "jitter", "randomState", "dtype", "cacheBytes"];

/** @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND, NOT_A_NUMBER   @throws {ValueError} OPTION_VALUE, NOT_FINITE */
export function readLayerSettings(options: AssociationLayerOptions): LayerSettings {
  options = checkOptions(options, NAMES);
  const {
    units = 1024,
    activation = "relu",
    fields = "all",
    randomState = 0,
    cacheBytes = 2 ** 29,
  } = options;
  const checked = {
    units: unitCount("units", units),
    activation: oneOf("relu", "heaviside")("activation", activation),
    fields: readFields(fields),
    jitter: optional(undefined, notNegative)("jitter", options.jitter),
    randomState: seed("randomState", randomState),
    dtype: optional(undefined, oneOf("f32", "f64"))("dtype", options.dtype),
    cacheBytes: notNegative("cacheBytes", cacheBytes),
  };
  return { ...checked, thresholds: readThresholds(options.thresholds, checked.units) };
}

/** More would not leave room for their inputs. */
const MOST_UNITS = 2 ** 24;

const unitCount = integerUpTo(MOST_UNITS);

const notNegative = numeric("a finite number from 0 on", (value) => value >= 0 && value < Infinity);

function readThresholds(value: unknown, units: number): number | Float64Array | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number") {
    return numeric("a finite number, or one for each unit", Number.isFinite)("thresholds", value);
  }
  const thresholds = readVector("thresholds", value, "f64") as Float64Array;
  if (thresholds.length !== units) {
    throw fail.vectorLength("thresholds", thresholds.length, units, "unit");
  }
  return thresholds;
}

/** Those that were given, one for each unit. */
export const givenThresholds = ({ thresholds, units }: LayerSettings): Float64Array | undefined =>
  typeof thresholds === "number" ? new Float64Array(units).fill(thresholds) : thresholds;

/** How far the thresholds of a layer over d features are from the means of its units. */
export const jitterOf = ({ jitter, units }: LayerSettings, d: number): number =>
  jitter ?? (power(2, d) < units ? 1 : 0.1);

/** The settings as plain JSON, from which they are read again. */
export function savedLayerSettings(settings: LayerSettings): Record<string, unknown> {
  const { dtype, jitter, fields, ...rest } = settings;
  const thresholds = givenThresholds(settings);
  return {
    ...rest,
    fields: readFields(fields), // a copy
    ...(dtype !== undefined && { dtype }),
    ...(jitter !== undefined && { jitter }),
    ...(thresholds !== undefined && { thresholds: Array.from(thresholds) }),
  };
}
