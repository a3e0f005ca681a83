// From a column of Parquet to one of the library.
import * as fail from "../base/texts.js";
import type { Column } from "../table/table.js";
import { dateText, type TypedValue, textsAs, typedNumbers, typedTexts } from "../table/typed-columns.js";

type SchemaElement = import("hyparquet").SchemaElement;
type ParquetParsers = import("hyparquet").ParquetParsers;

/** What a column has, once hyparquet has read it with `PARSERS`. */
type ParquetKind = "number" | "text" | "day" | "time";

type Kinds = Readonly<Record<string, ParquetKind | undefined>>;

/** What a file says of a column, in the older way and in the newer, and what its values are otherwise. */
const CONVERTED: Kinds = {
  UTF8: "text",
  ENUM: "text",
  JSON: "text",
  DECIMAL: "number",
  DATE: "day",
  TIMESTAMP_MILLIS: "time",
  TIMESTAMP_MICROS: "time",
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
  TIMESTAMP: "time",
  INTEGER: "number",
  FLOAT16: "number",
};
const PHYSICAL: Kinds = {
  INT32: "number",
  INT64: "number",
  FLOAT: "number",
  DOUBLE: "number",
  BOOLEAN: "text",
  INT96: "time",
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

/** Times are milliseconds since 1970, and texts have to be UTF-8. */
export const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value) => Number(value),
  timestampFromMicroseconds: (value) => Number(value) / 1000,
  timestampFromNanoseconds: (value) => Number(value) / 1e6,
  dateFromDays: (days) => days * 86_400_000,
  stringFromBytes: textOf,
  jsonFromBytes: textOf,
};

/** For the description of a file, whose statistics may end within a character, and are not used. */
export const NO_PARSERS: Partial<ParquetParsers> = {
  stringFromBytes: () => undefined,
  jsonFromBytes: () => undefined,
};

/** @param first  how many rows come before   @throws {ValueError} TABLE, NOT_FINITE */
export function columnOfParts(
  name: string,
  kind: ParquetKind,
  parts: readonly ArrayLike<TypedValue>[],
  readAs: "number" | "text" | undefined,
  first: number,
): Column {
  if (kind === "number") return readAs === "text" ? typedTexts(parts) : typedNumbers(name, parts, first);
  return textsAs(name, typedTexts(kind === "text" ? parts : dated(name, kind, parts, first)), readAs, first);
}

function dated(
  name: string,
  kind: ParquetKind,
  parts: readonly ArrayLike<TypedValue>[],
  first: number,
): TypedValue[][] {
  let row = first;
  return parts.map((part) =>
    Array.from(part, (value) => {
      row++;
      return typeof value === "number" ? dateText(name, value, kind === "time", row) : null;
    }),
  );
}
