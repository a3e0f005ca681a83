// hyparquet believes what a file says of lengths and counts, and counts and allocates by it. So the description of the file and
// each page are read here first (parquet.thrift and Encodings.md of Parquet's format): what they say has to be paid for.

import { isArray } from "../data/view.js";
import { ThriftReader, type ThriftStruct, type ThriftValue } from "./thrift.js";

type SchemaElement = import("hyparquet").SchemaElement;

const [DATA_PAGE, DICTIONARY_PAGE, DATA_PAGE_V2] = [0, 2, 3];
/** The field of a header that says more of a page, by the page's type. */
const PAGE_FIELDS: Readonly<Record<number, number>> = {
  [DATA_PAGE]: 5,
  [DICTIONARY_PAGE]: 7,
  [DATA_PAGE_V2]: 8,
};
/** Encodings, of which those for dictionaries have an older and a newer number. */
const [PLAIN, PLAIN_DICTIONARY, RLE, DELTA_BINARY, DELTA_LENGTH, RLE_DICTIONARY, SPLIT] = [
  0, 2, 3, 5, 6, 8, 9,
];
/** ConvertedType. */
const DECIMAL = 5;
/** How many bytes a decimal may have, since hyparquet takes the square of that in steps. */
const MOST_IN_DECIMAL = 64;

/** What is done with a page once it is unpacked. @throws {Error} where it claims what it has not */
export type PageCheck = (page: Uint8Array) => void;

/** @param at  where the description begins   @throws {Error} where it claims what it has not */
export function checkDescription(bytes: Uint8Array, at: number): void {
  const { 2: schema, 4: groups } = new ThriftReader(bytes, at).struct();
  const leaves = listOf(schema).filter((element) => element[1] !== undefined);
  for (const group of listOf(groups)) {
    for (const [place, column] of listOf(group[1]).entries()) {
      const statistics = Object.values(structOf(structOf(column[3])[12]));
      const isLong = (value: unknown): boolean =>
        value instanceof Uint8Array && value.length > MOST_IN_DECIMAL;
      if (leaves[place]?.[6] === DECIMAL && statistics.some(isLong)) throw new Error("a decimal is too long");
    }
  }
}

const structOf = (value: ThriftValue | undefined): ThriftStruct => (value ?? {}) as ThriftStruct;
const listOf = (value: ThriftValue | undefined): ThriftStruct[] =>
  (isArray(value) ? value : []).map(structOf);

/**
 * Checks what the pages of a column say of themselves before they are unpacked.
 *
 * @param chunk  the column in a group of `rows` rows   @param spend  pays for bytes that are to be made
 * @returns where the pages end that have all rows, and for each the check of what is unpacked, by where that begins
 * @throws {Error} where they claim what they have not
 */
export function checkPages(
  chunk: Uint8Array,
  rows: number,
  element: SchemaElement,
  spend: (bytes: number) => void,
): { end: number; checks: ReadonlyMap<number, PageCheck> } {
  const checks = new Map<number, PageCheck>();
  const isOptional = element.repetition_type !== "REQUIRED";
  let end = 0;
  for (let left = rows; left > 0 && end < chunk.length - 1; ) {
    const reader = new ThriftReader(chunk, end);
    const header = reader.struct();
    const unpacked = countOf(header[2]);
    let start = reader.at;
    const body = reader.skip(countOf(header[3]));
    end = reader.at;
    const about = structOf(header[PAGE_FIELDS[header[1] as number] as number]);
    const isDictionary = header[1] === DICTIONARY_PAGE;
    const count = countOf(about[1], isDictionary ? unpacked : left);
    spend(unpacked + 8 * count);
    if (!isDictionary) left -= count;
    let check: PageCheck = (page) => checkValues(page, 0, count, element, PLAIN);
    if (header[1] === DATA_PAGE) {
      check = (page) => {
        if (isOptional) checkRuns(page, 4, 1, count);
        checkValues(page, isOptional ? 4 + uint32(page, 0) : 0, count, element, about[2]);
      };
    } else if (header[1] === DATA_PAGE_V2) {
      countOf(about[2], count);
      if (about[3] !== count || about[6] !== 0) throw new Error("a page has other rows than values");
      const levelBytes = countOf(about[5], Math.min(body.length, unpacked));
      if (isOptional) {
        checkRuns(body, 0, 1, count);
        start += levelBytes;
      }
      check = (page) => checkValues(page, 0, count, element, about[4], true);
      if (about[7] === 0 || unpacked === levelBytes) check(chunk.subarray(start, end));
    }
    checks.set(start, check);
  }
  return { end, checks };
}

