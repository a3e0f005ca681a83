// A run that can be begun again at any of its steps, by anybody: what a step found is committed before the next begins.

import * as fail from "../base/texts-cluster.js";
import { isArray } from "../data/view.js";
import { isCount, isDigest } from "./manifest.js";
import { type Store, sha256 } from "./store.js";

/** What a step committed: numbers, and the digest of the model that it made. */
export interface StepRecord {
  readonly mistakes: readonly number[];
  readonly right: number;
  readonly growth: number;
  readonly model?: string;
}

const blobKey = (digest: string): string => `blobs/${digest}`;

/** Writes bytes under their digest. */
export async function putBlob(store: Store, bytes: Uint8Array): Promise<string> {
  const digest = sha256(bytes);
  await store.write(blobKey(digest), bytes);
  return digest;
}

/** How often an object that is short or wrong is asked for again. */
const ATTEMPTS = 4;

/** What a store has under a key; undefined if it has nothing. @throws {ValueError} DIGEST   @throws what the store throws */
async function readWhole(
  store: Store,
  key: string,
  isWhole: (bytes: Uint8Array) => boolean,
): Promise<Uint8Array | undefined> {
  for (let attempt = 1; ; attempt++) {
    const bytes = await store.read(key);
    if (bytes === undefined || bytes === null) return undefined; // null of many a client
    if (bytes instanceof Uint8Array && isWhole(bytes)) return bytes;
    if (attempt === ATTEMPTS) throw fail.wrongObject(key);
    await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt));
  }
}

/** @throws {ValueError} NO_OBJECT, DIGEST   @throws what the store throws */
export async function getBlob(store: Store, digest: string): Promise<Uint8Array> {
  const bytes = await readWhole(store, blobKey(digest), (bytes) => sha256(bytes) === digest);
  if (bytes === undefined) throw fail.noObject(digest, "the store of the run");
  return bytes;
}

const DIGEST_BYTES = 32;

/** A record as the store has it: the digest of its JSON, and the JSON. */
function recordBytes(record: StepRecord): Uint8Array {
  const json = Buffer.from(JSON.stringify(record));
  return Buffer.concat([Buffer.from(sha256(json), "hex"), json]);
}

/** Whether the digest is that of the JSON. */
function isWholeRecord(bytes: Uint8Array): boolean {
  const digest = Buffer.from(bytes.subarray(0, DIGEST_BYTES)).toString("hex");
  return sha256(bytes.subarray(DIGEST_BYTES)) === digest;
}

/** What a step committed, now or long ago, by whoever may write into the store. @throws {StateError} STORE */
function recordOf(key: string, bytes: Uint8Array | undefined): StepRecord {
  let saved: unknown;
  try {
    saved = JSON.parse(new TextDecoder().decode(bytes?.subarray(DIGEST_BYTES)));
  } catch {
    // said below
  }
  const { mistakes, right, growth, model } = (saved ?? {}) as Partial<Record<keyof StepRecord, unknown>>;
  const isAmount = growth === null || (typeof growth === "number" && growth >= 0); // JSON writes Infinity as null
  const areCounts = isArray(mistakes) && mistakes.every((count) => isCount(count)) && isCount(right);
  if (!areCounts || !isAmount || !(model === undefined || isDigest(model)))
    throw fail.storeFailed(key, "it is no record of a step");
  return { mistakes, right, growth: growth ?? Infinity, ...(model !== undefined && { model }) };
}

export class Run {
  constructor(
    readonly store: Store,
    /** Of the data set, the options and the kernels: two runs with one id have one result. */
    readonly id: string,
  ) {}

  /** What a step of this name found, now or whenever it was first done. */
  async once(name: string, compute: () => Promise<StepRecord>): Promise<StepRecord> {
    const key = `runs/${this.id}/${name}`;
    const done = await readWhole(this.store, key, isWholeRecord);
    if (done !== undefined) return recordOf(key, done);
    const kept = await this.store.commit(key, recordBytes(await compute()));
    return recordOf(
      key,
      kept instanceof Uint8Array && isWholeRecord(kept)
        ? kept
        : await readWhole(this.store, key, isWholeRecord),
    );
  }
}
