// Real servers for the tests of a cluster: those that Debian installs, in folders and on ports of their own.
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
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

const VERSIONS = "/usr/lib/postgresql";
/** Of Debian's package postgresql, which puts no links to its programs on the path. */
export const POSTGRES: string | undefined = (existsSync(VERSIONS) ? readdirSync(VERSIONS) : [])
  .map((version) => `${VERSIONS}/${version}/bin`)
  .find((folder) => existsSync(`${folder}/initdb`));

/** In which servers say what is wrong in English. */
const PLAIN = { ...process.env, LC_ALL: "C.UTF-8" };

/** Whether a server is installed. Where the environment says that this is CI, one that is missing is an error. */
export function isInstalled(server: "redis" | "postgres"): boolean {
  const found = server === "postgres" ? POSTGRES !== undefined : hasRedis();
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

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });

/**
 * A port, which may be taken. It is below those that systems choose from, as for the near end of a connection: nobody is given
 * it while its server is away, and no client that asks for it then is connected to itself.
 */
export const anyPort = (): string => String(randomInt(10_000, 30_000));

/** A server once it takes connections. @throws what it said, where it ends before or takes too long */
async function ready(child: ChildProcess): Promise<ChildProcess> {
  let said = "";
  const late = setTimeout(() => child.kill("SIGKILL"), 60_000);
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (text) => {
        said = `${said}${text}`.slice(-4000);
        if (/ready to accept connections/i.test(said)) resolve();
      });
    }
    child.once("error", reject);
    child.once("close", (code) =>
      reject(new Error(`${child.spawnfile} ended with ${code}, and said:\n${said}`)),
    );
  }).finally(() => clearTimeout(late));
  return child;
}

/**
 * A server on a port of its own that can be ended and started again.
 *
 * @param start  gives its command and arguments
 * @param fatal  the signal that it obeys at once
 */
async function serve(
  start: (port: string) => [command: string, args: string[]],
  fatal: NodeJS.Signals,
  options: SpawnOptions = {},
) {
  const open = (port: string): Promise<ChildProcess> =>
    ready(spawn(...start(port), { ...options, stdio: ["ignore", "pipe", "pipe"], env: PLAIN }));
  const openSomewhere = async (tries: number): Promise<{ port: string; child: ChildProcess }> => {
    const port = anyPort();
    try {
      return { port, child: await open(port) };
    } catch (error) {
      if (tries === 1 || !String(error).includes("Address already in use")) throw error;
      return await openSomewhere(tries - 1);
    }
  };
  let { port, child } = await openSomewhere(5);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended(child);
  };
  const again = async (signal: NodeJS.Signals): Promise<void> => {
    await end(signal);
    child = await open(port);
  };
  return {
    port,
    stop: () => end("SIGINT"), // which PostgreSQL obeys without waiting for its clients to go
    restart: () => again("SIGINT"),
    crash: () => again(fatal),
  };
}

export async function startRedis(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "rosenblatt-redis-"));
  const args = ["--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes", "--save", ""];
  const { stop, port, ...ways } = await serve(
    (port) => ["redis-server", ["--port", port, ...args]],
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
  const folder = mkdtempSync(join(tmpdir(), "rosenblatt-postgres-"));
  const data = join(folder, "data");
  // It refuses to run as root.
  const identity: { uid?: number; gid?: number } = process.getuid?.() === 0 ? idsOf("postgres") : {};
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid as number);
  chmodSync(folder, 0o700);
  const options = { cwd: folder, ...identity };
  execFileSync(`${POSTGRES}/initdb`, ["-D", data, "-U", "postgres", "-A", "trust"], {
    ...{ stdio: "pipe", env: PLAIN }, // an error then tells what it said
    ...options,
  });
  const args = ["-D", data, "-k", folder, "-c", "listen_addresses=127.0.0.1"];
  const { stop, port, ...ways } = await serve(
    (port) => [`${POSTGRES}/postgres`, ["-p", port, ...args]],
    "SIGQUIT", // its processes end as in a crash; SIGKILL would leave some of them
    options,
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
