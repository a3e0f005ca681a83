// What comes from a queue, a store and a folder of shards that somebody else wrote: messages, records of steps, manifests and
// shard files whose digests are right. Each is refused by a typed error, or is worked on as any other.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStore, train as trainShards, writeShards } from "../../../src/cluster/index.js";
import { checkResultMessage, checkTaskMessage, parseResult } from "../../../src/cluster/message.js";
import { Run } from "../../../src/cluster/run.js";
import { runTask } from "../../../src/cluster/task.js";
import type { Perceptron } from "../../../src/index.js";
import type { Random } from "../../support/random.js";
import { sparseOf } from "../../support/training-sets.js";
import { exercise } from "../exercise.js";
import { mutated, mutatedText, smallerTrees } from "../mutate.js";
import { X } from "../saved.js";
import { claim, claimEqual, outcome, refusal, type Target } from "../target.js";

type Plain = Record<string, unknown>;
type Input =
  | { readonly kind: "task" | "result" | "record"; readonly json: unknown }
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "shards";
      readonly manifest: unknown;
      readonly files: readonly string[];
      readonly options: object;
    };

const RULES = [
  { name: "arow", options: { r: 1 } },
  { name: "passiveAggressive", options: { C: 0.5, variant: "pa1" } },
  { name: "mine", options: {} },
];
const digest = "0123456789abcdef".repeat(4);
const messages = {
  task: {
    ...{ kernels: `1-${digest}`, kind: "learn", epoch: 1, seed: 7, shard: 0, model: digest },
    dataset: { location: "/data/manifest.json", sha256: digest },
  },
  result: { mistakes: 3, right: 0, growth: 0.5, model: digest },
  record: { mistakes: [1, 2], right: 0, growth: null, model: digest },
};

/** As a store has it, behind its digest. */
const recordOf = (text: string): Uint8Array =>
  Buffer.concat([createHash("sha256").update(text).digest(), Buffer.from(text)]);

const folder = mkdtempSync(join(tmpdir(), "rosenblatt-fuzz-"));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

interface Seed {
  readonly manifest: Plain & { shards: Plain[] };
  readonly files: readonly Uint8Array[];
}

async function seedOf(
  name: string,
  batch: object,
  classes: (string | number)[],
  shards: number,
): Promise<Seed> {
  const path = join(folder, name);
  const manifest = JSON.parse(JSON.stringify(await writeShards([batch] as never, path, { classes, shards })));
  return {
    manifest,
    files: manifest.shards.map(({ file }: { file: string }) => readFileSync(join(path, file))),
  };
}

const narrow = { data: Float32Array.from(X.flat()), rows: 6, cols: 3 };
const seeds = await Promise.all([
  seedOf("dense", { X, y: ["a", "b", "c", "a", "b", "c"] }, ["a", "b", "c"], 2),
  seedOf("narrow", { X: narrow, y: [0, 1, 1, 0, 1, 0] }, [0, 1], 1),
  seedOf("sparse", { X: sparseOf(X), y: [0, 1, 2, 0, 1, 2] }, [0, 1, 2], 2),
  seedOf("empty", { X: sparseOf(X.slice(0, 2)), y: [0, 1] }, [0, 1], 3),
]);

/** A data set of which something is otherwise: digests and lengths are put right, most of the time. */
function otherShards(random: Random): Input {
  const { manifest, files } = random.pick(seeds);
  const isOf = (share: number): boolean => random.uniform() < share;
  const bytes = files.map((file) => Uint8Array.from(file));
  for (const file of bytes) {
    for (let times = isOf(0.5) ? random.integer(1, 3) : 0; times > 0 && file.length > 0; times--)
      file[random.integer(0, file.length - 1)] = random.pick([0, 1, 2, 127, 128, 240, 255]);
  }
  const other = isOf(0.5) ? (mutated(random, manifest) as Seed["manifest"]) : structuredClone(manifest);
  if (isOf(0.9) && Array.isArray(other?.shards)) {
    other.shards.forEach((shard, i) => {
      const file = bytes[i];
      if (file && typeof shard === "object" && shard !== null)
        Object.assign(shard, { sha256: sha256(file) }, isOf(0.8) && { bytes: file.length });
    });
  }
  return {
    ...{ kind: "shards", manifest: JSON.parse(JSON.stringify(other) ?? "null") },
    files: bytes.map((file) => Buffer.from(file).toString("base64")),
    options: {
      average: isOf(0.3),
      shuffle: isOf(0.7),
      mixing: random.pick(["uniform", "mistakes"]),
      earlyStopping: isOf(0.2),
      rule: random.pick([undefined, undefined, ...RULES]),
    },
  };
}

