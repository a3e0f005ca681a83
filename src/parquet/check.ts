// hyparquet believes what a file says of lengths and counts, and counts and allocates by it. So the description of the file and
// each page are read here first (parquet.thrift and Encodings.md of Parquet's format): what they say has to be paid for.

import { plural } from "../base/words.js";
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
const [PLAIN, PLAIN_DICTIONARY, RLE, DELTA_BINARY, DELTA_LENGTH, DELTA_BYTES, RLE_DICTIONARY, SPLIT, ALP] = [
  0, 2, 3, 5, 6, 7, 8, 9, 10,
];
/** ConvertedType. */
const DECIMAL = 5;
/** How many bytes a decimal may have, since reading takes the square of that in steps. */
export const MOST_IN_DECIMAL = 64;

/** What is done with a page once it is unpacked. @throws {Error} where it claims what it has not */
type PageCheck = (page: Uint8Array) => void;

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
    const checkThese = (
      page: Uint8Array,
      at: number,
      values: number,
      encoding: unknown,
      isV2 = false,
    ): void => checkValues({ page, at, count: values, isV2, spend }, element, encoding);
    let check: PageCheck = (page) => checkThese(page, 0, count, PLAIN);
    if (header[1] === DATA_PAGE) {
      check = (page) => {
        if (isOptional) checkThese(page, 4 + uint32(page, 0), checkRuns(page, 4, 1, count), about[2]);
        else checkThese(page, 0, count, about[2]);
      };
    } else if (header[1] === DATA_PAGE_V2) {
      const nulls = countOf(about[2], count);
      if (about[3] !== count || about[6] !== 0) throw new Error("a page has other rows than values");
      const levelBytes = countOf(about[5], Math.min(body.length, unpacked));
      if (isOptional) {
        checkRuns(body, 0, 1, count);
        start += levelBytes;
      }
      check = (page) => checkThese(page, 0, count - nulls, about[4], true);
      if (about[7] === 0 || unpacked === levelBytes) check(chunk.subarray(start, end));
    }
    checks.set(start, check);
  }
  return { end, checks };
}

/** The values of a page, which begin `at` a place in it. */
interface PageValues {
  readonly page: Uint8Array;
  readonly at: number;
  readonly count: number;
  readonly isV2: boolean;
  readonly spend: (bytes: number) => void;
}

function checkValues(
  { page, at, count, isV2, spend }: PageValues,
  { type, type_length: length = 0 }: SchemaElement,
  encoding: unknown,
): void {
  if (encoding === PLAIN) return;
  if (encoding === RLE || encoding === PLAIN_DICTIONARY || encoding === RLE_DICTIONARY) {
    // Before booleans stands their length; before others, how many bits each has.
    if (isV2 ? encoding === RLE : type === "BOOLEAN") checkRuns(page, at + 4, 1, count);
    else checkRuns(page, at + 1, page[at] ?? 0, count);
  } else if (encoding === DELTA_BINARY) {
    checkDeltas(new ThriftReader(page, at), count, type === "INT32");
  } else if (encoding === DELTA_LENGTH || encoding === DELTA_BYTES) {
    const bytes = checkTexts(new ThriftReader(page, at), count, encoding);
    if (encoding === DELTA_BYTES) spend(bytes);
  } else if (encoding === ALP) {
    throw new Error("a page is encoded by ALP, which is not read; write the column without it");
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

/** Runs of one value, and of values of `bits` bits: they have no more values than they may. @returns how many are 1, of one bit */
function checkRuns(page: Uint8Array, at: number, bits: number, most: number): number {
  let ones = 0;
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
    if (!has(bytes)) return ones;
    const packed = reader.skip(bytes);
    if (isRun) ones += packed[0] === 1 ? count : 0;
    else for (let i = 0; i < Math.min(values, left); i++) ones += bitsOf(packed, i, 1);
    left -= values;
  }
  return ones;
}

/** The number that has `bits` bits from a bit on, 32 at most, the least first. */
function bitsOf(bytes: Uint8Array, from: number, bits: number): number {
  let value = 0;
  for (let i = 0; i < bits; i++)
    value += (((bytes[(from + i) >> 3] as number) >> ((from + i) & 7)) & 1) * 2 ** i;
  return value;
}

/**
 * Blocks of differences, of which hyparquet believes how many bytes a number has.
 *
 * @param isShort  whether they have 32 bits   @param lengths  takes the numbers, where they are lengths [count]
 */
function checkDeltas(reader: ThriftReader, count: number, isShort: boolean, lengths?: Int32Array): void {
  const [blockSize, parts] = [reader.varint(), reader.varint()];
  reader.varint();
  const size = blockSize / parts;
  if (!(size > 0 && size % 32 === 0 && blockSize < 2 ** 31))
    throw new Error(`a block of ${plural(blockSize, "number")} has ${plural(parts, "part")}`);
  let value = reader.zigzag();
  // hyparquet would read the rest of it.
  if (isShort && value !== (value | 0)) throw new Error("a number has more than 32 bits");
  if (lengths && count > 0) lengths[0] = lengthOf(value);
  for (let i = 1; i < count; ) {
    const least = reader.zigzag();
    for (const bits of reader.skip(parts)) {
      if (i >= count) break;
      const bytes = (size * bits) / 8;
      if (lengths === undefined && bytes > reader.left) return; // the last one may end with its numbers
      const part = reader.skip(bytes);
      const end = Math.min(count, i + size);
      // hyparquet adds up modulo 2³²: there is nothing to be lost.
      if (lengths && (bits > 32 || Math.abs(least) >= 2 ** 31)) throw new Error("a length is none");
      for (let p = i; lengths && p < end; p++) {
        value += least + bitsOf(part, (p - i) * bits, bits);
        lengths[p] = lengthOf(value);
      }
      i += size;
    }
  }
}

function lengthOf(value: number): number {
  if (value >= 0 && value < 2 ** 31) return value;
  throw new Error(`a text is ${plural(value, "byte")} long`);
}

/**
 * Texts, or other bytes, behind all of their lengths; DELTA_BYTES has before those how much of the text before each begins with.
 *
 * @returns how many bytes they have
 */
function checkTexts(reader: ThriftReader, count: number, encoding: number): number {
  const [prefixes, suffixes] = [new Int32Array(count), new Int32Array(count)];
  if (encoding === DELTA_BYTES) checkDeltas(reader, count, true, prefixes);
  checkDeltas(reader, count, true, suffixes);
  let [total, length] = [0, 0];
  for (let i = 0; i < count; i++) {
    const [prefix, suffix] = [prefixes[i] as number, suffixes[i] as number];
    if (prefix > length) throw new Error("a text begins with more than there is of the one before");
    reader.skip(suffix);
    length = prefix + suffix;
    total += length;
  }
  return total;
}
