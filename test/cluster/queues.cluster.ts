// Queues on which another release has left its tasks, and servers that do not answer.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createPostgresBackend, Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { cluster } from "./built-package.js";
import { clouds, digestOf, FOREIGN, noneIsLeft, sharded } from "./data.js";
import { ended, isAlive, sleep, started } from "./processes.js";
import { isInstalled, SERVERS, type Server, startRedis } from "./servers.js";

/** Leaves tasks of another release on a queue: some that wait, one for later, one whose worker is gone. */
async function leaveForeign({ redis, postgres }: Server["options"], name: string): Promise<void> {
  const connection = redis === undefined ? { connectionString: postgres, migrate: true } : { url: redis };
  const backend = (redis === undefined ? [createPostgresBackend] : []) as [];
  const queue = new Queue(name, { connection } as never, ...backend);
  await queue.add("learn", FOREIGN);
  const options = { connection, lockDuration: 100 } as never;
  const worker = new Worker(name, null, options, ...backend);
  await worker.waitUntilReady();
  await worker.getNextJob("gone");
  await worker.close();
  await queue.addBulk([1, 2, 3].map((shard) => ({ name: "learn", data: { ...FOREIGN, shard } })));
  await queue.add("learn", { ...FOREIGN, shard: 4 }, { delay: 1000 });
  await sleep(200); // its lock has run out
  expect(await queue.getJobCounts("waiting", "delayed", "active")).toEqual({
    waiting: 3,
    delayed: 1,
    active: 1,
  });
  await queue.close();
}

describe.each(SERVERS)("%s", (name, start) => {
  // One that leaves them there, or takes only those away that wait, loses every worker to them.
  it.skipIf(!isInstalled(name))(
    "tasks that a release with other kernels left are taken away by a run that is begun anew, and end no worker",
    async () => {
      const source = await sharded(clouds(1_000, 10, 3, 12), 4);
      const options = { epochs: 30, tol: null };
      const quiet = await cluster.train(source, options);
      const server = await start();
      try {
        const where = { ...server.options, queue: "upgraded" };
        await cluster.status(where); // which waits for the server
        await leaveForeign(server.options, where.queue);
        const executor = await cluster.queue(where);
        const worker = await started("worker-process.mjs", JSON.stringify(where));
        const ends = new AbortController();
        worker.once("exit", () => ends.abort(new Error("the worker ended")));
        const model = await cluster.train(source, { ...options, executor, signal: ends.signal });
        await executor.close();
        expect(digestOf(model)).toBe(digestOf(quiet));
        expect(isAlive(worker)).toBe(true);
        await noneIsLeft(where);
        worker.kill("SIGTERM");
        await ended(worker);
        expect(worker.exitCode).toBe(0);
      } finally {
        await server.stop();
      }
    },
    120_000,
  );
});

// One that leaves its connection open waits for ever behind an error that it has told of; one that passes on what the server
// says has no code, and no address.
it.skipIf(!isInstalled("redis"))(
  "what a server refuses is told of, and holds no process",
  async () => {
    const server = await startRedis();
    try {
      const url = new URL(server.options.redis as string);
      const admin = new Redis(url.href);
      for (const [name, command] of [
        ["status", "client"],
        ["queue", "lrange"],
      ] as const) {
        await admin.acl("SETUSER", name, "on", ">secret", "~*", "&*", "+@all", `-${command}`);
        [url.username, url.password] = [name, "secret"];
        const program = `import { ${name} } from "./dist/cluster/index.js";
        await ${name}({ redis: "${url.href}" }).catch(({ code, message }) => console.log(code, message));`;
        const child = spawn(process.execPath, ["--input-type=module", "-e", program]);
        const told: string[] = [];
        child.stdout.on("data", (part) => told.push(String(part)));
        expect(await once(child, "close")).toEqual([0, null]);
        expect(told.join("")).toMatch(
          new RegExp(`^STORE ${name}: redis://${url.host} cannot be used: (NOPERM|ERR) `),
        );
      }
      admin.disconnect();
    } finally {
      await server.stop();
    }
  },
  30_000,
);

// One that waits without a word, or without an end, or tells the password with the address.
it("a server that nobody runs is told of while it is waited for, and then given up", async () => {
  const silent = createServer(() => {}); // which takes connections and says nothing
  await once(silent.listen(0, "127.0.0.1"), "listening");
  const { port } = silent.address() as AddressInfo;
  const asked = ["redis", "postgres"].flatMap((kind) =>
    [
      [1, "connect ECONNREFUSED 127.0.0.1:1"],
      [port, "(it does not answer|Connection terminated.*|timeout expired)"],
    ].map(async ([port, reason]) => {
      const address = `${kind}://127.0.0.1:${port}`;
      const url = `${kind}://user:secret@127.0.0.1:${port}?password=secret`;
      const words = ["dist/cli/main.js", "cluster", "status", `--${kind}`, url];
      const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
      let err = "";
      child.stderr.on("data", (part) => {
        err += part;
      });
      expect(await once(child, "close")).toEqual([1, null]);
      expect(err).toMatch(
        new RegExp(`^waiting for ${address} to answer\nrosenblatt: ${address} cannot be used: ${reason}\n$`),
      );
    }),
  );
  await Promise.all(asked).finally(() => silent.close());
}, 60_000);

// One that believes it fails a run that is made again right after it failed: events of PostgreSQL are read late.
it.skipIf(!isInstalled("redis"))(
  "a failure of an earlier run that is told late is not this one's",
  async () => {
    const source = await sharded(clouds(1_000, 10, 3, 12), 4);
    const options = { epochs: 2, tol: null };
    const quiet = await cluster.train(source, options);
    const server = await startRedis();
    try {
      const executor = await cluster.queue(server.options);
      const training = cluster.train(source, { ...options, executor });
      const url = server.options.redis ?? "";
      const [queue, redis] = [new Queue("rosenblatt", { connection: { url } }), new Redis(url)];
      let waiting = await queue.getWaiting();
      while (waiting.length < 4) waiting = await queue.getWaiting();
      for (const { id = "" } of waiting)
        await redis.xadd(
          "bull:rosenblatt:events",
          "*",
          "event",
          "failed",
          "jobId",
          id,
          "failedReason",
          "earlier",
        );
      await Promise.all([queue.close(), redis.quit()]);
      await sleep(300);
      const worker = await started("worker-process.mjs", JSON.stringify(server.options));
      expect(digestOf(await training)).toBe(digestOf(quiet));
      await executor.close();
      worker.kill("SIGTERM");
      await ended(worker);
    } finally {
      await server.stop();
    }
  },
);
