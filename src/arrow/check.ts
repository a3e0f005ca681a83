// apache-arrow believes what a file says of lengths, and allocates and counts by it. So each message is read here first
// (Message.fbs, Schema.fbs and File.fbs of Arrow's format): what it says has to be paid for by the bytes that are there.

import { plural } from "../base/words.js";
import { FlatTable } from "./flatbuffer.js";
import type { ByteParts } from "./parts.js";

const MAGIC = "ARROW1";
/** Stands before the length of a message; older streams begin with the length. */
const CONTINUATION = -1;
/** MetadataVersion: batches of older ones are laid out otherwise. */
const V4 = 3;
const [SCHEMA, DICTIONARY_BATCH, RECORD_BATCH] = [1, 2, 3];
const [TIMESTAMP, STRUCT, UNION] = [10, 13, 14];
/** Types with one child: List, FixedSizeList, Map, LargeList. */
const LISTS: readonly number[] = [12, 16, 17, 21];
/** How deeply fields may lie in fields. */
const MOST_DEPTH = 64;
/** A packed byte holds no more values of a dictionary than this. */
const PACKED = 255;

/** What is read wherever it is wanted. */
interface RandomAccess {
  readonly size: number;
  read(at: number, length: number): Uint8Array | Promise<Uint8Array>;
}

/** How many nodes of a batch belong to each column. */
type Columns = readonly number[];

/**
 * What dictionaries that grow take: with each part that comes, apache-arrow goes through those that it has (1.4 MB of 4000 parts took
 * 18 s). So many parts may be gone through beyond one for each 16 bytes.
 */
class Growth {
  readonly #parts = new Map<number, number>();
  #left = 2 ** 19;

