// BullMQ's queue on Redis or PostgreSQL. The packages are optional peers: they are imported when a queue is asked for.

import type { Job, Queue, QueueEvents, Worker, WorkerOptions } from "bullmq";
import * as fail from "../base/texts-cluster.js";
import { checkOptions } from "../data/options.js";
import { imported, PAUSE_MS, persistently, postgresStore, redisStore } from "./servers.js";
import type { Store } from "./store.js";

/** Where the queue is. */
export interface QueueOptions {
  /** redis://… or rediss://… (TLS). Needs the packages bullmq and ioredis. Default: `postgres` is used. */
  redis?: string | undefined;
  /** postgres://… Needs the packages bullmq and pg. Default: `redis` is used. */
  postgres?: string | undefined;
  /** The name of the queue, for several clusters on one server. Default "rosenblatt". */
  queue?: string | undefined;
}

/** An open queue. */
export interface QueueConnection {
  readonly store: Store;
  readonly errors: Pick<typeof import("bullmq"), "UnrecoverableError" | "WaitingError">;
  readonly queue: Queue;
  events(): Promise<QueueEvents>;
  worker(
    processor: (job: Job, token?: string) => Promise<unknown>,
    options: Partial<WorkerOptions>,
  ): Promise<Worker>;
  close(): Promise<void>;
}

/** After how long missed events are looked for. */
const EVENTS_MS = 50;
/**
 * What is begun over a connection, which is closed where the server refuses any of it: an open one would hold the process.
 *
 * @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE   @throws {StateError} NO_PEER, STORE
 */
export async function connect<T>(
  options: QueueOptions,
  begin: (connection: QueueConnection) => Promise<T>,
): Promise<T> {
  const server = readQueueOptions(options);
  const opened = await open(server);
  try {
    return await begin({ ...opened, queue: await opened.queue() });
  } catch (error) {
    await opened.close();
    throw fail.unusableServer(server.url, (error as Error).message);
  }
}

/** A connection on which nothing is open as yet. @throws {StateError} NO_PEER, STORE */
async function open({
  isRedis,
  url,
  queue,
}: QueueServer): Promise<Omit<QueueConnection, "queue"> & { queue(): Promise<Queue> }> {
  const bullmq = await imported("bullmq", () => import("bullmq"));
  const { store, end, connection } = await (isRedis ? redisStore(url) : postgresStore(url));
  const factory = isRedis ? [] : [bullmq.createPostgresBackend];
  // On PostgreSQL it reads its events and only then begins to listen: what came between is found when it reads again.
  const waiting = isRedis ? {} : { blockingTimeout: EVENTS_MS };
  const opened = new Set<Opened>();
  /**
   * One of BullMQ's classes that is ready; a server that went away before it was makes it useless, so another is made.
   *
   * @param revive  begins again what ends in it when the server goes away
   */
  const ready = <T extends Opened>(make: () => T, revive: (one: T) => Promise<unknown> = async () => {}) =>
    persistently(async () => {
      const one = make();
      let isPlanned = false;
      one.on("error", () => {
        if (isPlanned) return;
        isPlanned = true;
        const again = () => {
          isPlanned = false;
          if (opened.has(one)) revive(one).catch(() => {});
        };
        setTimeout(again, PAUSE_MS).unref();
      });
      opened.add(one);
      try {
        await one.waitUntilReady();
        return one;
      } catch (error) {
        opened.delete(one);
        await one.close().catch(() => {});
        throw error;
      }
    });
  // The overloads tell the two servers apart by the type of the connection, which is decided above.
  const make = <T>(Kind: unknown, ...args: unknown[]): T =>
    new (Kind as new (...args: unknown[]) => T)(queue, ...args, ...factory);
  return {
    store,
    errors: bullmq,
    queue: () => ready(() => make<Queue>(bullmq.Queue, { connection })),
    events: () =>
      ready(
        () => make<QueueEvents>(bullmq.QueueEvents, { connection, ...waiting }),
        (events) => events.run(),
      ),
    worker: (processor, options) =>
      ready(
        () => make<Worker>(bullmq.Worker, processor, { ...options, connection, runRetryDelay: PAUSE_MS }),
        (worker) => worker.startStalledCheckTimer(),
      ),
    async close() {
      const closing = [...opened];
      opened.clear();
      await Promise.all(closing.map((one) => one.close().catch(() => {})));
      await end();
    },
  };
}

/** @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE */
function readQueueOptions(options: QueueOptions): QueueServer {
  const { redis, postgres, queue = "rosenblatt" } = checkOptions(options, ["redis", "postgres", "queue"]);
  const isRedis = redis !== undefined || postgres === undefined;
  const [server, url, scheme] = isRedis
    ? ["redis", redis, /^rediss?:/]
    : ["postgres", postgres, /^postgres(ql)?:/];
  if (typeof url !== "string" || !scheme.test(url))
    throw fail.badAddress(server, url, `a URL that begins with ${server}://`);
  if (isRedis && postgres !== undefined) {
    throw fail.badAddress("postgres", postgres, "no second server beside redis");
  }
  if (typeof queue !== "string" || !/^[\w-]{1,64}$/.test(queue))
    throw fail.badAddress("queue", queue, "letters, digits, - and _");
  return { isRedis, url, queue };
}

interface QueueServer {
  readonly isRedis: boolean;
  readonly url: string;
  /** The queue's name. */
  readonly queue: string;
}

interface Opened {
  on(event: "error", listener: () => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<unknown>;
}
