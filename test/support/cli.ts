// The command line as a child process in a folder of its own.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
export const IRIS = fileURLToPath(new URL("../../data/iris.csv", import.meta.url));
export const ON_IRIS = ["iris.csv", "--target", "species"];
export const FEATURES = ["sepal_length", "sepal_width", "petal_length", "petal_width"];

export const folder = mkdtempSync(join(tmpdir(), "rosenblatt-"));
afterAll(() => rmSync(folder, { recursive: true }));

export interface Run {
  status: number | null;
  out: string;
  err: string;
}

export function node(flags: string[], args: string[]): Run {
  const env = { ...process.env, NO_COLOR: "1" };
  const options = { cwd: folder, encoding: "utf8", env, timeout: 60_000 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, MAIN, ...args], options);
  return { status, out: stdout, err: stderr };
}
export const run = (...args: string[]): Run => node([], args);
export const file = (name: string, text: string): void => writeFileSync(join(folder, name), text);
export const json = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));

/** How a run ends that has nothing to complain about, and all of one that refuses its files. */
export const fine = { status: 0, err: "" };
export const refusal = (text: string): Run => ({ status: 1, out: "", err: `rosenblatt: ${text}\n` });

copyFileSync(IRIS, join(folder, "iris.csv"));
