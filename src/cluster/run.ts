// A run that can be begun again at any of its steps, by anybody: what a step found is committed before the next begins.

import * as fail from "../base/texts-cluster.js";
import type { Store } from "./store.js";
import { sha256 } from "./store.js";

/** What a step committed: numbers, and the digest of the model that it made. */
export interface StepRecord {
  readonly mistakes: readonly number[];
  readonly right: number;
  readonly growth: number;
  readonly model?: string;
}

export const blobKey = (digest: string): string => `blobs/${digest}`;

/** Writes bytes under their digest. */
export async function putBlob(store: Store, bytes: Uint8Array): Promise<string> {
  const digest = sha256(bytes);
  await store.write(blobKey(digest), bytes);
  return digest;
}

/** How often a blob that is missing, short or wrong is asked for again. */
const ATTEMPTS = 4;

/** @throws {ValueError} NO_OBJECT, DIGEST   @throws what the store throws */
export async function getBlob(store: Store, digest: string): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    const bytes = await store.read(blobKey(digest));
    if (bytes !== undefined && sha256(bytes) === digest) return bytes;
    if (attempt === ATTEMPTS) {
      throw bytes === undefined ? fail.noObject(digest, "the store of the run") : fail.wrongDigest(digest);
    }
    await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt));
  }
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
    const done = await this.store.read(key);
    const bytes =
      done ?? (await this.store.commit(key, new TextEncoder().encode(JSON.stringify(await compute()))));
    const record = JSON.parse(new TextDecoder().decode(bytes)) as StepRecord;
    return { ...record, growth: record.growth ?? Infinity }; // which JSON writes as null
  }
}
