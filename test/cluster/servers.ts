// Real servers for the tests of a cluster: those that Debian installs, in folders and on ports of their own.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Server {
  /** What `queue` and `worker` take. */
  readonly options: { redis?: string; postgres?: string };
  /** Ends the server and starts it again over the same files. */
  restart(): Promise<void>;
  /** The same, without a chance to write what it holds in memory. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** Of Debian's package postgresql, which puts no links to them on the path. */
const POSTGRES = "/usr/lib/postgresql/15/bin";

/** Whether a server is installed. Where the environment says that this is CI, one that is missing is an error. */
export function isInstalled(server: "redis" | "postgres"): boolean {
  const found = server === "postgres" ? existsSync(`${POSTGRES}/postgres`) : hasRedis();
  if (!found && process.env.CI) throw new Error(`${server} is not installed, and CI needs it`);
  return found;
}

function hasRedis(): boolean {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing answers on port ${port}`);
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });

/** A process that can be ended and started again. @param fatal  the signal that it obeys at once */
async function serve(start: () => ChildProcess, port: number, fatal: NodeJS.Signals) {
  let child = start();
  await answers(port);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended(child);
  };
  const again = async (signal: NodeJS.Signals): Promise<void> => {
    await end(signal);
    child = start();
    await answers(port);
  };
  return {
    stop: () => end("SIGINT"), // which PostgreSQL obeys without waiting for its clients to go
    restart: () => again("SIGINT"),
    crash: () => again(fatal),
  };
}

export async function startRedis(): Promise<Server> {
  const [folder, port] = [mkdtempSync(join(tmpdir(), "rosenblatt-redis-")), await freePort()];
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
  const { stop, ...ways } = await serve(
    () => spawn("redis-server", [...args, "--appendonly", "yes", "--save", ""], { stdio: "ignore" }),
    port,
    "SIGKILL",
  );
  return {
    ...{ options: { redis: `redis://127.0.0.1:${port}` }, ...ways },
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startPostgres(): Promise<Server> {
  const [folder, port] = [mkdtempSync(join(tmpdir(), "rosenblatt-postgres-")), await freePort()];
  const data = join(folder, "data");
  // It refuses to run as root.
  const identity: { uid?: number; gid?: number } = process.getuid?.() === 0 ? idsOf("postgres") : {};
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid as number);
  chmodSync(folder, 0o700);
  execFileSync(`${POSTGRES}/initdb`, ["-D", data, "-U", "postgres", "-A", "trust"], {
    ...{ stdio: "ignore", cwd: folder },
    ...identity,
  });
  const args = ["-D", data, "-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1"];
  const { stop, ...ways } = await serve(
    () => spawn(`${POSTGRES}/postgres`, args, { stdio: "ignore", cwd: folder, ...identity }),
    port,
    "SIGQUIT", // its processes end as in a crash; SIGKILL would leave some of them
  );
  return {
    ...{ options: { postgres: `postgres://postgres@127.0.0.1:${port}/postgres` }, ...ways },
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idsOf(user: string): { uid: number; gid: number } {
  const id = (flag: string): number => Number(execFileSync("id", [flag, user], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** A way to a server that can be cut: nothing passes, in either direction, and nobody is told. */
export async function wayTo({ redis, postgres }: Server["options"]) {
  const url = new URL((redis ?? postgres) as string);
  const target = Number(url.port);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (bytes) => to.write(bytes));
      from.on("close", () => sockets.delete(from) && to.destroy());
      from.on("error", () => {});
      if (isCut) from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url.port = String((server.address() as { port: number }).port);
  return {
    options: redis === undefined ? { postgres: url.href } : { redis: url.href },
    cut() {
      isCut = true;
      for (const socket of sockets) socket.pause();
    },
    mend() {
      isCut = false;
      for (const socket of sockets) socket.resume();
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Each kind of server, and what starts one. */
export const SERVERS = [
  ["redis", startRedis],
  ["postgres", startPostgres],
] as const;
