// What tests write to the temporary folder goes into one of their own, and with it: also what a process left that was killed,
// or that went on to other files.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Called before the first test. @returns what is called behind the last one */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  chmodSync(folder, 0o755); // a database runs as somebody else
  for (const name of ["TMPDIR", "TEMP"]) process.env[name] = folder; // TEMP on Windows
  return () => rmSync(folder, { recursive: true, force: true });
}
