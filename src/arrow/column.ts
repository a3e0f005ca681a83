// From a column of Arrow to one of the library.
import * as fail from "../base/texts.js";
import type { Column } from "../table/table.js";
import { type TextColumn, Texts } from "../table/text-column.js";
import {
  checkedNumbers,
  dateText,
  decimalOf,
  millisecondsOf,
  type TypedValue,
  textsAs,
  typedNumbers,
  typedTexts,
} from "../table/typed-columns.js";
import type { ArrowData, ArrowType, ArrowVector } from "./types.js";

const [NULL, INT, FLOAT, UTF8, BOOL, DECIMAL, DATE, TIMESTAMP] = [1, 2, 3, 5, 6, 7, 8, 10];
const [LARGE_UTF8, UTF8_VIEW, DICTIONARY] = [20, 24, -1];

const NUMERIC: readonly number[] = [INT, FLOAT, DECIMAL];
const TEXTUAL: readonly number[] = [NULL, UTF8, LARGE_UTF8, UTF8_VIEW, BOOL, DATE, TIMESTAMP];

/** The type of the values, which may be in a dictionary. */
const valueType = (type: ArrowType): ArrowType =>
  type.typeId === DICTIONARY ? (type.dictionary as ArrowType) : type;

/** @throws {ValueError} COLUMN_TYPE for a type that has no numbers or texts */
export function checkType({ name, type }: { readonly name: string; readonly type: ArrowType }): void {
  const { typeId } = valueType(type);
  if (!NUMERIC.includes(typeId) && !TEXTUAL.includes(typeId)) throw fail.columnType(name, String(type));
}

/** Whether each row takes bytes of a column; a file may claim any number of rows for one that is all null. */
export const hasBytes = (type: ArrowType): boolean =>
  type.typeId !== NULL && [...NUMERIC, ...TEXTUAL].includes(valueType(type).typeId);

/** What has been read of dictionaries, which any number of batches may share: their texts by code, behind them that of missing ones. */
export type ReadDictionaries = WeakMap<ArrowVector, (string | undefined)[]>;

/** What a damaged file says of its rows is not believed unless it has the bytes for them. @throws {Error} */
export function checkLength(vector: ArrowVector, rows: number, known: ReadDictionaries): void {
  if (vector.length !== rows)
    throw new Error(`a column has ${fail.plural(vector.length, "value")}, and the others ${rows}`);
  for (const { length, values, valueOffsets, dictionary } of vector.data) {
    const { typeId } = vector.type;
    if (typeId === NULL) continue;
    // Of no texts there may be no offset either.
    const there = valueOffsets
      ? Math.max(valueOffsets.length - 1, 0)
      : (values?.length ?? 0) * (typeId === BOOL ? 8 : 1);
    if (there < length) throw new Error(`a column has ${there} of ${fail.plural(length, "value")}`);
    if (valueOffsets) checkOffsets(valueOffsets, length);
    if (dictionary === undefined || known.has(dictionary)) continue;
    checkLength(dictionary, dictionary.length, known);
    known.set(dictionary, [...new Array<undefined>(dictionary.length), ""]);
  }
}

/** Texts that overlap would be read again and again. @throws {Error} */
function checkOffsets(offsets: ArrayLike<number | bigint>, length: number): void {
  for (let i = 0; i < length; i++) {
    if ((offsets[i + 1] as number) < (offsets[i] as number)) throw new Error("a text ends before it begins");
  }
}

/**
 * The values of a column: numbers as they lie in memory where these are doubles and none is missing.
 *
 * @param vector  whose length has been checked   @param first  how many rows come before
 * @throws {ValueError} TABLE, NOT_FINITE
 */
export function columnOf(
  name: string,
  vector: ArrowVector,
  readAs: "number" | "text" | undefined,
  first: number,
  known: ReadDictionaries,
): Column {
  const type = valueType(vector.type);
  const isNumeric = NUMERIC.includes(type.typeId);
  if (isNumeric && readAs !== "text") {
    const raw = numbersInMemory(vector);
    return raw === undefined
      ? typedNumbers(name, [valuesOf(name, vector, type, first)], first)
      : checkedNumbers(name, withMissing(raw, vector), first);
  }
  const texts =
    (isNumeric ? undefined : coded(name, vector, type, first, known)) ??
    typedTexts([valuesOf(name, vector, type, first)]);
  return isNumeric ? texts : textsAs(name, texts, readAs, first);
}

type SmallNumbers =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Int8Array
  | Uint8Array;

/** Floats and integers of at most 32 bits, as they are. */
function numbersInMemory(vector: ArrowVector): SmallNumbers | undefined {
  const { typeId, bitWidth = 64, precision } = vector.type;
  const isPlain = typeId === FLOAT ? precision !== 0 : typeId === INT && bitWidth <= 32;
  return isPlain ? (vector.toArray() as SmallNumbers) : undefined;
}

function withMissing(raw: SmallNumbers, vector: ArrowVector): Float64Array {
  if (vector.nullCount === 0) return raw instanceof Float64Array ? raw : Float64Array.from(raw);
  const numbers = Float64Array.from(raw);
  for (let i = 0; i < numbers.length; i++) if (!vector.isValid(i)) numbers[i] = Number.NaN;
  return numbers;
}

const valuesOf = (name: string, vector: ArrowVector, type: ArrowType, first: number): TypedValue[] =>
  Array.from({ length: vector.length }, (_, i) =>
    typedCell(name, valueAt(vector, i, type), type, first + i + 1),
  );

/** A value as apache-arrow has it, but for micro- and nanoseconds, which it rounds. */
function valueAt(vector: ArrowVector, i: number, { typeId, unit = 0 }: ArrowType): unknown {
  const time = vector.data.length === 1 ? vector.data[0]?.values?.[i] : undefined;
  return typeId === TIMESTAMP && unit > 1 && typeof time === "bigint" && vector.isValid(i)
    ? millisecondsOf(time, unit === 2 ? 1000n : 1_000_000n)
    : vector.get(i);
}

/** @throws {ValueError} TABLE */
function typedCell(name: string, value: unknown, { typeId, scale = 0 }: ArrowType, row: number): TypedValue {
  if (value === null || value === undefined) return null;
  if (typeId === DECIMAL) return decimalOf([...(value as Uint32Array)].reverse(), 32, scale);
  if (typeId !== DATE && typeId !== TIMESTAMP) return value as TypedValue;
  try {
    return dateText(Number(value), typeId === TIMESTAMP);
  } catch {
    throw fail.noCalendarDay(name, row);
  }
}

/** The texts of a dictionary and their codes; undefined where a column has none, or several. */
function coded(
  name: string,
  vector: ArrowVector,
  type: ArrowType,
  first: number,
  known: ReadDictionaries,
): TextColumn | undefined {
  const [data, ...others] = vector.data;
  if (vector.type.typeId !== DICTIONARY || data === undefined || others.length > 0) return undefined;
  const { dictionary: values, values: indices } = data as Required<ArrowData>;
  const texts = known.get(values) as string[];
  const codes = Uint32Array.from({ length: vector.length }, (_, i) => {
    const given = vector.isValid(i) ? Number(indices[i]) : -1;
    const code = given >= 0 && given < values.length ? given : values.length;
    texts[code] ??= String(typedCell(name, valueAt(values, code, type), type, first + i + 1) ?? "");
    return code;
  });
  const column = new Texts(vector.length);
  column.append({ dictionary: texts, codes }, 0, vector.length);
  return column.column();
}
