// The servers that hold a queue: what they keep of a run, and waiting for one that is away.

import type { ClientConfig, Client as PgClient } from "pg";
import * as texts from "../base/texts.js";
import * as fail from "../base/texts-cluster.js";
import type { Store } from "./store.js";

/** How long the objects of a run stay after they were written, in seconds: a run may be taken up again for a week. */
const KEPT_SECONDS = 7 * 24 * 3600;

/**
 * PostgreSQL does not wait for its disk, as Redis does not: what a crash takes away of the last moments is computed again, to
 * the same bits. An epoch of 16 shards has some forty transactions, and a disk may take 6 ms for each.
 */
const SESSION = "-c synchronous_commit=off";

/** How long a server may take to answer at first. */
const FIRST_ANSWER_MS = 10_000;
/** After how long something is tried again for which the server was not there. */
export const PAUSE_MS = 500;

/** An optional peer. @throws {StateError} NO_PEER */
export async function imported<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw texts.noPeer(name, error);
  }
}

/** A server on which objects of runs can be kept. */
interface ServerStore {
  readonly store: Store;
  /** What BullMQ connects by. */
  readonly connection: object;
  end(): Promise<void>;
}

/**
 * Waits for a server's first answer.
 *
 * @param ask  asks until there is one, and tells each reason for which there was none
 * @throws {StateError} STORE
 */
async function answered(
  url: string,
  ask: (onAway: (error: NodeJS.ErrnoException) => void) => Promise<unknown>,
): Promise<void> {
  let reason = "it does not answer";
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(reason)), FIRST_ANSWER_MS);
  });
  const answer = ask(({ message, code }) => {
    reason = message || String(code); // of several addresses that refused, there is no message
  });
  try {
    await Promise.race([answer, late]);
  } catch (error) {
    throw fail.unusableServer(url, (error as Error).message);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws {StateError} NO_PEER, STORE */
export async function redisStore(url: string): Promise<ServerStore> {
  const { Redis } = await imported("ioredis", () => import("ioredis"));
  const client = new Redis(url, { maxRetriesPerRequest: null });
  const ping = (onAway: (error: Error) => void): Promise<unknown> => {
    client.on("error", onAway); // it connects again by itself
    return client.ping();
  };
  await answered(url, ping).catch((error) => {
    client.disconnect();
    throw error;
  });
  const keyOf = (key: string): string => `rosenblatt:${key}`;
  const get = async (key: string): Promise<Uint8Array | undefined> =>
    (await client.getBuffer(keyOf(key))) ?? undefined;
  return {
    store: {
      read: async (key, start, end) => (await get(key))?.subarray(start, end),
      async write(key, bytes) {
        await client.set(keyOf(key), Buffer.from(bytes), "EX", KEPT_SECONDS);
      },
      async commit(key, bytes) {
        await client.set(keyOf(key), Buffer.from(bytes), "EX", KEPT_SECONDS, "NX");
        return (await get(key)) ?? bytes;
      },
    },
    end: async () => client.disconnect(),
    connection: { url, maxRetriesPerRequest: null },
  };
}

/** What says that the server goes or comes, or that the way to it is cut. */
const AWAY = /^(57P0[123]|08...|ECONN[A-Z]+|EPIPE|ETIMEDOUT|EHOSTUNREACH)$/;

/** Does what may be done twice, as soon as the server is there. @throws what it throws of another kind */
export async function persistently<T>(
  action: () => Promise<T>,
  onAway: (error: Error) => void = () => {},
): Promise<T> {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      const { code = "", message = "" } = error as NodeJS.ErrnoException;
      if (!AWAY.test(code) && !/^(Connection (terminated|ended)|timeout ex)/.test(message)) throw error;
      onAway(error as Error);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** @throws {StateError} NO_PEER, STORE */
export async function postgresStore(url: string): Promise<ServerStore> {
  const { default: pg } = await imported("pg", () => import("pg"));
  const connectionTimeoutMillis = FIRST_ANSWER_MS; // of a server that takes a connection and says nothing
  const pool = new pg.Pool({ connectionString: url, options: SESSION, max: 4, connectionTimeoutMillis });
  pool.on("error", () => {}); // a client that was idle; the next query has another
  const table =
    "create table if not exists rosenblatt_objects (key text primary key, bytes bytea not null, written timestamptz not null default now())";
  const prepared = async (): Promise<void> => {
    await pool.query(table).catch(() => pool.query(table)); // two at the same time: one is refused, and finds it there
    await pool.query("delete from rosenblatt_objects where written < now() - $1 * interval '1 second'", [
      KEPT_SECONDS,
    ]);
  };
  await answered(url, (onAway) => persistently(prepared, onAway)).catch((error) => {
    pool.end();
    throw error;
  });
  const query = (text: string, values: unknown[]) => persistently(() => pool.query(text, values));
  const get = async (key: string): Promise<Uint8Array | undefined> => {
    const { rows } = await query("select bytes from rosenblatt_objects where key = $1", [key]);
    return rows[0]?.bytes;
  };
  const insert = (onConflict: string) =>
    `insert into rosenblatt_objects (key, bytes) values ($1, $2) on conflict (key) do ${onConflict}`;
  return {
    store: {
      read: async (key, start, end) => (await get(key))?.subarray(start, end),
      async write(key, bytes) {
        await query(insert("update set bytes = excluded.bytes, written = now()"), [key, Buffer.from(bytes)]);
      },
      async commit(key, bytes) {
        await query(insert("nothing"), [key, Buffer.from(bytes)]);
        return (await get(key)) ?? bytes;
      },
    },
    end: () => pool.end(),
    connection: { connectionString: url, options: SESSION, migrate: true, Client: quietClient(pg.Client) },
  };
}

/**
 * A client that is idle when its server goes away emits an "error", which ends a process that has no listener; BullMQ has none
 * while it migrates. The next query fails in any case.
 */
const quietClient = (Client: typeof PgClient): typeof PgClient =>
  class extends Client {
    constructor(config?: string | ClientConfig) {
      super(config);
      this.on("error", () => {});
    }
  };
