// Where a data set lies, and a local file of each of its shards.

import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";
import { callAsync } from "../base/errors.js";
import * as fail from "../base/texts-cluster.js";
import { isRecord } from "../data/options.js";
import { type Manifest, parseManifest, type Shard } from "./manifest.js";
import { folderStore, httpStore, type ReadStore, sha256 } from "./store.js";

/** The path or the URL of a manifest.json, or a store of your own and the manifest's name in it. */
export type DatasetSource =
  | string
  | { readonly href: string }
  | { readonly store: ReadStore; readonly key: string };

/** Rows in shards, wherever they lie. */
export interface Dataset {
  /** What it says of itself. */
  readonly manifest: Manifest;
  /** Of the manifest, and by its digests of the whole data set. */
  readonly sha256: string;
  /** What tells a worker on another machine where it lies; undefined for a store of the user's own. */
  readonly location: string | undefined;
  /**
   * The path of a shard's file on this machine, which is fetched first if it lies elsewhere.
   *
   * @param shard  one of the manifest's
   */
  localPath(shard: Shard): Promise<string>;
}

/** How much of a remote shard is asked for at once. */
const RANGE_BYTES = 4 << 20;

/**
 * Reads the manifest of a data set.
 *
 * @param source  the path or URL of its manifest.json, or a store and the manifest's name in it
 * @throws {KindError} SOURCE   @throws {ValueError} MANIFEST, NO_OBJECT   @throws {StateError} STORE
 */
export const openDataset = (source: DatasetSource): Promise<Dataset> =>
  callAsync("openDataset", () => datasetAt(source));

/** @throws as `openDataset` */
export async function datasetAt(source: DatasetSource): Promise<Dataset> {
  const { store, key, location, folder } = locate(source);
  const bytes = await store.read(key);
  if (!(bytes instanceof Uint8Array)) throw fail.noManifest(key, folder ?? location ?? "the store");
  const manifest = parseManifest(new TextDecoder().decode(bytes));
  const prefix = key.includes("/") ? key.slice(0, key.lastIndexOf("/") + 1) : "";
  return {
    manifest,
    sha256: sha256(bytes),
    location,
    async localPath(shard) {
      return folder === undefined
        ? await fetched(store, prefix + shard.file, shard)
        : join(folder, shard.file);
    },
  };
}

function locate(source: DatasetSource) {
  if (isRecord(source) && "store" in source) {
    const { store, key } = source;
    if (typeof key !== "string" || typeof store?.read !== "function") throw fail.source(source);
    return { store, key, location: undefined, folder: undefined };
  }
  const address = isHref(source) ? source.href : source;
  if (typeof address === "string" && /^[a-z]+:\/\//.test(address)) {
    const url = new URL(address);
    if (!/^https?:$/.test(url.protocol)) throw fail.source(source);
    const key = url.pathname.slice(url.pathname.lastIndexOf("/") + 1) + url.search;
    return { store: httpStore(new URL(".", url).href), key, location: url.href, folder: undefined };
  }
  if (typeof source !== "string" || source === "") throw fail.source(source);
  const path = resolve(/\.json$/.test(source) ? source : join(source, "manifest.json"));
  const folder = dirname(path);
  return { store: folderStore(folder), key: path.slice(folder.length + 1), location: path, folder };
}

const isHref = (value: unknown): value is { href: string } =>
  typeof (value as { href?: unknown } | null)?.href === "string";

/** The file of a remote shard on this machine, named by its digest, so that it is fetched once. */
async function fetched(store: ReadStore, key: string, shard: Shard): Promise<string> {
  const cache = join(tmpdir(), `rosenblatt-shards-${userInfo().uid}`);
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  const path = join(cache, `${shard.sha256}.bin`);
  const found = await stat(path).catch(() => undefined);
  if (found?.size === shard.bytes) return path;
  const temporary = `${path}.${process.pid}.${Math.round(performance.now() * 1000)}`;
  const file = await open(temporary, "wx");
  const hash = createHash("sha256");
  try {
    for (let at = 0; at < shard.bytes; ) {
      const bytes = await store.read(key, at, Math.min(shard.bytes, at + RANGE_BYTES));
      if (bytes === undefined) throw fail.noObject(key, "the store");
      if (bytes.length === 0 || at + bytes.length > shard.bytes) throw fail.wrongDigest(shard.file);
      hash.update(bytes);
      await file.writeFile(bytes);
      at += bytes.length; // a store may give less than it was asked for
    }
    await file.close();
    if (hash.digest("hex") !== shard.sha256) throw fail.wrongDigest(shard.file);
    await rename(temporary, path);
    return path;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(temporary, { force: true });
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw fail.storeFailed(shard.file, (error as Error).message);
  }
}
