// Stores that are short, wrong, slow or full, and shards that are not what their manifest says.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { cluster } from "./built-package.js";
import { clouds, newPath, sharded, timeless } from "./data.js";

type Store = ReturnType<typeof cluster.memoryStore>;
const { folderStore, memoryStore, threads, train, writeShards } = cluster;
const OPTIONS = { epochs: 6, tol: null, average: true };
const rows = clouds(400, 8, 3, 9);

const executor = threads(2);
afterAll(() => executor.close());

const onThreads = async (source: Parameters<typeof train>[0], options: Parameters<typeof train>[1] = {}) =>
  timeless(await train(source, { ...OPTIONS, executor, ...options }));

/** On threads that have no shard in their memory yet. */
async function onNewThreads(...[source, options]: Parameters<typeof onThreads>) {
  const executor = threads(2);
  try {
    return await onThreads(source, { ...options, executor });
  } finally {
    await executor.close();
  }
}

/** A store with three epochs of a run in it. */
async function begun(source: string, store: Store = memoryStore()): Promise<Store> {
  const onEpoch = ({ epoch }: { epoch: number }) => {
    if (epoch === 3) throw new Error("enough");
  };
  await expect(onThreads(source, { store, onEpoch })).rejects.toThrow("enough");
  return store;
}

/** A store whose first so many reads of each object go through `spoil`. */
function spoiled(store: Store, times: number, spoil: (bytes: Uint8Array) => Uint8Array): Store {
  const reads = new Map<string, number>();
  return {
    ...store,
    async read(key, start, end) {
      const bytes = await store.read(key, start, end);
      const count = (reads.get(key) ?? 0) + 1;
      reads.set(key, count);
      return bytes && count <= times ? spoil(bytes) : bytes;
    },
  };
}

const shortened = (bytes: Uint8Array) => bytes.slice(0, bytes.length >> 1);
const flipped = (bytes: Uint8Array) => bytes.map((byte, i) => (i === bytes.length - 2 ? byte ^ 1 : byte));

// A run that takes what it reads on trust ends with other weights, or with a SyntaxError.
it.each([
  ["short", shortened],
  ["wrong", flipped],
])(
  "a store whose first answers are %s changes no bit, and one that stays so is refused",
  async (_, spoil) => {
    const source = await sharded(rows, 4);
    const quiet = await onThreads(source);
    const store = await begun(source);
    await expect(onThreads(source, { store: spoiled(store, Infinity, spoil) })).rejects.toMatchObject({
      code: "DIGEST",
      message: expect.stringMatching(/^train: "(runs|blobs)\//),
    });
    expect(await onThreads(source, { store: spoiled(store, 2, spoil) })).toEqual(quiet);
  },
);

it("a slow store changes no bit", async () => {
  const source = await sharded(rows, 4);
  const store = memoryStore();
  const slow = async <T>(action: () => Promise<T>): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return await action();
  };
  const slowStore: Store = {
    read: (...args) => slow(() => store.read(...args)),
    write: (...args) => slow(() => store.write(...args)),
    commit: (...args) => slow(() => store.commit(...args)),
  };
  expect(await onThreads(source, { store: slowStore })).toEqual(await onThreads(source));
});

// One that keeps a file that was fetched wrongly refuses the data set for ever.
it("a shard that comes in parts is put together, and one that comes wrongly is refused by name and fetched again", async () => {
  const source = await sharded(rows, 4);
  const store = folderStore(source);
  const cache = newPath();
  mkdirSync(cache);
  vi.stubEnv("TMPDIR", cache); // where shards are kept that were fetched
  const spoil = (name: string, change: (bytes: Uint8Array) => Uint8Array): Pick<Store, "read"> => ({
    async read(key, start, end) {
      const bytes = await store.read(key, start, end);
      return bytes && key === name ? change(bytes) : bytes;
    },
  });
  const of = (readStore: Pick<Store, "read">) => onThreads({ store: readStore, key: "manifest.json" });
  await expect(of(spoil("shard-00002.bin", flipped))).rejects.toMatchObject({
    code: "DIGEST",
    message: expect.stringContaining('"shard-00002.bin"'),
  });
  const parts = spoil("shard-00002.bin", (bytes) => bytes.slice(0, Math.max(1, bytes.length >> 1)));
  expect(await of(parts)).toEqual(await onThreads(source));
  vi.unstubAllEnvs();
});

