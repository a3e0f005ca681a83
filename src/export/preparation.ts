// What stands before a model in a Pipeline, as far as a target may hold it: columns that are scaled or become one feature for
// each category, and a layer of association units.

import type { DType, Reals } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import type { Units } from "../features/kernel-js.js";
import type { Activation } from "../features/layer-call.js";
import { ENCODER_FORMAT, LAYER_FORMAT } from "../learn/file/formats.js";
import { record } from "../learn/file/record.js";
import { Columns } from "../pipeline/columns.js";
import { readAssociationLayer } from "../predict/association-layer.js";
import { dtypeOfSaved } from "../predict/read-saved.js";
import type { SavedLayer } from "../predict/saved-model.js";
import type { FittedColumn } from "../table/encoder/fitted-column.js";
import { readColumns } from "../table/encoder/saved-columns.js";

/** A column of a table that becomes features. */
export type EncodedColumn = Extract<FittedColumn, { type: "number" | "category" }>;

export interface Encoding {
  /** Of the features. */
  readonly dtype: DType;
  readonly columns: readonly EncodedColumn[];
}

export interface Association {
  readonly dtype: DType;
  readonly d: number;
  readonly activation: Activation;
  readonly units: Units<Reals>;
}

export interface StepsBefore {
  /** Of the columns whose numbers are taken as they are. */
  readonly names: readonly string[] | undefined;
  readonly encoding: Encoding | undefined;
  readonly association: Association | undefined;
}

type Scale = NonNullable<SavedLayer["scale"]>;

/** What a target can hold beside a model. "scaling" is as much of an encoding as `scaleOf` makes a scale of. */
export type Holds = "encoding" | "scaling" | "association" | "calibration";

/** @throws {ValueError} NOT_EXPORTABLE for a step that the target cannot hold, by its name; MODEL_FILE */
export function readStepsBefore(
  steps: readonly unknown[],
  target: string,
  holds: readonly Holds[],
): StepsBefore {
  let [names, encoding, association]: [(readonly string[])?, Encoding?, Association?] = [];
  for (const [i, step] of steps.entries()) {
    const { format } = record(`step ${i}`, step, ["format"], "any");
    if (format === Columns.format && i === 0) names = Columns.fromJSON(step).featureNames;
    else if (
      format === ENCODER_FORMAT &&
      i === 0 &&
      (holds.includes("encoding") || holds.includes("scaling"))
    )
      encoding = readEncoding(step, target);
    else if (format === LAYER_FORMAT && i === steps.length - 1 && holds.includes("association"))
      association = readAssociation(step, target, encoding ? encodedWidth(encoding) : names?.length);
    else
      throw fail.notExportable(
        `a pipeline with the step ${fail.quote(format)}`,
        target,
        "export its model alone",
      );
  }
  return { names, encoding, association };
}

function readEncoding(saved: unknown, target: string): Encoding {
  const { options, columns } = record("the encoder", saved, ["format", "version", "options", "columns"]);
  const { dtype = "f64" } = record("the options of the encoder", options, [], "any");
  const used = readColumns(columns).filter(({ type }) => type !== "ignore");
  for (const { name, type } of used) {
    if (type !== "number" && type !== "category")
      throw fail.notExportable(
        `the column ${fail.quote(name)} of the type ${type}`,
        target,
        "ignore it, or call it a category",
      );
  }
  return { dtype: dtypeOfSaved({ dtype }), columns: used as EncodedColumn[] };
}

/** An encoding of numbers alone as the scale of a model, for what can scale but not encode. @throws {ValueError} NOT_EXPORTABLE */
export function scaleOf({ dtype, columns }: Encoding, model: SavedLayer, target: string): Scale {
  const refused = (what: string) => fail.notExportable(what, target, "export its model alone");
  if (model.scale) throw refused("a model that scales what a TableEncoder has scaled");
  if (dtype === "f32" || model.dtype === "f32") throw refused("a TableEncoder before f32");
  const numbers = columns.map((column) => {
    const { name, type, missing } = column;
    if (type === "category") throw refused(`the column ${fail.quote(name)} of categories`);
    if (missing) throw refused(`the column ${fail.quote(name)} with missing values`);
    return column;
  });
  const [mean, deviation] = (["mean", "deviation"] as const).map((key) =>
    Float64Array.from(numbers, (column) => column[key]),
  ) as [Float64Array, Float64Array];
  return { mean, deviation };
}

/** A model file may claim any number; code for more inputs would be of no use. */
const MOST_INPUTS = 2 ** 24;

/** @param features  how many the step before makes */
function readAssociation(saved: unknown, target: string, features: number | undefined): Association {
  const layer = readAssociationLayer(saved);
  if (features !== undefined && features !== layer.d) throw fail.featureCount(features, layer.d);
  if (!(layer.d > 0 && layer.d <= MOST_INPUTS))
    throw fail.notExportable(
      `an association layer of ${layer.d} features`,
      target,
      `${MOST_INPUTS} are the most`,
    );
  return { dtype: layer.dtype, d: layer.d, activation: layer.activation, units: layer.wired() };
}

/** How many features a column becomes: itself or its categories, and one that says that it was missing. */
const columnWidth = (column: EncodedColumn): number =>
  (column.type === "number" ? 1 : column.categories.length) + Number(column.missing);

export const encodedWidth = ({ columns }: Encoding): number =>
  columns.reduce((sum, column) => sum + columnWidth(column), 0);

/** The inputs of each unit with weight +1, and with weight −1. */
export const signedInputs = ({
  units: { starts, inputs },
}: Association): { plus: Uint32Array; minus: Uint32Array }[] =>
  Array.from({ length: (starts.length - 1) / 2 }, (_, u) => ({
    plus: inputs.slice(starts[2 * u], starts[2 * u + 1]),
    minus: inputs.slice(starts[2 * u + 1], starts[2 * u + 2]),
  }));
