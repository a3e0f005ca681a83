// What a run over shards, and who begins one, refuses before anything is done.
import { expect, it } from "vitest";
import { cluster } from "./built-package.js";
import { classesOf, clouds, newPath, onOneThread, sharded } from "./data.js";

const { train, writeShards } = cluster;

// One that asks whoever is there waits for an answer of the right kind, on PostgreSQL without an end.
it.each([
  [{}, "redis is undefined; expected a URL that begins with redis://"],
  [{ redis: "http://127.0.0.1:6379" }, 'redis is the string "http://127.0.0.1:6379"; expected a URL that'],
  [
    { postgres: "redis://127.0.0.1:6379" },
    'is the string "redis://127.0.0.1:6379"; expected a URL that begins',
  ],
  // and one that repeats all of the address tells the password
  [{ redis: "http://me:pass@word@host/0?password=x" }, 'redis is the string "http://host/0"; expected'],
  [{ postgres: ":password@host:1" }, 'postgres is the string "host:1"; expected'],
  // and one that tests the text of whatever it is given opens a queue without a name
  [{ redis: "redis://127.0.0.1:1", queue: null }, "queue is null; expected letters, digits, - and _"],
  [{ redis: "redis://127.0.0.1:1", queue: 5 }, "queue is the number 5; expected letters, digits, - and _"],
])("%j is the address of no queue", async (options: object, text) => {
  for (const ask of [cluster.queue, cluster.worker, cluster.status])
    await expect(ask(options)).rejects.toMatchObject({
      code: text.includes("is the string") ? "OPTION_VALUE" : "OPTION_KIND",
      message: expect.stringContaining(text),
    });
});

// One that looks at its first use says "ERR_INVALID_ARG_TYPE", or asks five times before it fails.
it.each([
  [
    () => cluster.folderStore(1 as never),
    "folderStore: folder is the number 1; expected the path of a folder",
  ],
  [() => cluster.folderStore(""), 'folderStore: folder is the string ""; expected the path of a folder'],
  [() => cluster.httpStore("x"), 'httpStore: base is the string "x"; expected an absolute URL of HTTP'],
  [
    () => cluster.httpStore(undefined as never),
    "httpStore: base is undefined; expected an absolute URL of HTTP",
  ],
  [() => cluster.httpStore("ftp://me:word@host/a"), 'httpStore: base is the string "ftp://host/a"; expected'],
])("what no store can be opened by is refused at the call (%#)", (call, text) => {
  const code = text.includes("is the string") ? "OPTION_VALUE" : "OPTION_KIND";
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringContaining(text) }));
});

it("the base of an HTTP store may be a URL, as in a program without types", () => {
  expect(cluster.httpStore(new URL("http://localhost/shards/") as never).read).toBeTypeOf("function");
});

// One that looks when all has been written has read, and written, all of it for nothing.
it("a folder with files in it is refused before a batch is asked for", async () => {
  const folder = await sharded(clouds(60, 3, 2, 3), 2);
  const batches = {
    // biome-ignore lint/correctness/useYield: it is not to be asked
    *[Symbol.iterator]() {
      expect.fail("it was asked");
    },
  };
  await expect(writeShards(batches, folder, { classes: ["a", "b"] })).rejects.toMatchObject({
    code: "STORE",
    message: expect.stringContaining("there are files in it"),
  });
});

// One that leaves it to the tasks runs until one of them fails, and names what they call.
it("a weight of no class is refused before any task is done", async () => {
  const executor = {
    retries: 0,
    run: () => expect.fail("it ran"),
    workers: async () => 1,
    close: async () => {},
  };
  const source = await sharded(clouds(60, 3, 2, 3), 2);
  await expect(train(source, { classWeight: { c9: 2 }, executor })).rejects.toMatchObject({
    code: "UNKNOWN_CLASS",
    message: expect.stringMatching(/^train: a key of classWeight is "c9"/),
  });
});

it("what is no rule of rosenblatt/rules is refused, and so is another type than that of the shards", async () => {
  const source = await sharded(clouds(60, 3, 2, 3), 2);
  const own = { name: "mine", options: {}, open: () => expect.fail("it ran") };
  for (const [options, code] of [
    [{ rule: own }, "OPTION_KIND"],
    [{ rule: { name: "arow", options: { r: -1 } } }, "OPTION_VALUE"],
    [{ rule: { name: "arow", options: { C: 1 } } }, "UNKNOWN_OPTION"],
    [{ dtype: "f64" }, "OPTION_VALUE"],
  ] as const)
    await expect(train(source, options as object)).rejects.toMatchObject({ code });
  expect((await onOneThread(source, { dtype: "f32" })).converged).toBe(true);
});

// One that takes a stream's batches as they are learns other weights than the stream does.
it("weights of rows are refused: shards have no place for them", async () => {
  const rows = clouds(6, 3, 2, 3);
  const options = { classes: classesOf(rows), shards: 2 };
  const weighted = { ...rows, sampleWeight: Array(6).fill(2) };
  await expect(writeShards([weighted], newPath(), options)).rejects.toMatchObject({
    code: "WRONG_KIND",
    message: "writeShards: sampleWeight is an array; expected none: a shard has no weights of rows",
  });
  for (const sampleWeight of [undefined, null])
    expect((await writeShards([{ ...rows, sampleWeight }] as never, newPath(), options)).rows).toBe(6);
});

// One that makes as many as it is asked for fails with what the engine says, or with no memory.
it("more shards than a run can have are refused before there is a folder", async () => {
  const rows = clouds(6, 3, 2, 3);
  for (const shards of [65_537, 1e15]) {
    const written = writeShards([rows], newPath(), { classes: classesOf(rows), shards });
    await expect(written).rejects.toMatchObject({ code: "OPTION_VALUE" });
  }
});

it("each error says which function was called, also of those that a run calls itself", async () => {
  const { answerTask, checkManifest, openDataset } = cluster;
  for (const [method, wrong] of [
    ["openDataset", () => openDataset(newPath())],
    ["answerTask", () => answerTask("x")],
    ["checkManifest", async () => checkManifest(1)],
    ["train", () => train(newPath())],
  ] as const) {
    const message = expect.stringMatching(`^${method}: (?!${method})`);
    await expect(wrong()).rejects.toMatchObject({ method, message });
  }
});
