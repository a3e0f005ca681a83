// What comes from a queue and a store that others may write into, and options that a cluster and a worker cannot keep.
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { train } from "../../src/cluster/index.js";
import { checkResultMessage, checkTaskMessage, parseResult } from "../../src/cluster/message.js";
import { Run } from "../../src/cluster/run.js";
import { startModel } from "../../src/cluster/start-model.js";
import { memoryStore } from "../../src/cluster/store.js";
import { mayRead } from "../../src/cluster/worker.js";
import { Perceptron } from "../../src/index.js";
import { arow, passiveAggressive } from "../../src/rules/index.js";
import { Perceptron as WorkerPerceptron } from "../../src/worker/index.js";
import { thrown } from "../support/thrown.js";

const digest = "0123456789abcdef".repeat(4);
/** Brackets that nest deeper than any recursion reaches. */
const deep = () => JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);

it("messages that nest without end, or are no JSON, are refused as tasks: who writes one out to measure it runs out of stack", () => {
  const task = { kernels: `1-${digest}`, kind: "learn", epoch: 1, seed: 7, shard: 0, model: digest };
  const dataset = { location: "/data/manifest.json", sha256: digest };
  expect(checkTaskMessage({ ...task, dataset })).toEqual({ ...task, dataset });
  for (const name of ["kernels", "kind", "epoch", "seed", "shard", "model", "dataset"])
    expect(thrown(() => checkTaskMessage({ ...task, dataset, [name]: deep() }))?.code, name).toBe("TASK");
  for (const name of ["mistakes", "right", "growth", "model"])
    expect(thrown(() => checkResultMessage({ mistakes: 0, right: 0, growth: 0, [name]: deep() }))?.code).toBe(
      "TASK",
    );
  expect(thrown(() => parseResult("{"))?.code).toBe("TASK");
  expect(parseResult('{"mistakes":1,"right":2,"growth":null}').growth).toBe(Infinity);
});

it("a record of a step that is none is refused with its name, and an unknown key of one is left out", async () => {
  const recordOf = async (text: string) => {
    const store = memoryStore();
    const digest = createHash("sha256").update(text).digest();
    await store.write("runs/id/epoch-1", Buffer.concat([digest, Buffer.from(text)]));
    return await new Run(store, "id").once("epoch-1", () => Promise.reject(new Error("computed anew")));
  };
  for (const text of [
    "{",
    "null",
    "[]",
    '{"mistakes":7,"right":0,"growth":0}',
    '{"mistakes":[-1],"right":0,"growth":0}',
  ])
    await expect(recordOf(text)).rejects.toMatchObject({ code: "STORE" });
  expect(await recordOf('{"mistakes":[1],"right":0,"growth":null,"x":1}')).toEqual({
    ...{ mistakes: [1], right: 0, growth: Infinity },
  });
});

/** A manifest of two sparse rows, without its shard. */
const storeOf = (cols: number, dtype = "f64") => {
  const shard = { file: "shard-00000.bin", rows: 2, stored: 2, counts: [1, 1], bytes: 44, sha256: digest };
  const about = { format: "rosenblatt.shards", version: 1, dtype, layout: "csr", rows: 2, cols };
  const bytes = new TextEncoder().encode(JSON.stringify({ ...about, classes: ["a", "b"], shards: [shard] }));
  return {
    store: { read: async (key: string) => (key === "manifest.json" ? bytes : undefined) },
    key: "manifest.json",
  };
};
const executor = {
  run: async () => expect.fail("it ran"),
  workers: async () => 1,
  close: async () => {},
  retries: 0,
};

it("columns that the data has not paid for allocate nothing", async () => {
  const before = process.memoryUsage().arrayBuffers;
  for (const cols of [2 ** 24, 2 ** 31 - 1]) {
    await expect(train(storeOf(cols), { executor })).rejects.toMatchObject({ code: "MANIFEST" });
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
});

it("a rule of one's own is refused by a cluster before any task, and any rule by a model of a worker", async () => {
  const given: object = { rule: { ...arow(), name: "mine" }, executor };
  await expect(train(storeOf(3), given)).rejects.toMatchObject({
    code: "OPTION_KIND",
    message: expect.stringMatching(/^train: rule is an object; expected a rule of rosenblatt\/rules/),
  });
  expect(thrown(() => new WorkerPerceptron({ rule: arow() } as object))).toMatchObject({
    code: "OPTION_VALUE",
    message: expect.stringMatching(/^new Perceptron: rule is an object; expected none/),
  });
});

/** A model that says of itself that it learned by a rule of a name and options. */
const modelBy = (name: string, options: Record<string, number | string>) =>
  new Perceptron({ rule: { ...arow(), name, options } }).fit([[1], [2], [4]], ["a", "b", "c"]).toBytes();

// One that believes a file learns by code that it does not have, or by numbers that no rule takes.
it("a model that names a rule of nobody, or numbers that it does not take, is refused as a task's", () => {
  expect(thrown(() => startModel(modelBy("mine", {})))?.code).toBe("TASK");
  expect(thrown(() => startModel(modelBy("arow", { r: -1 })))?.code).toBe("OPTION_VALUE");
  expect(thrown(() => startModel(modelBy("arow", { r: 1, x: 2 })))?.code).toBe("UNKNOWN_OPTION");
  expect(startModel(modelBy("arow", { r: 1 })).settings.rule?.open).toBeTypeOf("function");
});

// AROW's variances in the file of a rule that keeps none: of three classes they are more than that has room for.
it("variances of a rule that keeps none are passed over", () => {
  const options = { C: 1, variant: "pa1" };
  const bytes = modelBy("passiveAggressive", options);
  const model = Perceptron.fromBytes(bytes, { rule: passiveAggressive(options as object) });
  expect(model.toJSON().training).toHaveProperty("variance");
  expect(model.partialFit([[3]], ["a"]).toJSON().training).not.toHaveProperty("variance");
});

// One that compares the address as it was sent reads what a folder's name merely begins, and what two points lead to.
it("a worker reads what lies in a place that it allows, and not what an address only begins with", () => {
  const allow = ["/data", "https://data.example/sets/", "https://other.example"];
  const inside = [
    "/data/manifest.json",
    "/data/a/../manifest.json",
    "https://data.example/sets/a/manifest.json?x=1",
    "https://other.example/manifest.json",
  ];
  const outside = [
    "/data/../etc/manifest.json",
    "/database/manifest.json",
    "/etc/manifest.json",
    "https://data.example/sets/../secret/manifest.json",
    "https://data.example/sets/%2e%2e/secret/manifest.json",
    "https://other.example@evil.example/manifest.json",
    "https://other.example.evil.example/manifest.json",
    "http://data.example/sets/manifest.json",
    "https://[",
  ];
  for (const address of inside) expect(mayRead(address, allow), address).toBe(true);
  for (const address of outside) expect(mayRead(address, allow), address).toBe(false);
  expect(mayRead("/etc/manifest.json", undefined)).toBe(true);
  expect(mayRead("/data/manifest.json", [])).toBe(false);
});