  /** @throws {Error} where a file has not paid for it */
  pay({ bodyLength, dictionary }: Message): void {
    this.#left += bodyLength / 16;
    if (dictionary === undefined) return;
    const { id, isDelta } = dictionary;
    const parts = isDelta ? (this.#parts.get(id) ?? 0) + 1 : 1;
    this.#parts.set(id, parts);
    this.#left -= parts;
    if (this.#left < 0) throw new Error(`a dictionary grew ${plural(parts, "time")} in so few bytes`);
  }
}

/** What a message says. */
interface Message {
  readonly bodyLength: number;
  /** The columns as they are from then on. */
  readonly columns: Columns;
  /** Which dictionary the message has, and whether its values come behind those of before. */
  readonly dictionary?: { readonly id: number; readonly isDelta: boolean } | undefined;
}

export const isFile = (start: Uint8Array): boolean =>
  String.fromCharCode(...start.subarray(0, MAGIC.length)) === MAGIC;

/** @throws {Error} where a file claims what it has not   @throws what the source throws */
export async function checkArrowFile(file: RandomAccess): Promise<void> {
  const part = async (at: number, length: number): Promise<Uint8Array> => {
    if (!(at >= 0 && length >= 0 && at + length <= file.size)) throw new Error("it is cut off");
    return file.read(at, length);
  };
  const end = file.size - MAGIC.length - 4;
  const length = int32(await part(end, 4));
  const footer = FlatTable.root(await part(end - length, length));
  const columns = columnsOf(footer.table(1));
  const growth = new Growth();
  let left = file.size;
  for (const field of [2, 3]) {
    for (const [at = 0] of footer.structs(field, 3)) {
      const start = await part(at, 8);
      const isNew = int32(start) === CONTINUATION;
      const bytes = await part(at + (isNew ? 8 : 4), int32(start, isNew ? 4 : 0));
      const message = checkMessage(bytes, columns);
      growth.pay(message);
      left -= bytes.length + message.bodyLength;
      if (left < 0) throw new Error("its batches overlap");
    }
  }
}

/** A stream as it comes, each message once it is checked. @throws as `checkArrowFile` */
export async function* checkedStream(parts: ByteParts): AsyncGenerator<Uint8Array, void, void> {
  let columns: Columns = [];
  const growth = new Growth();
  try {
    for (;;) {
      let start = await parts.take(4);
      yield start;
      if (start.length === 4 && int32(start) === CONTINUATION) {
        start = await parts.take(4);
        yield start;
      }
      const length = start.length < 4 ? 0 : int32(start);
      if (length === 0) return;
      const bytes = await parts.take(length);
      if (bytes.length !== length) throw new Error("it is cut off");
      const message = checkMessage(bytes, columns);
      columns = message.columns;
      growth.pay(message);
      yield bytes;
      yield* parts.upTo(message.bodyLength);
    }
  } finally {
    await parts.close();
  }
}

const int32 = ({ buffer, byteOffset, byteLength }: Uint8Array, at = 0): number =>
  new DataView(buffer, byteOffset, byteLength).getInt32(at, true);

function checkMessage(bytes: Uint8Array, columns: Columns): Message {
  const message = FlatTable.root(bytes);
  const [type, header, bodyLength] = [message.byte(1), message.table(2), message.long(3)];
  if (message.short(0) < V4) throw new Error("it is older than Arrow 0.8");
  if (!(bodyLength >= 0)) throw new Error(`a body has ${plural(bodyLength, "byte")}`);
  checkPairs(message, 4);
  if (type === SCHEMA) return { bodyLength, columns: columnsOf(header) };
  if (type === RECORD_BATCH) checkBatch(header, columns, bodyLength);
  else if (type === DICTIONARY_BATCH) {
    const { length, isPacked } = checkBatch(header?.table(1), [1], bodyLength);
    // apache-arrow makes an array for the values before it reads them.
    if (length > (isPacked ? PACKED : 1) * bodyLength)
      throw new Error(`a dictionary has ${plural(length, "value")}`);
    return { bodyLength, columns, dictionary: { id: header?.long(0) ?? 0, isDelta: header?.byte(2) === 1 } };
  } else throw new Error(`it has a message of type ${type}`);
  return { bodyLength, columns };
}

function checkPairs(table: FlatTable, field: number): void {
  for (const pair of table.tables(field)) {
    pair.skip(0);
    pair.skip(1);
  }
}

function columnsOf(schema: FlatTable | undefined): Columns {
  if (schema === undefined) throw new Error("it has no schema");
  checkPairs(schema, 2);
  return schema.tables(1).map((field) => nodesOf(field, 0));
}

/** Checks a field, and those in it. @returns how many nodes of a batch apache-arrow reads for it */
function nodesOf(field: FlatTable, depth: number): number {
  if (depth > MOST_DEPTH) throw new Error("its fields are nested too deeply");
  const [typeId, type, dictionary] = [field.byte(2), field.table(3), field.table(4)];
  field.skip(0);
  if (typeId === TIMESTAMP) type?.skip(1);
  if (typeId === UNION) type?.skip(1, 4);
  dictionary?.table(1);
  checkPairs(field, 6);
  const children = field.tables(5).map((child) => nodesOf(child, depth + 1));
  if (dictionary !== undefined) return 1;
  const read = typeId === STRUCT || typeId === UNION ? children.length : Number(LISTS.includes(typeId));
  return children.slice(0, read).reduce((sum, nodes) => sum + nodes, 1);
}

/** @returns how many rows the batch has, and whether it is packed */
function checkBatch(
  batch: FlatTable | undefined,
  columns: Columns,
  bodyLength: number,
): { length: number; isPacked: boolean } {
  if (batch === undefined) throw new Error("a message has no batch");
  const length = batch.long(0);
  const nodes = batch.structs(1, 2);
  let place = 0;
  for (const count of columns) {
    // apache-arrow fills up columns that are shorter than others.
    if (nodes[place]?.[0] !== length)
      throw new Error(`a column has not the ${plural(length, "row")} of its batch`);
    place += count;
  }
  const buffers = batch.structs(2, 2);
  let left = bodyLength;
  for (const [at = 0, bytes = 0] of buffers) {
    left -= bytes;
    if (!(at >= 0 && bytes >= 0 && at + bytes <= bodyLength && left >= 0))
      throw new Error(`a batch has not the ${plural(bytes, "byte")} of a buffer`);
  }
  let variadic = buffers.length;
  for (const [count = 0] of batch.structs(4, 1)) {
    variadic -= count;
    if (!(count >= 0 && variadic >= 0)) throw new Error(`a batch has not the ${count} buffers of a column`);
  }
  return { length, isPacked: batch.table(3) !== undefined };
}
