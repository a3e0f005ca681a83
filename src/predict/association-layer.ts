import { type DType, type Reals, zeros } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import { isArray, isVector, type Matrix } from "../data/view.js";
import { type CheckedFields, drawConnections } from "../features/fields.js";
import { fireRowF32, fireRowF64, type Units } from "../features/kernel-js.js";
import type { Activation } from "../features/layer-call.js";
import { layerOf } from "../features/wiring.js";
import { LAYER_FORMAT } from "../learn/file/formats.js";
import { dtypeOfSaved, known, part } from "./read-saved.js";
import { type CheckedRows, readRow, readRows } from "./rows.js";
import { takeLists } from "./tensors.js";

/** A fitted layer, as its file has it. */
interface SavedAssociationLayer {
  readonly dtype: DType;
  /** How many inputs it has, as the file says. */
  readonly d: number;
  readonly activation: Activation;
  /** Its units, wired once a row of d inputs shows that d is no lie. @throws {ShapeError} FEATURE_COUNT   @throws {ValueError} TOO_LARGE */
  wired(): Units<Reals>;
}

/** What `toJSON` of an AssociationLayer wrote. @throws {ValueError} MODEL_FILE   @throws {StateError} NOT_FITTED */
export function readAssociationLayer(saved: unknown): SavedAssociationLayer {
  const { options, fitted, version } = part("the layer", saved);
  known("version", version, 1);
  const { fields = "all", randomState = 0, activation = "relu" } = part("options", options);
  const wiring = readFields(fields);
  if (fitted === undefined) throw fail.notFitted("fit the layer before it is saved");
  const learned = part("fitted", fitted);
  const dtype = dtypeOfSaved(learned);
  const { data: thresholds } = takeLists("thresholds", learned.thresholds, dtype);
  const d = learned.features as number;
  takeLists("features and randomState", [d, randomState], "f64");
  known("activation", activation, "relu", "heaviside");
  let units: Units<Reals> | undefined;
  return {
    dtype,
    d,
    activation: activation as Activation,
    wired: () =>
      (units ??= layerOf(
        drawConnections(wiring, thresholds.length, d, randomState as number),
        { d, dtype, thresholds },
        activation as Activation,
      ).units),
  };
}

/** The steps of a Pipeline that `rosenblatt/features` has as `AssociationLayer`, here only to pass rows on, without Wasm. */
export const associationLayer = {
  format: LAYER_FORMAT,
  /** Called by `loadModel`. */
  fromJSON(saved: unknown) {
    const layer = readAssociationLayer(saved);
    const transform = (X: unknown) =>
      call("AssociationLayer.transform", () => fired(readRows(X, layer.d), layer));
    const transformRow = (x: unknown) =>
      call("AssociationLayer.transformOne", () => fired(readRow(x, layer.d), layer));
    return {
      transform,
      transformOne: (x: unknown): Reals => (isVector(x) ? transformRow : transform)(x).data,
    };
  },
};

/** What the units fire at each row [n×units]. @throws {ValueError} OVERFLOW; what reading the rows throws */
function fired({ count, read }: CheckedRows, { d, dtype, wired }: SavedAssociationLayer): Matrix {
  const units = wired();
  const cols = units.scales.length;
  const x = zeros(dtype, d);
  const data = zeros(dtype, plainLength("the result", count * cols));
  const fireRow = (dtype === "f32" ? fireRowF32 : fireRowF64) as typeof fireRowF64;
  for (let i = 0; i < count; i++) {
    read(i, x);
    const finite = fireRow(
      x as Float64Array,
      0,
      units as Units<Float64Array>,
      data as Float64Array,
      i * cols,
    );
    if (!finite) throw fail.overflow("a unit's sum", dtype);
  }
  return { data, rows: count, cols };
}

/** Which inputs a unit has, as a layer saves it. What else is wrong with the numbers, drawing by them refuses. */
function readFields(saved: unknown): CheckedFields {
  if (saved === "all") return saved;
  const fields = part("fields", saved);
  const size = fields.fan ?? fields.size;
  takeLists("fields", isArray(size) ? size : [size], "f64");
  return fields as CheckedFields;
}