it("a store that is full fails the run, which goes on to the same bits when there is space again", async () => {
  const source = await sharded(rows, 4);
  const store = memoryStore();
  let space = 3;
  const full = async () => {
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  };
  const small: Store = { ...store, write: (...args) => (space-- > 0 ? store.write(...args) : full()) };
  await expect(onThreads(source, { store: small })).rejects.toMatchObject({ code: "ENOSPC" });
  space = Infinity;
  const epochs: number[] = [];
  const model = await onThreads(source, { store: small, onProgress: ({ epoch }) => epochs.push(epoch) });
  expect(model).toEqual(await onThreads(source));
  expect(Math.min(...epochs)).toBe(4);
});

/** A folder on a disk of 96 KB, if this process may mount one. */
function smallDisk(): { folder: string; unmount(): void } | undefined {
  const folder = newPath();
  mkdirSync(folder);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=96k", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  return { folder, unmount: () => execFileSync("umount", [folder]) };
}

it("a disk that is full while shards are written leaves nothing on it, and a run fails with STORE", async (context) => {
  const disk = smallDisk();
  if (disk === undefined) return context.skip("this process may not mount a disk");
  try {
    const { X, y } = clouds(4000, 8, 3, 9);
    const classes = ["c0", "c1", "c2"];
    await expect(writeShards([{ X, y }], join(disk.folder, "set"), { classes })).rejects.toMatchObject({
      code: "STORE",
    });
    expect(readdirSync(disk.folder)).toEqual([]);
    const source = await sharded(clouds(300, 1000, 3, 9), 4);
    const store = folderStore(disk.folder);
    await expect(onThreads(source, { store })).rejects.toMatchObject({ code: "STORE" });
    const whole = (path: string) => /^[0-9a-f]{64}$|^epoch-\d+$/.test(path.slice(path.lastIndexOf("/") + 1));
    const files = readdirSync(disk.folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    expect(files.filter(({ name }) => !whole(name))).toEqual([]);
  } finally {
    disk.unmount();
  }
});

it("a shard that is poisoned in the middle ends the run with its name, and the run goes on once it is whole", async () => {
  const source = await sharded(rows, 4);
  const quiet = await onThreads(source);
  const store = await begun(source);
  const path = join(source, "shard-00001.bin");
  const whole = readFileSync(path);
  writeFileSync(path, flipped(whole));
  await expect(onNewThreads(source, { store })).rejects.toMatchObject({
    code: "DIGEST",
    message: expect.stringContaining('"shard-00001.bin"'),
  });
  writeFileSync(path, whole);
  const epochs: number[] = [];
  expect(await onNewThreads(source, { store, onProgress: ({ epoch }) => epochs.push(epoch) })).toEqual(quiet);
  expect(Math.min(...epochs)).toBe(4);
});

// One that throws what the system throws has no code, and leaves the file that it could not put in its place.
it("a folder in the place of an object is told of as STORE, and leaves nothing beside it", async () => {
  const folder = newPath();
  mkdirSync(join(folder, "blob"), { recursive: true });
  const store = folderStore(folder);
  await expect(store.read("blob")).rejects.toMatchObject({ code: "STORE" });
  await expect(store.write("blob", new Uint8Array(3))).rejects.toMatchObject({ code: "STORE" });
  expect(readdirSync(folder)).toEqual(["blob"]);
});

// One that asks only whether it is undefined fails with a TypeError of its own.
it("a store of one's own may say null of what it has not, and nothing of what it commits", async () => {
  const source = await sharded(clouds(60, 3, 2, 3), 2);
  const within = memoryStore();
  const store = {
    read: async (key: string) => (await within.read(key)) ?? null,
    write: within.write,
    commit: async (key: string, bytes: Uint8Array) => void (await within.commit(key, bytes)),
  };
  expect(await onThreads(source, { store } as never)).toEqual(await onThreads(source, {}));
  const text = { ...within, read: async () => "text" };
  await expect(onThreads(source, { store: text } as never)).rejects.toMatchObject({ code: "DIGEST" });
  const none = cluster.openDataset({ store: { read: async () => null }, key: "manifest.json" } as never);
  await expect(none).rejects.toMatchObject({ code: "NO_OBJECT" });
});
