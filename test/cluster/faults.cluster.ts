// Workers and coordinators that are killed and stopped in the middle of anything, and servers that go away: the digest of
// the model is the one of a quiet run on threads.
//
// KILLS says how many processes are killed or stopped (12), EPOCHS how long the run is (8).
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { Random } from "../support/random.js";
import { cluster } from "./built-package.js";
import { clouds, digestOf, newPath, sharded } from "./data.js";
import { isInstalled, type Server, startPostgres, startRedis } from "./servers.js";

const KILLS = Number(process.env.KILLS ?? 12);
const EPOCHS = Number(process.env.EPOCHS ?? 8);
const SHARDS = 16;
const WORKERS = 3;
/** One coordinator is killed for so many workers. */
const COORDINATORS = 6;

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a process and resolves when it says that it is ready, or when it has ended before. */
function started(name: string, ...args: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script(name), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return new Promise((resolve) => {
    child.stdout?.once("data", () => resolve(child));
    child.once("exit", () => resolve(child));
  });
}

const isAlive = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** Trains while processes are killed or stopped, `kills` of them, at times that the seed decides. */
async function trainUnderFire(server: Server, source: string, options: object, kills: number, seed: number) {
  const random = new Random(seed);
  const result = newPath();
  const where = JSON.stringify(server.options);
  const coordinate = () => started("coordinator-process.mjs", source, where, JSON.stringify(options), result);
  const work = () => started("worker-process.mjs", where);
  const workers = await Promise.all(Array.from({ length: WORKERS }, work));
  let coordinator = await coordinate();
  const done = { kills: 0, stops: 0, coordinators: 0 };
  while (!existsSync(result)) {
    await sleep(random.integer(50, 900));
    if (done.kills + done.stops + done.coordinators < kills) {
      const i = random.integer(0, WORKERS - 1);
      const victim = workers[i] as ChildProcess;
      if (random.integer(1, COORDINATORS) === 1) {
        coordinator.kill("SIGKILL");
        done.coordinators++;
      } else if (random.integer(1, 4) === 1) {
        victim.kill("SIGSTOP"); // its lock runs out, another does its task, and then it wakes up and goes on
        done.stops++;
        await sleep(random.integer(100, 5000));
        victim.kill("SIGCONT");
      } else {
        victim.kill("SIGKILL");
        done.kills++;
        workers[i] = await work();
      }
    }
    if (!isAlive(coordinator) && !existsSync(result)) coordinator = await coordinate();
  }
  for (const worker of workers) worker.kill("SIGTERM"); // drains
  await Promise.all(
    workers.map((worker) => isAlive(worker) && new Promise((resolve) => worker.once("exit", resolve))),
  );
  return { model: JSON.parse(readFileSync(result, "utf8")) as object, done };
}

const asModel = (json: object) => ({ toJSON: () => json });

describe.each([
  ["redis", startRedis],
  ["postgres", startPostgres],
] as const)("%s", (name, start) => {
  it.skipIf(!isInstalled(name))(
    `${KILLS} processes killed or stopped in ${EPOCHS} epochs leave the bits of a quiet run`,
    async () => {
      const source = await sharded(clouds(16_000, 100, 4, 12), SHARDS);
      const options = { average: true, epochs: EPOCHS, tol: null };
      const executor = cluster.threads(2);
      const quiet = await cluster.train(source, { ...options, executor });
      await executor.close();
      const server = await start();
      try {
        const began = performance.now();
        const { model, done } = await trainUnderFire(server, source, options, KILLS, 1);
        const seconds = ((performance.now() - began) / 1000).toFixed(0);
        console.log(`${name}: ${JSON.stringify(done)} in ${seconds} s`);
        expect(digestOf(asModel(model))).toBe(digestOf(quiet));
      } finally {
        await server.stop();
      }
    },
    3_600_000,
  );

  it.skipIf(!isInstalled(name))(
    "a server that is started again in the middle of a run loses nothing",
    async () => {
      const source = await sharded(clouds(4_000, 30, 3, 12), SHARDS);
      const options = { epochs: EPOCHS, tol: null };
      const quiet = await cluster.train(source, options);
      const server = await start();
      try {
        const workers = await Promise.all(
          [1, 2].map(() => started("worker-process.mjs", JSON.stringify(server.options))),
        );
        const executor = await cluster.queue(server.options);
        let restarting: Promise<void> | undefined;
        const onEpoch = ({ epoch }: { epoch: number }) => {
          if (epoch === 2) restarting = server.restart();
        };
        const model = await cluster.train(source, { ...options, executor, onEpoch });
        await restarting;
        await executor.close();
        for (const worker of workers) worker.kill("SIGTERM");
        expect(digestOf(model)).toBe(digestOf(quiet));
      } finally {
        await server.stop();
      }
    },
    300_000,
  );
});
