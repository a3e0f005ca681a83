// The command line in a folder of its own: in a child process of its own, or in one that runs many commands.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";

export const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
export const IRIS = fileURLToPath(new URL("../../data/iris.csv", import.meta.url));
export const ON_IRIS = ["iris.csv", "--target", "species"];
export const FEATURES = ["sepal_length", "sepal_width", "petal_length", "petal_width"];

export const folder = mkdtempSync(join(tmpdir(), "rosenblatt-"));

/** Leaves nothing in the folder but the flowers: each file of tests begins so. */
export function emptyFolder(): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  copyFileSync(IRIS, join(folder, "iris.csv"));
}

export interface Run {
  status: number | null;
  out: string;
  err: string;
}

const env = { ...process.env, NO_COLOR: "1" };

/** A command in a process of its own. @param input  what it reads from the standard input */
export function node(flags: string[], args: string[], input?: string): Run {
  const options = { cwd: folder, encoding: "utf8", env, timeout: 60_000, input } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, MAIN, ...args], options);
  return { status, out: stdout, err: stderr };
}

const { port1, port2 } = new MessageChannel();
const hasEnded = new Int32Array(new SharedArrayBuffer(4));
let thread: Worker | undefined;

/** A command in the process of all commands: a start of Node for each would take nine tenths of their time. */
export function run(...args: string[]): Run {
  thread ??= new Worker(new URL("cli-thread.mjs", import.meta.url), {
    workerData: { port: port2, hasEnded, options: { cwd: folder, env, silent: true } },
    transferList: [port2],
  });
  Atomics.store(hasEnded, 0, 0);
  thread.postMessage(args);
  if (Atomics.wait(hasEnded, 0, 0, 60_000) === "timed-out") throw new Error(`no end of ${args.join(" ")}`);
  return receiveMessageOnPort(port1)?.message;
}
export const piped = (input: string, ...args: string[]): Run => node([], args, input);
export const file = (name: string, content: string | Uint8Array): void =>
  writeFileSync(join(folder, name), content);
export const json = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));

/** A clock that runs twenty times as fast: without a terminal, progress is told after five seconds. */
const FAST_CLOCK =
  "data:text/javascript,const now = performance.now.bind(performance); performance.now = () => 20 * now();";

/** Starts a command and sends it Ctrl-C a moment after it has begun to tell something. */
export function interrupted(...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, ["--import", FAST_CLOCK, MAIN, ...args], { cwd: folder, env });
  const [out, err]: [string[], string[]] = [[], []];
  const begun = Promise.race([once(child.stdout, "data"), once(child.stderr, "data")]);
  void begun.then(() => setTimeout(() => child.kill("SIGINT"), 300));
  child.stdout.on("data", (part) => out.push(String(part)));
  child.stderr.on("data", (part) => err.push(String(part)));
  return new Promise((resolve) => {
    child.on("close", (status) => resolve({ status, out: out.join(""), err: err.join("") }));
  });
}

/** How a run ends that has nothing to complain about, and all of one that refuses its files. */
export const fine = { status: 0, err: "" };
export const refusal = (text: string): Run => ({ status: 1, out: "", err: `rosenblatt: ${text}\n` });
