import type { DType } from "../../base/dtype.js";
import { count, flag, integerUpTo, oneOf, readerOf } from "../../data/options.js";
import { texts, typesOf } from "../options.js";

/** How a column becomes features. */
export type EncodedType = "number" | "category" | "date" | "text" | "ignore";

/** How columns become features, where their cells are not to decide. */
export interface TableEncoderOptions {
  /** How columns become features, by name, where their cells are not to decide. Default: they decide. */
  types?: Readonly<Record<string, EncodedType>> | undefined;
  /** The columns that become features. Default: all but those to ignore. */
  features?: readonly string[] | undefined;
  /** Columns that do not become features, such as the label. Default none. */
  ignore?: readonly string[] | undefined;
  /** How many different texts a column of categories has at most; those of more are hashed. Default 40. */
  maxCategories?: number | undefined;
  /** How many columns the texts of a column are hashed to. Default 2¹⁴. */
  hashCols?: number | undefined;
  /** Whether the day comes first in dates such as 03/04/2020. Default: found, if one of them tells. */
  dayFirst?: boolean | undefined;
  /** The element type of the samples. Default "f64". */
  dtype?: DType | undefined;
}

export interface EncoderSettings {
  readonly types: ReadonlyMap<string, EncodedType>;
  readonly features: readonly string[] | undefined;
  readonly ignore: readonly string[];
  readonly maxCategories: number;
  readonly hashCols: number;
  readonly dayFirst: boolean | undefined;
  readonly dtype: DType;
}

const types = typesOf(oneOf("number", "category", "date", "text", "ignore"));

const columns = integerUpTo(2 ** 31 - 1);

const OPTIONS = ["types", "features", "ignore", "maxCategories", "hashCols", "dayFirst", "dtype"];

/** @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE */
export function readEncoderOptions(options: TableEncoderOptions): EncoderSettings {
  const maybe = readerOf(options, OPTIONS);
  return {
    types: maybe(types, "types") ?? new Map(),
    features: maybe(texts, "features"),
    ignore: maybe(texts, "ignore") ?? [],
    maxCategories: maybe(count, "maxCategories") ?? 40,
    hashCols: maybe(columns, "hashCols") ?? 2 ** 14,
    dayFirst: maybe(flag, "dayFirst"),
    dtype: maybe(oneOf("f32", "f64"), "dtype") ?? "f64",
  };
}

/** The options as they were given, for a file. */
export const savedOptions = ({
  types,
  features,
  dayFirst,
  ...others
}: EncoderSettings): TableEncoderOptions => ({
  ...others,
  types: Object.fromEntries(types),
  ...(features && { features }),
  ...(dayFirst !== undefined && { dayFirst }),
});
