// Tools that the exports are checked by. One that is missing skips its tests, in words; in CI it fails them.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "vitest";

/** Skips a test for what is missing; in CI it fails. */
export function missing(context: TestContext, text: string): never {
  if (process.env.CI) throw new Error(text);
  console.warn(`skipped: ${text}`);
  return context.skip(text);
}

/** The first of these programs that there is; otherwise the test is skipped, or fails in CI. */
export function needs(context: TestContext, ...programs: string[]): string {
  const found = programs.find((program) =>
    program.startsWith("/")
      ? existsSync(program)
      : spawnSync("sh", ["-c", `command -v ${program}`]).status === 0,
  );
  return found ?? missing(context, `${programs.join(" or ")} is not installed`);
}

/** Runs a program to its end. @throws what it says, if it fails */
export function run(
  program: string,
  args: readonly string[],
  input?: string | Uint8Array,
  cwd?: string,
): Buffer {
  const options = { input, cwd, maxBuffer: 2 ** 30 };
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  if (error) throw error;
  if (status !== 0)
    throw new Error(`${program} ${args.join(" ")} failed\n${stderr}\n${stdout}`.slice(0, 4000));
  return stdout;
}

/** A folder that is there while `body` runs. */
export async function inFolder<T>(body: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "export-"));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
