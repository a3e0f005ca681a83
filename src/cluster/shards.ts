// Writes a data set as shards: one pass over its batches, in memory that does not grow with it.

import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DType } from "../base/dtype.js";
import { callAsync } from "../base/errors.js";
import * as texts from "../base/texts.js";
import * as fail from "../base/texts-cluster.js";
import { finish } from "../base/work.js";
import { classNumbersWork, type Label, readClasses, readTargets, type Targets } from "../data/labels.js";
import { readSamples } from "../data/matrix.js";
import { checkOptions, integerUpTo, oneOf, optional } from "../data/options.js";
import type { MatrixInput, MatrixView } from "../data/view.js";
import { type Batches, iteratorOf, weightsOf } from "../learn/train/stream.js";
import {
  incompleteName,
  MANIFEST_FORMAT,
  type Manifest,
  type Shard,
  shardBytes,
  shardName,
} from "./manifest.js";

/** What the shards hold, and how many there are. */
export interface ShardOptions {
  /** Every label that may come. */
  classes: ArrayLike<Label>;
  /** How many shards the rows are dealt to: row i goes to shard i mod shards; at most 65536. Default 64. */
  shards?: number | undefined;
  /** The element type of the samples; by default that of the first batch: f32 if it is Float32Array, otherwise f64. */
  dtype?: DType | undefined;
  /** The name of the column that is learned, for the manifest. Default: none is noted. */
  target?: string | undefined;
  /** The fitted encoder that made the rows, as its toJSON wrote it, for the manifest. Default: none. */
  encoder?: unknown;
}

/** Batches of rows: samples [n×d], all dense or all sparse, and labels [n]. */
export type ShardBatches =
  | AsyncIterable<{ X: MatrixInput; y: Targets }>
  | Iterable<{ X: MatrixInput; y: Targets }>;

/**
 * Writes batches of rows as shards and a manifest.json into a new folder; nothing is there until all of it is.
 *
 * @param batches  as they come: memory does not grow with them
 * @param folder   is made; it must not exist or be empty
 * @param options  every label, how many shards, and what the manifest notes
 * @throws {ValueError} NOT_FINITE, UNKNOWN_CLASS, …   @throws {ShapeError} FEATURE_COUNT, EMPTY   @throws {StateError} STORE, LOCKED
 * @throws {KindError} BATCHES, WRONG_KIND for a batch with sampleWeight
 */
export function writeShards(batches: ShardBatches, folder: string, options: ShardOptions): Promise<Manifest> {
  return callAsync("writeShards", async () => {
    options = checkOptions(options, ["classes", "shards", "dtype", "target", "encoder"]);
    const classes = readClasses(options.classes);
    const shards = shardCount("shards", options.shards ?? 64);
    const dtype = optional(undefined, oneOf("f32", "f64"))("dtype", options.dtype);
    const source = iteratorOf(batches as Batches);
    const temporary = incompleteName(folder);
    try {
      if ((await namesIn(folder)).length > 0)
        throw fail.storeFailed(folder, "there are files in it; name a folder that does not exist");
      await mkdir(temporary, { recursive: true });
      const writer = new ShardWriter(temporary, classes, shards, dtype);
      try {
        for await (const batch of source) {
          const { sampleWeight } = weightsOf(batch);
          if (sampleWeight)
            throw texts.wrongKind("sampleWeight", "none: a shard has no weights of rows", sampleWeight);
          await writer.add(readSamples(batch.X, writer.cols), batch.y);
        }
      } finally {
        await writer.close();
      }
      const { target, encoder } = options;
      const about = { ...(target !== undefined && { target }), ...(encoder !== undefined && { encoder }) };
      const manifest = { ...(await writer.finished()), ...about };
      const file = await open(join(temporary, "manifest.json"), "wx");
      await file.writeFile(`${JSON.stringify(manifest, undefined, 1)}\n`);
      await file.close();
      await rename(temporary, folder); // in the place of one that is empty
      return manifest;
    } catch (error) {
      await rm(temporary, { recursive: true, force: true }).catch(() => {}); // which a file above it prevents, too
      throw (error as NodeJS.ErrnoException).syscall === undefined
        ? error
        : fail.storeFailed(folder, (error as Error).message);
    }
  });
}

/** Each is held, and is a file. */
const shardCount = integerUpTo(65_536);

/** What is in a folder; nothing where there is none. */
const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });

/** The parts of a shard, in the order in which they follow one another in its file. */
const PARTS = ["data", "indices", "indptr", "codes"] as const;
type Part = (typeof PARTS)[number];
/** What a shard may hold back before it is written. */
const HELD_BYTES = 1 << 16;

/** Waits until all have ended, and then throws what the first threw that failed. */
async function allOf(promises: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(promises)).find(({ status }) => status === "rejected");
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
}

class ShardWriter {
  #layout: "dense" | "csr" | undefined;
  #cols: number | undefined;
  #rows = 0;
  #dtype: DType | undefined;
  readonly #shards: OpenShard[];

