// Servers that go away, ways to them that are cut, and shards that are poisoned: what goes on after them goes on to the digest
// of a quiet run on threads.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Queue } from "bullmq";
import { describe, expect, it } from "vitest";
import type { ClusterOptions, Store } from "../../src/cluster/index.js";
import { arow } from "../../src/rules/index.js";
import { cluster } from "./built-package.js";
import { clouds, digestOf, FOREIGN, noneIsLeft, sharded } from "./data.js";
import { ended, isAlive, started } from "./processes.js";
import { anyPort, isInstalled, SERVERS, startRedis, wayTo } from "./servers.js";

const SHARDS = 16;

describe.each(SERVERS)("%s", (name, start) => {
  // What a server ends when it goes: idle clients, a client in the middle of a transaction, a loop that looks for lost workers.
  it.skipIf(!isInstalled(name))(
    "a server that is started again and again, or crashes, loses nothing and ends no worker, and who is lost later is missed",
    async () => {
      const source = await sharded(clouds(4_000, 30, 3, 12), SHARDS);
      const options = { epochs: 12, tol: null, average: true, rule: arow() };
      const quiet = await cluster.train(source, options);
      const server = await start();
      try {
        const work = () => started("worker-process.mjs", JSON.stringify(server.options));
        const workers = await Promise.all([work(), work()]);
        const executor = await cluster.queue(server.options);
        let restarting = Promise.resolve();
        const onEpoch = ({ epoch }: { epoch: number }) => {
          if (epoch === 2 || epoch === 4) restarting = restarting.then(() => server.restart());
          if (epoch === 6) restarting = restarting.then(() => server.crash());
          if (epoch === 4) void work().then((late) => workers.push(late)); // while the server is away
          if (epoch === 8) workers[0]?.kill("SIGKILL");
        };
        const model = await cluster.train(source, { ...options, executor, onEpoch });
        await restarting;
        await executor.close();
        expect(digestOf(model)).toBe(digestOf(quiet));
        expect(workers.map(isAlive)).toEqual([false, true, true]);
        for (const worker of workers) worker.kill("SIGTERM");
        await Promise.all(workers.map(ended));
        expect(workers.map(({ exitCode }) => exitCode)).toEqual([null, 0, 0]);
      } finally {
        await server.stop();
      }
    },
    120_000,
  );
});

describe.each(SERVERS)("%s", (name, start) => {
  // A worker that keeps a task while nobody hears from it, and one that is believed when it is heard again.
  it.skipIf(!isInstalled(name))(
    "a way that is cut between the server and a worker, and then the coordinator, loses nothing",
    async () => {
      const source = await sharded(clouds(4_000, 30, 3, 12), SHARDS);
      const options = { epochs: 20, tol: null };
      const quiet = await cluster.train(source, options);
      const server = await start();
      const [nearWorker, nearCoordinator] = [await wayTo(server.options), await wayTo(server.options)];
      try {
        const workers = await Promise.all(
          [nearWorker, server].map((way) => started("worker-process.mjs", JSON.stringify(way.options))),
        );
        const executor = await cluster.queue(nearCoordinator.options);
        const onProgress: ClusterOptions["onProgress"] = ({ epoch, shardsDone, retries }) => {
          // Whether the worker has a task just then is up to the machine: its way is cut until it was missed.
          const isTime = epoch >= 3 && epoch % 2 === 1;
          if (isTime && shardsDone === 1) nearWorker.mend();
          if (isTime && shardsDone === 4 && retries === 0) nearWorker.cut();
          if (epoch === 18 && shardsDone === 4) {
            nearCoordinator.cut();
            setTimeout(() => nearCoordinator.mend(), 4000);
          }
        };
        const model = await cluster.train(source, { ...options, executor, onProgress });
        expect(executor.retries).toBeGreaterThan(0);
        await executor.close();
        expect(digestOf(model)).toBe(digestOf(quiet));
        expect(workers.every(isAlive)).toBe(true);
        for (const worker of workers) worker.kill("SIGTERM");
        await Promise.all(workers.map(ended));
      } finally {
        nearWorker.close();
        nearCoordinator.close();
        await server.stop();
      }
    },
    120_000,
  );
});

/** Trains over a server whose store is spoiled, with one worker, to the digest of a quiet run. @param spoil  gives options of the run */
async function expectSameDespite(
  start: (typeof SERVERS)[number][1],
  spoil: (store: Store) => ClusterOptions,
): Promise<void> {
  const source = await sharded(clouds(1_000, 10, 3, 12), 4);
  const options = { epochs: 5, tol: null };
  const quiet = await cluster.train(source, options);
  const server = await start();
  try {
    const executor = await cluster.queue(server.options);
    const spoiled = spoil(executor.store);
    const worker = await started("worker-process.mjs", JSON.stringify(server.options));
    const model = await cluster.train(source, { ...options, ...spoiled, executor });
    await executor.close();
    expect(digestOf(model)).toBe(digestOf(quiet));
    worker.kill("SIGTERM");
    await ended(worker);
  } finally {
    await server.stop();
  }
}

describe.each(SERVERS)("%s", (name, start) => {
  // One that takes a task for done whose result is gone fails, in every run of the same options.
  it.skipIf(!isInstalled(name))(
    "results that a crash of the server took away are made again",
    async () => {
      let [crashed, lost] = [false, 0];
      await expectSameDespite(start, (store) => {
        const kept = store.read;
        store.read = async (key, ...range) => {
          const isLost = crashed && key.startsWith("blobs/") && lost++ < 3;
          return isLost ? undefined : await kept(key, ...range);
        };
        return {
          onEpoch: ({ epoch }) => {
            crashed ||= epoch === 2;
          },
        };
      });
      expect(lost).toBeGreaterThan(3);
    },
    120_000,
  );
});

