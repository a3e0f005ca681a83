// What a sharded data set says of itself, in manifest.json beside its shards.

import { resolve } from "node:path";
import { bytesPer, type DType } from "../base/dtype.js";
import { call } from "../base/errors.js";
import * as fail from "../base/texts-cluster.js";
import type { Label } from "../data/labels.js";
import { isRecord } from "../data/options.js";
import { isArray, isArrayOf } from "../data/view.js";

/** A file of rows, in the order in which they came. */
export interface Shard {
  /** Its name, beside the manifest. */
  readonly file: string;
  /** How many it has. */
  readonly rows: number;
  /** Stored elements of a sparse shard. */
  readonly stored?: number;
  /** How many rows each class has [k]. */
  readonly counts: readonly number[];
  /** The size of the file. */
  readonly bytes: number;
  /** Of the file, in hexadecimal digits. */
  readonly sha256: string;
}

/** A data set whose shards a run is spread over: they belong to the data, not to the workers. */
export interface Manifest {
  /** Tells it from other files. */
  readonly format: "rosenblatt.shards";
  /** Of the format. */
  readonly version: 1;
  /** Element type of the samples. */
  readonly dtype: DType;
  /** Whether rows are written whole, or as sparse ones. */
  readonly layout: "dense" | "csr";
  /** Of all shards. */
  readonly rows: number;
  /** Features of a row. */
  readonly cols: number;
  /** Sorted; a row's target is its place here. */
  readonly classes: readonly Label[];
  /** The column that was learned, of a table. */
  readonly target?: string;
  /** The fitted TableEncoder, as its toJSON wrote it, of a table. */
  readonly encoder?: unknown;
  /** In the order of their numbers. */
  readonly shards: readonly Shard[];
}

/** What of a manifest a task needs to read a shard. */
export type ShardLayout = Pick<Manifest, "dtype" | "layout" | "cols" | "classes">;

export const layoutOf = ({ dtype, layout, cols, classes }: Manifest): ShardLayout => {
  return { dtype, layout, cols, classes };
};

export const MANIFEST_FORMAT = "rosenblatt.shards";
/** As `shardName` gives them: no other file of a folder is ever opened. */
const SHARD_NAME = /^shard-\d{5,9}\.bin$/;

/** So many bytes of weights any data set may ask for, and so many more for each byte of its shards. */
const [FREE_WEIGHTS, WEIGHTS_PER_BYTE] = [2 ** 26, 64];

/** Where the files of a data set lie until all of them are written. */
export const incompleteName = (folder: string): string => `${resolve(folder)}.incomplete-${process.pid}`;

export const shardName = (index: number): string => `shard-${String(index).padStart(5, "0")}.bin`;

/** Bytes of a shard: samples, then what says where they stand if they are sparse, then one target a row. */
export function shardBytes(
  { dtype, layout, cols }: Pick<Manifest, "dtype" | "layout" | "cols">,
  { rows, stored = 0 }: Pick<Shard, "rows" | "stored">,
): number {
  const size = bytesPer[dtype];
  return layout === "dense" ? rows * (cols * size + 4) : stored * (size + 4) + (rows + 1) * 4 + rows * 4;
}

/** @throws {ValueError} MANIFEST */
export function parseManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw fail.manifest(`it is not JSON: ${(error as Error).message}`);
  }
  return manifestOf(value);
}

/** An integer from 0 to `most`. */
export const isCount = (value: unknown, most = Number.MAX_SAFE_INTEGER): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;

/** A SHA-256 in hexadecimal digits. */
export const isDigest = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

/**
 * What JSON.parse read, as the manifest that it is.
 *
 * @param value  of manifest.json
 * @throws {ValueError} MANIFEST
 */
export const checkManifest = (value: unknown): Manifest => call("checkManifest", () => manifestOf(value));

/** @throws as `checkManifest` */
function manifestOf(value: unknown): Manifest {
  const check = (holds: boolean, what: string): void => {
    if (!holds) throw fail.manifest(what);
  };
  if (!isRecord(value)) throw fail.manifest("it is not an object");
  const { format, version, dtype, layout, rows, cols, classes, shards, target } = value;
  check(format === MANIFEST_FORMAT, `format is not "${MANIFEST_FORMAT}"`);
  check(version === 1, "version is not 1, which is all that this release reads");
  check(dtype === "f32" || dtype === "f64", `dtype is neither "f32" nor "f64"`);
  check(layout === "dense" || layout === "csr", `layout is neither "dense" nor "csr"`);
  check(isCount(rows) && rows > 0, "rows is not an integer above 0");
  check(isCount(cols) && cols > 0 && cols < 2 ** 31, "cols is not an integer from 1 to 2147483647");
  check(target === undefined || typeof target === "string", "target is not a name");
  if (!isArray(classes)) throw fail.manifest("classes is not a list");
  const kind = typeof classes[0];
  const areAlike = isArrayOf(classes, (label) => typeof label === kind);
  check(areAlike && /^(string|number|boolean)$/.test(kind), "classes are not labels");
  check(
    classes.every((label, i) => i === 0 || classes[i - 1] < label),
    "classes are not sorted",
  );
  check(classes.length > 1, "there are fewer than two classes");
  if (!isArray(shards) || shards.length === 0) throw fail.manifest("shards is not a list of shards");
  const manifest = value as unknown as Manifest;
  for (const [i, shard] of shards.entries()) checkShard(shard, `shards[${i}]`, manifest, check);
  const total = (shards as Shard[]).reduce((sum, shard) => sum + shard.rows, 0);
  check(total === rows, "the rows of the shards do not add up to rows");
  const stored = (shards as Shard[]).reduce((sum, { bytes }) => sum + bytes, 0);
  const weights = classes.length * (cols as number) * bytesPer[dtype as DType];
  check(
    weights <= FREE_WEIGHTS + WEIGHTS_PER_BYTE * stored,
    `cols is ${cols}, and the weights of so many would take ${weights} bytes, for ${stored} of data`,
  );
  return manifest;
}

function checkShard(
  shard: unknown,
  place: string,
  { classes, layout, ...manifest }: Manifest,
  check: (holds: boolean, what: string) => void,
): void {
  if (!isRecord(shard)) throw fail.manifest(`${place} is not an object`);
  const { file, rows, stored, counts, bytes, sha256 } = shard;
  check(
    typeof file === "string" && SHARD_NAME.test(file),
    `${place}.file is not called shard-00000.bin or alike`,
  );
  check(isCount(rows) && rows < 2 ** 32, `${place}.rows is not an integer from 0 to 4294967295`);
  check(
    layout === "dense" ? stored === undefined : isCount(stored) && stored < 2 ** 32,
    `${place}.stored is wrong`,
  );
  check(
    isArray(counts) && counts.length === classes.length && counts.every((count) => isCount(count)),
    `${place}.counts is not a number of rows for each class`,
  );
  const sum = (counts as number[]).reduce((total, count) => total + count, 0);
  check(sum === rows, `${place}.counts do not add up to its rows`);
  check(
    bytes === shardBytes({ ...manifest, layout }, shard as unknown as Shard),
    `${place}.bytes is not what its rows take`,
  );
  check(isDigest(sha256), `${place}.sha256 is not a digest`);
}
