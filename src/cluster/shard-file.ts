// Rows of a shard, read from its file in any order, a block at a time.

import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { bytesPer, type Reals, zeros } from "../base/dtype.js";
import { shuffledOrder, upTo } from "../base/random.js";
import * as fail from "../base/texts-cluster.js";
import type { Label } from "../data/labels.js";
import type { MatrixInput } from "../data/view.js";
import type { Shard, ShardLayout } from "./manifest.js";

interface ShardBlock {
  readonly X: MatrixInput;
  readonly y: Label[];
}

/** About as much as a level-two cache holds. */
const BLOCK_BYTES = 256 << 10;
const HASH_BYTES = 1 << 20;
/** Files that were seen to be what their manifest says: name, digest, size and time of change. */
const verified = new Set<string>();

/** An open shard. Only its targets and, of a sparse one, where its rows begin are held in memory. */
export class ShardFile {
  readonly #descriptor: number;
  readonly #codes: Uint32Array;
  readonly #indptr: Uint32Array | undefined;
  /** @throws {ValueError} NO_OBJECT; DIGEST, once for each state of a file   @throws {StateError} STORE */
  constructor(
    readonly path: string,
    readonly shard: Shard,
    readonly layout: ShardLayout,
  ) {
    try {
      this.#descriptor = openSync(path, "r");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") throw fail.noObject(shard.file, "its folder");
      throw fail.storeFailed(shard.file, (error as Error).message);
    }
    try {
      this.#verify();
      const { rows, bytes } = shard;
      this.#codes = new Uint32Array(rows);
      this.#read(this.#codes, bytes - rows * 4);
      if (this.#codes.some((code) => code >= layout.classes.length)) throw fail.wrongDigest(shard.file);
      if (layout.layout === "csr") {
        this.#indptr = new Uint32Array(rows + 1);
        this.#read(this.#indptr, bytes - rows * 4 - (rows + 1) * 4);
        const ascends = this.#indptr.every(
          (start, i, all) => start >= (i === 0 ? 0 : (all[i - 1] as number)),
        );
        if (!ascends || this.#indptr[rows] !== shard.stored) throw fail.wrongDigest(shard.file);
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /**
   * All rows in blocks that are valid until the next one is asked for.
   *
   * @param seed, epoch  of the order in which a shuffled epoch visits them; undefined for the order of the file
   */
  *blocks(seed?: number, epoch = 1): Generator<ShardBlock, void, void> {
    const { rows } = this.shard;
    const order = upTo(rows);
    if (seed !== undefined) shuffledOrder(order, seed, epoch);
    const isInOrder = seed === undefined;
    if (this.#indptr === undefined) yield* this.#dense(order, isInOrder);
    else yield* this.#sparse(order, this.#indptr);
  }

  /** All rows at once, in the order of the file. */
  whole(): ShardBlock {
    const { rows, stored = 0 } = this.shard;
    const { cols, dtype } = this.layout;
    const y = this.#labels(upTo(rows));
    const indptr = this.#indptr;
    const data = zeros(dtype, indptr === undefined ? rows * cols : stored);
    this.#read(data, 0);
    if (indptr === undefined) return { X: { data, rows, cols }, y };
    const indices = new Uint32Array(stored);
    this.#read(indices, data.byteLength);
    return { X: { indptr, indices, data, rows, cols }, y };
  }

  #labels(rows: Uint32Array): Label[] {
    return Array.from(rows, (row) => this.layout.classes[this.#codes[row] as number] as Label);
  }

  *#dense(order: Uint32Array, isInOrder: boolean): Generator<ShardBlock, void, void> {
    const { cols } = this.layout;
    const rowBytes = cols * this.#size;
    const most = Math.max(1, Math.floor(BLOCK_BYTES / rowBytes));
    const data = zeros(this.layout.dtype, Math.min(most, order.length) * cols);
    for (let from = 0; from < order.length; from += most) {
      const rows = order.subarray(from, from + most);
      const block = data.subarray(0, rows.length * cols);
      if (isInOrder) this.#read(block, from * rowBytes);
      else {
        for (let i = 0; i < rows.length; i++) {
          this.#read(block, (rows[i] as number) * rowBytes, i * rowBytes, rowBytes);
        }
      }
      yield { X: { data: block, rows: rows.length, cols }, y: this.#labels(rows) };
    }
  }

  *#sparse(order: Uint32Array, indptr: Uint32Array): Generator<ShardBlock, void, void> {
    const { cols } = this.layout;
    const { stored = 0 } = this.shard;
    const lengthOf = (row: number): number => (indptr[row + 1] as number) - (indptr[row] as number);
    for (let from = 0; from < order.length; ) {
      let elements = 0;
      let to = from;
      do elements += lengthOf(order[to++] as number);
      while (to < order.length && elements * (this.#size + 4) < BLOCK_BYTES && to - from < BLOCK_BYTES);
      const rows = order.subarray(from, to);
      const starts = new Uint32Array(rows.length + 1);
      const data = zeros(this.layout.dtype, elements);
      const indices = new Uint32Array(elements);
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] as number;
        const [at, count, start] = [starts[i] as number, lengthOf(row), indptr[row] as number];
        starts[i + 1] = at + count;
        this.#read(data, start * this.#size, at * this.#size, count * this.#size);
        this.#read(indices, stored * this.#size + start * 4, at * 4, count * 4);
      }
      yield { X: { indptr: starts, indices, data, rows: rows.length, cols }, y: this.#labels(rows) };
      from = to;
    }
  }

  get #size(): number {
    return bytesPer[this.layout.dtype];
  }

  /** Fills an array, or some bytes of it, with what the file has at a place. */
  #read(into: Reals | Uint32Array | Uint8Array, position: number, at = 0, length = into.byteLength): void {
    for (let done = 0; done < length; ) {
      const read = readSync(this.#descriptor, into, at + done, length - done, position + done);
      if (read === 0) throw fail.wrongDigest(this.shard.file);
      done += read;
    }
  }

  #verify(): void {
    const { sha256, bytes, file } = this.shard;
    const { size, mtimeMs, ino } = fstatSync(this.#descriptor);
    if (size !== bytes) throw fail.wrongDigest(file);
    const state = [this.path, sha256, ino, mtimeMs].join("\0");
    if (verified.has(state)) return;
    const hash = createHash("sha256");
    const buffer = new Uint8Array(HASH_BYTES);
    for (let at = 0; at < size; ) {
      const read = readSync(this.#descriptor, buffer, 0, buffer.length, at);
      if (read === 0) throw fail.wrongDigest(file);
      hash.update(buffer.subarray(0, read));
      at += read;
    }
    if (hash.digest("hex") !== sha256) throw fail.wrongDigest(file);
    verified.add(state);
  }
}