/** What a call resolves with, or the typed error that it rejects with. */
async function settled<T>(call: () => Promise<T>): Promise<{ value: T } | { code: string }> {
  try {
    return { value: await call() };
  } catch (error) {
    return refusal(error);
  }
}

let count = 0;
const counts = { taken: 0, refused: 0 };

/** Trains on them by a queue of this thread, whose tasks and results travel as messages. */
async function train({
  manifest,
  files,
  options,
}: Input & { kind: "shards" }): Promise<{ value: Perceptron } | { code: string }> {
  const place = join(folder, `input-${count++}`);
  mkdirSync(place);
  files.forEach((file, i) => {
    writeFileSync(join(place, `shard-0000${i}.bin`), Buffer.from(file, "base64"));
  });
  writeFileSync(join(place, "manifest.json"), JSON.stringify(manifest));
  const executor = {
    retries: 0,
    run: async (
      tasks: readonly object[],
      { model, dataset }: { model: Uint8Array; dataset: { localPath(shard: never): Promise<string> } },
    ) =>
      await Promise.all(
        tasks.map(async (task) =>
          runTask({ ...task, model } as never, await dataset.localPath((task as { shard: never }).shard)),
        ),
      ),
    workers: async () => 1,
    close: async () => {},
  };
  try {
    return await settled(() => trainShards(place, { ...options, epochs: 2, executor } as never));
  } finally {
    rmSync(place, { recursive: true });
  }
}

export const cluster: Target<Input> = {
  name: "cluster",
  inputs: 12_000,
  generate(random) {
    const kind = random.pick(["task", "result", "record", "text", "shards", "shards"] as const);
    if (kind === "shards") return otherShards(random);
    if (kind === "text")
      return {
        kind,
        text: mutatedText(random, JSON.stringify(random.pick(seeds).manifest), '{}[]",:019.e-\\'),
      };
    return { kind, json: JSON.parse(JSON.stringify(mutated(random, messages[kind])) ?? "null") };
  },
  async check(input) {
    const before = process.memoryUsage().arrayBuffers;
    const size = JSON.stringify(input).length;
    let result: { value: unknown } | { code: string };
    if (input.kind === "shards") {
      const trained = await train(input);
      if ("value" in trained) exercise(trained.value);
      result = trained;
    } else if (input.kind === "text") {
      result = await settled(() =>
        trainShards({ store: storeOf(input.text), key: "manifest.json" }, { epochs: 1 }),
      );
    } else if (input.kind === "record") {
      const store = memoryStore();
      const text = JSON.stringify(input.json);
      await store.write("runs/x/epoch-1", recordOf(text));
      result = await settled(() =>
        new Run(store, "x").once("epoch-1", () => Promise.reject(new Error("it is there"))),
      );
    } else if (input.kind === "task") result = outcome(() => checkTaskMessage(input.json));
    else {
      result = outcome(() => checkResultMessage(input.json));
      const text = JSON.stringify(input.json);
      claimEqual(
        outcome(() => parseResult(text)),
        result,
        "a result and its text",
      );
      outcome(() => parseResult(text.slice(1)));
    }
    const grown = process.memoryUsage().arrayBuffers - before;
    claim(grown < 64 * size + 2 ** 22, () => `${grown} bytes were allocated for ${size}`);
    counts["value" in result ? "taken" : "refused"]++;
    return 1;
  },
  *shrink(input) {
    if ("json" in input) for (const json of smallerTrees(input.json)) yield { ...input, json };
    if (input.kind === "shards")
      for (const manifest of smallerTrees(input.manifest)) yield { ...input, manifest };
  },
  summary: () => `${counts.taken} taken, ${counts.refused} refused`,
  close: () => rmSync(folder, { recursive: true, force: true }),
};

/** A store of a manifest, and of no shard. */
function storeOf(text: string) {
  const bytes = new TextEncoder().encode(text);
  return { read: async (key: string) => (key === "manifest.json" ? bytes : undefined) };
}