/** Checks the values that begin `at` a place in a page. */
function checkValues(
  page: Uint8Array,
  at: number,
  count: number,
  { type, type_length: length = 0, converted_type: converted }: SchemaElement,
  encoding: unknown,
  isV2 = false,
): void {
  const isDecimal = converted === "DECIMAL";
  if (isDecimal && length > MOST_IN_DECIMAL) throw new Error("a decimal is too long");
  if (encoding === PLAIN) {
    if (isDecimal && type === "BYTE_ARRAY") checkDecimals(page, at);
  } else if (encoding === RLE || encoding === PLAIN_DICTIONARY || encoding === RLE_DICTIONARY) {
    // Before booleans stands their length; before others, how many bits each has.
    if (isV2 ? encoding === RLE : type === "BOOLEAN") checkRuns(page, at + 4, 1, count);
    else checkRuns(page, at + 1, page[at] ?? 0, count);
  } else if (encoding === DELTA_BINARY || (encoding === DELTA_LENGTH && !isDecimal)) {
    checkDeltas(page, at, count);
  } else if (encoding !== SPLIT || count * length > page.length) {
    throw new Error(`a page has encoding ${encoding}`);
  }
}

function countOf(value: ThriftValue | undefined, most = Infinity): number {
  if (typeof value === "number" && value >= 0 && value <= most) return value;
  throw new Error(`a page has not the ${value} of what it is to have`);
}

const uint32 = ({ buffer, byteOffset, byteLength }: Uint8Array, at: number): number =>
  new DataView(buffer, byteOffset, byteLength).getUint32(at, true);

/** Runs of one value, and of values of `bits` bits: they have no more values than they may. */
function checkRuns(page: Uint8Array, at: number, bits: number, most: number): void {
  const reader = new ThriftReader(page, Math.min(at, page.length));
  const has = (bytes: number): boolean => reader.at + bytes <= page.length;
  for (let left = most; left > 0 && has(1); ) {
    const head = reader.varint();
    const count = Math.floor(head / 2);
    const isRun = head % 2 === 0;
    const values = isRun ? count : 8 * count;
    // What is packed may go on to the end of its bytes.
    const isPaid = !isRun && bits > 0 && has(count * bits);
    if (!(values < left + (isRun ? 1 : 8) || isPaid) || bits > 32)
      throw new Error("a run is longer than its page");
    const bytes = isRun ? Math.ceil(bits / 8) : Math.max(1, count * bits);
    if (!has(bytes)) return;
    reader.skip(bytes);
    left -= values;
  }
}

/** Blocks of differences, of which hyparquet believes how many bytes a number has. */
function checkDeltas(page: Uint8Array, at: number, count: number): void {
  const reader = new ThriftReader(page, at);
  const [blockSize, parts] = [reader.varint(), reader.varint()];
  reader.varint();
  reader.zigzag();
  const size = blockSize / parts;
  if (!(size > 0 && size % 32 === 0)) throw new Error(`a block of ${blockSize} numbers has ${parts} parts`);
  for (let left = count - 1; left > 0 && reader.at < page.length; ) {
    reader.zigzag();
    for (const bits of reader.skip(parts)) {
      const bytes = (size * bits) / 8;
      if (left <= 0) break;
      if (reader.at + bytes > page.length) return;
      reader.skip(bytes);
      left -= size;
    }
  }
}

function checkDecimals(page: Uint8Array, at: number): void {
  for (let place = at; place + 4 <= page.length; ) {
    const length = uint32(page, place);
    if (length > MOST_IN_DECIMAL) throw new Error("a decimal is too long");
    place += 4 + length;
  }
}
