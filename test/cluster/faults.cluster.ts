// Workers and coordinators that are killed and stopped in the middle of anything, and servers that go away: the digest of
// the model is the one of a quiet run on threads.
//
// KILLS says how many processes are killed or stopped (12), EPOCHS how long the run is (60). A run that is over before all of them
// were is begun anew, with another seed of its orders, until they were.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { Random } from "../support/random.js";
import { cluster } from "./built-package.js";
import { clouds, digestOf, newPath, sharded } from "./data.js";
import { isInstalled, type Server, startPostgres, startRedis } from "./servers.js";

const KILLS = Number(process.env.KILLS ?? 12);
const EPOCHS = Number(process.env.EPOCHS ?? 60);
const SHARDS = 16;
/** A task that nobody takes up again would leave a run for ever. */
const TIMEOUT = 120_000 + KILLS * 20_000;
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

/** Kills or stops one of some processes at a time, at moments that the seed decides. */
class Sniper {
  readonly done = { kills: 0, stops: 0, coordinators: 0 };
  readonly #random: Random;

  constructor(
    readonly most: number,
    seed: number,
  ) {
    this.#random = new Random(seed);
  }

  get isDone(): boolean {
    const { kills, stops, coordinators } = this.done;
    return kills + stops + coordinators >= this.most;
  }

  /** Does it once. A worker that was killed is replaced by a new one. */
  async shoot(workers: ChildProcess[], coordinator: ChildProcess, work: () => Promise<ChildProcess>) {
    const random = this.#random;
    await sleep(random.integer(20, 300));
    if (this.isDone) return;
    const i = random.integer(0, workers.length - 1);
    const victim = workers[i] as ChildProcess;
    if (random.integer(1, COORDINATORS) === 1) {
      if (coordinator.kill("SIGKILL")) this.done.coordinators++;
    } else if (random.integer(1, 4) === 1) {
      victim.kill("SIGSTOP"); // its lock runs out, another does its task, and then it wakes up and goes on
      this.done.stops++;
      await sleep(random.integer(100, 5000));
      victim.kill("SIGCONT");
    } else {
      victim.kill("SIGKILL");
      this.done.kills++;
      workers[i] = await work();
    }
  }
}

/** Trains while processes are killed or stopped. */
async function trainUnderFire(server: Server, source: string, options: object, sniper: Sniper) {
  const result = newPath();
  const where = JSON.stringify(server.options);
  const coordinate = () => started("coordinator-process.mjs", source, where, JSON.stringify(options), result);
  const work = () => started("worker-process.mjs", where);
  const workers = await Promise.all(Array.from({ length: WORKERS }, work));
  let coordinator = await coordinate();
  while (!existsSync(result)) {
    await sniper.shoot(workers, coordinator, work);
    if (!isAlive(coordinator) && !existsSync(result)) coordinator = await coordinate();
  }
  for (const worker of workers) worker.kill("SIGTERM"); // drains
  await Promise.all(
    workers.map((worker) => isAlive(worker) && new Promise((resolve) => worker.once("exit", resolve))),
  );
  return JSON.parse(readFileSync(result, "utf8")) as object;
}

const asModel = (json: object) => ({ toJSON: () => json });

describe.each([
  ["redis", startRedis],
  ["postgres", startPostgres],
] as const)("%s", (name, start) => {
  it.skipIf(!isInstalled(name))(
    `${KILLS} processes killed or stopped leave the bits of a quiet run`,
    async () => {
      const source = await sharded(clouds(16_000, 100, 4, 12), SHARDS);
      const server = await start();
      const sniper = new Sniper(KILLS, 1);
      const began = performance.now();
      try {
        for (let randomState = 0; !sniper.isDone; randomState++) {
          const options = { average: true, epochs: EPOCHS, tol: null, randomState };
          const executor = cluster.threads(2);
          const quiet = await cluster.train(source, { ...options, executor });
          await executor.close();
          const model = await trainUnderFire(server, source, options, sniper);
          expect(digestOf(asModel(model))).toBe(digestOf(quiet));
        }
      } finally {
        await server.stop();
      }
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      console.log(`${name}: ${JSON.stringify(sniper.done)} in ${seconds} s`);
    },
    TIMEOUT,
  );

  it.skipIf(!isInstalled(name))(
    "a server that is started again in the middle of a run loses nothing",
    async () => {
      const source = await sharded(clouds(4_000, 30, 3, 12), SHARDS);
      const options = { epochs: 8, tol: null };
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
    120_000,
  );
});