describe.each(SERVERS)("%s", (name, start) => {
  // One that writes it once waits for tasks that fail until they have failed for good.
  it.skipIf(!isInstalled(name))(
    "a model that a crash of the server took away before its tasks were on the queue is written again",
    async () => {
      const times = new Map<string, number>();
      await expectSameDespite(start, (store) => {
        const write = store.write;
        store.write = async (key, bytes) => {
          const time = (times.get(key) ?? 0) + 1;
          times.set(key, time);
          // The third key is the model of the second epoch: written as that ends, and as the third begins with it.
          const isLost = [...times.keys()].indexOf(key) === 2 && time <= 2;
          if (!isLost) await write(key, bytes);
        };
        return {};
      });
      expect([...times.values()][2]).toBeGreaterThan(2);
    },
    120_000,
  );
});

describe.each(SERVERS)("%s", (name, start) => {
  // One that keeps the failures of tasks it no longer waits for fails with them again, once for each.
  it.skipIf(!isInstalled(name))(
    "shards that are poisoned fail the run with the name of one, and the same run goes on once they are whole",
    async () => {
      const source = await sharded(clouds(1_000, 10, 3, 12), 4);
      const options = { epochs: 6, tol: null, store: cluster.memoryStore() };
      const quiet = await cluster.train(source, { ...options, store: undefined });
      const server = await start();
      const paths = [1, 2, 3].map((i) => join(source, `shard-0000${i}.bin`));
      const whole = paths.map((path) => readFileSync(path));
      try {
        const work = () => started("worker-process.mjs", JSON.stringify(server.options));
        const executor = await cluster.queue(server.options);
        const first = await work();
        const onEpoch = ({ epoch }: { epoch: number }) => {
          if (epoch === 3) throw new Error("enough");
        };
        await expect(cluster.train(source, { ...options, executor, onEpoch })).rejects.toThrow("enough");
        first.kill("SIGKILL");
        for (const [i, path] of paths.entries())
          writeFileSync(path, whole[i]?.map((byte, at) => (at === 5 ? byte ^ 1 : byte)) ?? "");
        const second = await work();
        await expect(cluster.train(source, { ...options, executor })).rejects.toMatchObject({
          code: "TASK_FAILED",
          message: expect.stringMatching(/shard-0000[123]\.bin/),
        });
        await noneIsLeft(server.options);
        for (const [i, path] of paths.entries()) writeFileSync(path, whole[i] ?? "");
        const epochs: number[] = [];
        const onProgress = ({ epoch }: { epoch: number }) => epochs.push(epoch);
        const model = await cluster.train(source, { ...options, executor, onProgress });
        await executor.close();
        expect(digestOf(model)).toBe(digestOf(quiet));
        expect(Math.min(...epochs)).toBe(4);
        second.kill("SIGTERM");
        await ended(second);
      } finally {
        await server.stop();
      }
    },
    120_000,
  );
});

// One that leaves the error to Node ends with the lines of its own program, after it has taken tasks.
it.skipIf(!isInstalled("redis"))("a worker whose port for metrics is taken says so, and ends", async () => {
  const server = await startRedis();
  try {
    const { redis = "" } = server.options;
    const { port } = new URL(redis);
    const words = ["dist/cli/main.js", "cluster", "worker", "--redis", redis, "--metrics", port];
    expect(spawnSync(process.execPath, words, { encoding: "utf8" })).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(`^rosenblatt: --metrics ${port}: listen EADDRINUSE.*\n$`),
    });
  } finally {
    await server.stop();
  }
});

// One that closes its port only where all went well says so, and stays for ever.
it.skipIf(!isInstalled("redis"))(
  "a worker that serves its metrics ends at a run of other kernels",
  async () => {
    const server = await startRedis();
    try {
      const { redis = "" } = server.options;
      const queue = new Queue("rosenblatt", { connection: { url: redis } });
      await queue.add("learn", FOREIGN);
      await queue.close();
      const work = () => {
        const words = ["dist/cli/main.js", "cluster", "worker", "--redis", redis, "--metrics", anyPort()];
        return spawnSync(process.execPath, words, {
          encoding: "utf8",
          timeout: 60_000,
          killSignal: "SIGKILL",
        });
      };
      let told = work();
      while (told.stderr.includes("EADDRINUSE")) told = work();
      expect(told).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("install the release that began it"),
      });
    } finally {
      await server.stop();
    }
  },
);

// One that closes its queue first waits for the server until it is ended by force.
it.skipIf(!isInstalled("redis"))(
  "Ctrl-C ends cluster train, and says so, while its server is away",
  async () => {
    const source = await sharded(clouds(400, 5, 2, 12), 4);
    const server = await startRedis();
    const way = await wayTo(server.options);
    try {
      const args = ["cluster", "train", source, "--redis", way.options.redis as string];
      const child = spawn(process.execPath, ["dist/cli/main.js", ...args]); // whom no worker helps
      const said: string[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said.push(String(text)));
      while (!said.join("").includes("waiting for a worker")) await once(child.stderr, "data");
      way.cut();
      child.kill("SIGINT");
      expect(await once(child, "close")).toEqual([130, null]);
      expect(said.at(-1)).toBe(
        "interrupted; whole epochs are kept, and the same command goes on after them\n",
      );
    } finally {
      way.close();
      await server.stop();
    }
  },
  60_000,
);
