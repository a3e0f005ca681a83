// Rows of Gaussian-like clouds, and a folder for their shards.
import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { essence } from "../support/essence.js";
import { Random } from "../support/random.js";
import { cluster } from "./built-package.js";

const folder = mkdtempSync(join(tmpdir(), "rosenblatt-shards-"));
let count = 0;

/** A path that does not exist. */
export const newPath = (): string => join(folder, `set-${count++}`);

export interface Rows {
  readonly X: { readonly data: Float32Array | Float64Array; readonly rows: number; readonly cols: number };
  readonly y: string[];
}

/** n rows of k clouds around points in d dimensions; with a wide spread the clouds overlap. */
export function clouds(
  n: number,
  d: number,
  k: number,
  spread: number,
  seed = 1,
  Kind: Float32ArrayConstructor | Float64ArrayConstructor = Float32Array,
): Rows {
  const random = new Random(seed);
  const centres = Array.from({ length: k * d }, () => 8 * random.uniform() - 4);
  const y = Array.from({ length: n }, (_, i) => `c${i < k ? i : random.integer(0, k - 1)}`);
  const data = new Kind(n * d);
  for (let i = 0; i < n; i++) {
    const c = Number(y[i]?.slice(1));
    for (let j = 0; j < d; j++)
      data[i * d + j] = (centres[c * d + j] as number) + spread * (random.uniform() - 0.5);
  }
  return { X: { data, rows: n, cols: d }, y };
}

export const classesOf = ({ y }: Rows): string[] => [...new Set(y)].sort();

/** Writes rows as shards and returns the folder. */
export async function sharded(rows: Rows, shards: number): Promise<string> {
  const path = newPath();
  await cluster.writeShards([rows], path, { classes: classesOf(rows), shards });
  return path;
}

const oneThread = cluster.threads(1);

/** Trains on one thread, the same for all runs of a process, which does not live on for it. */
export const onOneThread = (source: string, options: object) =>
  cluster.train(source, { ...options, executor: oneThread });

/** A model as JSON, without how long its epochs took. */
export function timeless(model: { toJSON(): object }): object {
  return JSON.parse(essence(model));
}

export const digestOf = (model: { toJSON(): object }): string =>
  createHash("sha256")
    .update(JSON.stringify(timeless(model)))
    .digest("hex");

const digest = "0".repeat(64);
/** A task of a release whose kernels nobody here has. */
export const FOREIGN = {
  kernels: `3-${digest}`,
  kind: "learn",
  epoch: 1,
  seed: 0,
  shard: 0,
  model: digest,
  dataset: { location: "/data", sha256: digest },
};

/** Waits until a queue has no task that waits or is worked on. */
export async function noneIsLeft(server: Parameters<typeof cluster.status>[0]): Promise<void> {
  for (;;) {
    const { waiting, active } = await cluster.status(server);
    if (waiting + active === 0) return;
  }
}
