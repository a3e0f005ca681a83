// Workers and coordinators that are killed and stopped in the middle of anything: the digest of the model is the one of a quiet
// run on threads.
//
// KILLS says how many processes are killed or stopped (12), EPOCHS how long the run is (60). A run that is over before all of them
// were is begun anew, with another seed of its orders, until they were.
import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Random } from "../support/random.js";
import { cluster } from "./built-package.js";
import { clouds, digestOf, newPath, sharded } from "./data.js";
import { ended, isAlive, sleep, started } from "./processes.js";
import { isInstalled, SERVERS, type Server } from "./servers.js";

const KILLS = Number(process.env.KILLS ?? 12);
const EPOCHS = Number(process.env.EPOCHS ?? 60);
const SHARDS = 16;
/** A task that nobody takes up again would leave a run for ever. */
const TIMEOUT = 120_000 + KILLS * 20_000;
const WORKERS = 3;
/** One coordinator is killed for so many workers. */
const COORDINATORS = 6;

/** Of a coordinator's lines: how far its run is. */
class Scout {
  /** How long it took from each shot until an epoch more than before was committed, in milliseconds. */
  readonly recoveries: number[] = [];
  #epoch = 0;
  #shots: number[] = [];
  #commits: (() => void)[] = [];

  watch(coordinator: ChildProcess): void {
    coordinator.stdout?.on("data", (lines: Buffer) => {
      for (const line of lines.toString().split("\n")) {
        const epoch = Number(/^epoch (\d+)/.exec(line)?.[1] ?? 0);
        if (line === "commit") for (const shoot of this.#commits.splice(0)) shoot();
        if (epoch <= this.#epoch) continue; // one that was committed before and is read again
        this.#epoch = epoch;
        const now = performance.now();
        this.recoveries.push(...this.#shots.splice(0).map((at) => now - at));
      }
    });
  }

  /** Of a new run. */
  reset(): void {
    this.#epoch = 0;
    this.#shots = [];
  }

  shot(): void {
    this.#shots.push(performance.now());
  }

  /** The moment at which the coordinator begins to commit an epoch, or half a second from now. */
  commit(): Promise<void> {
    return Promise.race([sleep(500), new Promise<void>((resolve) => this.#commits.push(resolve))]);
  }
}

/** Kills or stops one of some processes at a time, at moments that the seed decides. */
class Sniper {
  readonly done = { kills: 0, stops: 0, coordinators: 0 };
  readonly scout = new Scout();
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
      if (random.integer(1, 2) === 1) await this.scout.commit();
      if (!isAlive(coordinator)) return;
      coordinator.kill("SIGKILL");
      this.done.coordinators++;
      this.scout.shot();
    } else if (random.integer(1, 4) === 1) {
      victim.kill("SIGSTOP"); // its lock runs out, another does its task, and then it wakes up and goes on
      this.done.stops++;
      this.scout.shot();
      await sleep(random.integer(100, 5000));
      victim.kill("SIGCONT");
    } else {
      victim.kill("SIGKILL");
      this.done.kills++;
      this.scout.shot();
      workers[i] = await work();
    }
  }
}

/** Trains while processes are killed or stopped. */
async function trainUnderFire(server: Server, source: string, options: object, sniper: Sniper) {
  const result = newPath();
  const where = JSON.stringify(server.options);
  const coordinate = async () => {
    const process = await started("coordinator-process.mjs", source, where, JSON.stringify(options), result);
    sniper.scout.watch(process);
    return process;
  };
  sniper.scout.reset();
  const work = () => started("worker-process.mjs", where);
  const workers = await Promise.all(Array.from({ length: WORKERS }, work));
  let coordinator = await coordinate();
  while (!existsSync(result)) {
    await sniper.shoot(workers, coordinator, work);
    if (!isAlive(coordinator) && !existsSync(result)) coordinator = await coordinate();
  }
  // A task that was lost would still wait, or be in the hands of somebody who is gone.
  const { waiting, active, failed } = await cluster.status(server.options);
  expect({ waiting, active, failed }).toEqual({ waiting: 0, active: 0, failed: 0 });
  for (const worker of workers) worker.kill("SIGTERM"); // drains
  await Promise.all(workers.map(ended));
  return JSON.parse(readFileSync(result, "utf8")) as object;
}

const asModel = (json: object) => ({ toJSON: () => json });

describe.each(SERVERS)("%s", (name, start) => {
  it.skipIf(!isInstalled(name))(
    `${KILLS} processes killed or stopped leave the bits of a quiet run`,
    async () => {
      const rows = clouds(16_000, 100, 4, 12);
      rows.X.data.copyWithin(100, 0, 100); // two rows that are alike and have other labels: no epoch is without a correction
      const source = await sharded(rows, SHARDS);
      const server = await start();
      const sniper = new Sniper(KILLS, 1);
      const shas: string[] = [];
      const began = performance.now();
      try {
        for (let randomState = 0; !sniper.isDone; randomState++) {
          const options = { average: true, epochs: EPOCHS, tol: null, randomState };
          const executor = cluster.threads(2);
          const quiet = await cluster.train(source, { ...options, executor });
          await executor.close();
          expect(quiet.nIter).toBe(EPOCHS); // a run that converges is over before much can happen to it
          const model = await trainUnderFire(server, source, options, sniper);
          expect(digestOf(asModel(model))).toBe(digestOf(quiet));
          shas.push(digestOf(quiet).slice(0, 8));
        }
      } finally {
        await server.stop();
      }
      const seconds = Math.round((performance.now() - began) / 1000);
      const recoveries = sniper.scout.recoveries.sort((a, b) => a - b).map(Math.round);
      const [median, worst] = [recoveries[recoveries.length >> 1], recoveries.at(-1)];
      console.log(`${name}: ${JSON.stringify({ ...sniper.done, seconds, median, worst, shas })}`);
    },
    TIMEOUT,
  );
});
