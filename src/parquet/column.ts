// From a column of Parquet to one of the library.
import * as fail from "../base/texts.js";
import type { Column } from "../table/table.js";
import {
  dateText,
  decimalOf,
  millisecondsOf,
  type TypedValue,
  textsAs,
  typedNumbers,
  typedTexts,
} from "../table/typed-columns.js";
import { MOST_IN_DECIMAL } from "./check.js";

type SchemaElement = import("hyparquet").SchemaElement;
type ParquetParsers = import("hyparquet").ParquetParsers;

/** What a column has, once hyparquet has read it with `PARSERS`. */
type ParquetKind = "number" | "text";

type Kinds = Readonly<Record<string, ParquetKind | undefined>>;

/** What a file says of a column, in the older way and in the newer, and what its values are otherwise. */
const CONVERTED: Kinds = {
  UTF8: "text",
  ENUM: "text",
  JSON: "text",
  DECIMAL: "number",
  DATE: "text",
  TIMESTAMP_MILLIS: "text",
  TIMESTAMP_MICROS: "text",
  INT_8: "number",
  INT_16: "number",
  INT_32: "number",
  INT_64: "number",
  UINT_8: "number",
  UINT_16: "number",
  UINT_32: "number",
  UINT_64: "number",
};
const LOGICAL: Kinds = {
  STRING: "text",
  ENUM: "text",
  JSON: "text",
  UUID: "text",
  NULL: "text",
  TIMESTAMP: "text",
  INTEGER: "number",
  FLOAT16: "number",
};
const PHYSICAL: Kinds = {
  INT32: "number",
  INT64: "number",
  FLOAT: "number",
  DOUBLE: "number",
  BOOLEAN: "text",
  INT96: "text",
  // Older programs write texts without saying so.
  BYTE_ARRAY: "text",
};

/** @throws {ValueError} COLUMN_TYPE for a column that has no numbers or texts */
export function kindOf(element: SchemaElement): ParquetKind {
  const { name, type, converted_type: converted, logical_type: logical } = element;
  const isNested = !!element.num_children || element.repetition_type === "REPEATED";
  const kind = converted ? CONVERTED[converted] : logical ? LOGICAL[logical.type] : type && PHYSICAL[type];
  if (isNested || kind === undefined) {
    throw fail.columnType(
      name,
      converted ?? logical?.type ?? (isNested ? "LIST or STRUCT" : (type as string)),
    );
  }
  return kind;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && utf8.decode(bytes);

/** Days and times become texts, and texts have to be UTF-8. @throws {RangeError} for a time that the calendar does not have */
export const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value) => dateText(Number(value), true),
  timestampFromMicroseconds: (value) => dateText(millisecondsOf(value, 1000n), true),
  timestampFromNanoseconds: (value) => dateText(millisecondsOf(value, 1_000_000n), true),
  dateFromDays: (days) => dateText(days * 86_400_000, false),
  stringFromBytes: textOf,
  jsonFromBytes: textOf,
};

/** For the description of a file, whose statistics may end within a character, and are not used. */
export const NO_PARSERS: Partial<ParquetParsers> = {
  stringFromBytes: () => undefined,
  jsonFromBytes: () => undefined,
};

/** Decimals from the integers that a file has for them: numbers, or their bytes. @throws {Error} for one of too many */
export const decimalsOf = (parts: readonly ArrayLike<unknown>[], scale = 0): TypedValue[][] =>
  parts.map((part) =>
    Array.from(part, (value) => {
      if (value == null) return null;
      if (!(value instanceof Uint8Array)) return scale ? Number(`${value}e${-scale}`) : (value as TypedValue);
      if (value.length > MOST_IN_DECIMAL) throw new Error("a decimal is too long");
      return decimalOf(value, 8, scale);
    }),
  );

/** @param first  how many rows come before   @throws {ValueError} TABLE, NOT_FINITE */
export function columnOfParts(
  name: string,
  kind: ParquetKind,
  parts: readonly ArrayLike<TypedValue>[],
  readAs: "number" | "text" | undefined,
  first: number,
): Column {
  if (kind === "number") return readAs === "text" ? typedTexts(parts) : typedNumbers(name, parts, first);
  return textsAs(name, typedTexts(parts), readAs, first);
}
