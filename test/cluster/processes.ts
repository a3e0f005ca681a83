// Workers and coordinators as processes, and what a run is compared with.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach } from "vitest";

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a process and resolves when it says that it is ready, or when it has ended before. */
export function started(name: string, ...args: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script(name), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return new Promise((resolve) => {
    child.stdout?.once("data", () => resolve(child));
    child.once("exit", () => resolve(child));
  });
}

export const isAlive = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null;

export const ended = (child: ChildProcess): Promise<unknown> =>
  isAlive(child) ? new Promise((resolve) => child.once("exit", resolve)) : Promise.resolve();
