// Where shards lie, and what a run keeps: objects by name, in a folder, behind HTTP, in memory, or in a store of the
// user's own.

import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, link, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { named } from "../base/errors.js";
import * as fail from "../base/texts-cluster.js";

/** Objects by name. A run needs all three functions, a data set only `read`. */
export interface Store {
  /**
   * Bytes of an object; undefined if there is none.
   *
   * @param key    its name
   * @param start  the first byte. Default 0
   * @param end    the byte behind the last. Default: all
   */
  read(key: string, start?: number, end?: number): Promise<Uint8Array | undefined>;
  /**
   * Writes an object as a whole: whoever reads it finds all of it or nothing.
   *
   * @param key    its name
   * @param bytes  all of it
   */
  write(key: string, bytes: Uint8Array): Promise<void>;
  /**
   * Writes an object unless there is one, and returns the one that is there then.
   *
   * @param key    its name
   * @param bytes  all of it
   */
  commit(key: string, bytes: Uint8Array): Promise<Uint8Array>;
}

/** An object store that only `read`s: of a data set. */
export type ReadStore = Pick<Store, "read">;

/** No call hashes more than 2 GiB at once. */
const HASH_BYTES = 2 ** 30;

export function sha256(bytes: Uint8Array): string {
  const hash = createHash("sha256");
  for (let at = 0; at < bytes.length; at += HASH_BYTES) hash.update(bytes.subarray(at, at + HASH_BYTES));
  return hash.digest("hex");
}

/** Objects in the memory of this process. */
export function memoryStore(): Store {
  const objects = new Map<string, Uint8Array>();
  return {
    async read(key, start, end) {
      return objects.get(key)?.slice(start, end);
    },
    async write(key, bytes) {
      objects.set(key, bytes.slice());
    },
    async commit(key, bytes) {
      if (!objects.has(key)) objects.set(key, bytes.slice());
      return objects.get(key) as Uint8Array;
    },
  };
}

/**
 * Objects as the files of a folder, which several machines may share.
 *
 * @param folder  its path; it is made where there is something to write
 * @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE
 */
export function folderStore(folder: string): Store {
  if (typeof folder !== "string" || folder === "")
    throw named("folderStore", fail.badAddress("folder", folder, "the path of a folder"));
  const pathOf = (key: string): string => join(folder, ...key.split("/"));
  /** Writes a file under a name of its own first: a name that readers know is only ever given to a whole file, by `place`. */
  const put = async (key: string, bytes: Uint8Array, place: typeof rename): Promise<void> => {
    const path = pathOf(key);
    const temporary = `${path}.${randomUUID()}`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(temporary, bytes, { flush: true });
      await place(temporary, path);
    } catch (error) {
      throw fail.storeFailed(key, (error as Error).message);
    } finally {
      await rm(temporary, { force: true });
    }
  };
  const store: Store = {
    async read(key, start = 0, end) {
      let file: FileHandle | undefined;
      try {
        file = await open(pathOf(key));
        const { size } = await file.stat();
        const bytes = new Uint8Array(Math.max(0, Math.min(end ?? size, size) - start));
        for (let at = 0; at < bytes.length; ) {
          const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at);
          if (bytesRead === 0) return bytes.subarray(0, at); // it has become shorter, which its digest tells
          at += bytesRead;
        }
        return bytes;
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === "ENOENT" || code === "ENOTDIR") return undefined;
        throw fail.storeFailed(key, message);
      } finally {
        await file?.close();
      }
    },
    async write(key, bytes) {
      await put(key, bytes, rename);
    },
    async commit(key, bytes) {
      await put(key, bytes, (temporary, path) =>
        link(temporary, path).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== "EEXIST") throw error; // there is one
        }),
      );
      return (await store.read(key)) as Uint8Array;
    },
  };
  return store;
}

/** How long an answer may take before it is asked for again, and how often it is asked for. */
const HTTP_TIMEOUT_MS = 30_000;
const HTTP_ATTEMPTS = 5;

/**
 * Objects behind HTTP, read by range requests.
 *
 * @param base  the absolute URL that names are relative to
 * @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE
 */
export function httpStore(base: string): ReadStore {
  if (!/^https?:/i.test(base) || !URL.canParse(base))
    throw named("httpStore", fail.badAddress("base", base, "an absolute URL of HTTP"));
  const ask = async (key: string, start?: number, end?: number): Promise<Uint8Array | undefined> => {
    const range = start === undefined ? {} : { range: `bytes=${start}-${end === undefined ? "" : end - 1}` };
    const url = new URL(key, base);
    const response = await fetch(url, { headers: range, signal: AbortSignal.timeout(HTTP_TIMEOUT_MS) });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    // A server that knows no ranges sends all of it.
    return response.status === 206 || start === undefined ? bytes : bytes.subarray(start, end);
  };
  return {
    async read(key, start, end) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await ask(key, start, end);
        } catch (error) {
          if (attempt === HTTP_ATTEMPTS) throw fail.storeFailed(key, (error as Error).message);
          await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
        }
      }
    },
  };
}