  constructor(
    readonly folder: string,
    readonly classes: readonly Label[],
    count: number,
    readonly dtype: DType | undefined,
  ) {
    this.#shards = Array.from(
      { length: count },
      (_, i) => new OpenShard(folder, shardName(i), classes.length),
    );
  }

  get cols(): number | undefined {
    return this.#cols;
  }

  async add(X: MatrixView, y: Targets): Promise<void> {
    const checked = readTargets(y, X.rows);
    if (checked.kind === "matrix") throw texts.targetKind("labels");
    const codes = finish(classNumbersWork(checked.labels, this.classes));
    this.#layout ??= X.csr === undefined ? "dense" : "csr";
    this.#cols ??= X.cols;
    this.#dtype ??= this.dtype ?? X.dtype;
    const { csr } = X;
    if ((csr !== undefined) !== (this.#layout === "csr")) throw fail.mixedLayouts();
    for (let i = 0; i < X.rows; i++) {
      const shard = this.#shards[this.#rows++ % this.#shards.length] as OpenShard;
      const [start, end] = csr ? [csr.indptr[i] as number, csr.indptr[i + 1] as number] : [0, X.cols];
      const values = csr ? csr.values.subarray(start, end) : X.row(i);
      const row = this.#dtype === "f32" ? Float32Array.from(values) : Float64Array.from(values);
      const bad = row.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0)
        throw texts.notFinite(`row ${i}, element ${bad} of X`, values[bad] as number, this.#dtype);
      shard.add(row, csr?.indices.subarray(start, end), codes[i] as number);
      if (shard.held >= HELD_BYTES) await shard.flush();
    }
  }

  async close(): Promise<void> {
    await allOf(this.#shards.map((shard) => shard.close()));
  }

  async finished(): Promise<Manifest> {
    if (this.#layout === undefined || this.#cols === undefined || this.#dtype === undefined) {
      throw texts.empty("batches");
    }
    const about = { dtype: this.#dtype, layout: this.#layout, cols: this.#cols };
    const shards: Shard[] = [];
    for (const shard of this.#shards) shards.push(await shard.joined(about));
    return { format: MANIFEST_FORMAT, version: 1, ...about, rows: this.#rows, classes: this.classes, shards };
  }
}

/** What a part holds back, copied: rows kept as arrays of their own would take a hundred times as much. */
class HeldBytes {
  #bytes = new Uint8Array(1 << 10);
  #length = 0;

  push({ buffer, byteOffset, byteLength }: ArrayBufferView): void {
    const length = this.#length + byteLength;
    if (length > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(length, 2 * this.#bytes.length));
      wider.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = wider;
    }
    this.#bytes.set(new Uint8Array(buffer, byteOffset, byteLength), this.#length);
    this.#length = length;
  }

  /** All of them, which are then held no longer; good until the next are pushed. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }
}

/** A shard that is being written: each of its parts in a file of its own, until all rows have come. */
class OpenShard {
  rows = 0;
  stored = 0;
  /** Bytes that wait to be written. */
  held = 0;
  readonly #counts: number[];
  readonly #parts = new Map<Part, HeldBytes>();
  readonly #files = new Map<Part, FileHandle>();

  constructor(
    readonly folder: string,
    readonly name: string,
    classes: number,
  ) {
    this.#counts = new Array<number>(classes).fill(0);
  }

  add(row: Float32Array | Float64Array, indices: Uint32Array | undefined, code: number): void {
    if (indices !== undefined) {
      if (this.rows === 0) this.#hold("indptr", Uint32Array.of(0));
      this.stored += row.length;
      this.#hold("indices", indices);
      this.#hold("indptr", Uint32Array.of(this.stored));
    }
    this.#hold("data", row);
    this.#hold("codes", Uint32Array.of(code));
    this.rows++;
    this.#counts[code] = (this.#counts[code] as number) + 1;
  }

  #hold(part: Part, values: ArrayBufferView): void {
    let held = this.#parts.get(part);
    if (held === undefined) {
      held = new HeldBytes();
      this.#parts.set(part, held);
    }
    held.push(values);
    this.held += values.byteLength;
  }

  /** Writes what is held back. */
  async flush(): Promise<void> {
    this.held = 0;
    for (const [part, held] of this.#parts) {
      let file = this.#files.get(part);
      if (file === undefined) {
        file = await open(join(this.folder, `${this.name}.${part}`), "w+");
        this.#files.set(part, file);
      }
      await file.writeFile(held.take());
    }
  }

  /** Puts the parts together. */
  async joined(about: Pick<Manifest, "dtype" | "layout" | "cols">): Promise<Shard> {
    const hash = createHash("sha256");
    const target = await open(join(this.folder, this.name), "wx");
    try {
      if (about.layout === "csr" && this.rows === 0) {
        await target.writeFile(new Uint8Array(4)); // where no row begins
        hash.update(new Uint8Array(4));
      }
      for (const part of PARTS) {
        const path = join(this.folder, `${this.name}.${part}`);
        if (!this.#files.has(part)) continue;
        const source = await open(path, "r");
        for await (const chunk of source.createReadStream()) {
          hash.update(chunk);
          await target.writeFile(chunk);
        }
        await rm(path);
      }
    } finally {
      await target.close();
    }
    const { rows, stored, name: file } = this;
    const extent = { rows, ...(about.layout === "csr" && { stored }) };
    const bytes = shardBytes(about, extent);
    return { file, ...extent, counts: this.#counts, bytes, sha256: hash.digest("hex") };
  }

  /** Writes what is held back. Every file is closed, whichever could not be written. */
  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await allOf([...this.#files.values()].map((file) => file.close()));
    }
  }
}
