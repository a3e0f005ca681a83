// The built library, as users have it. Fresh processes and threads need its files.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

export const builtUrl = (path: string): string => pathToFileURL(resolve("dist", path)).href;

/** When the last of the sources was written; the bench itself writes .wasm.ts. */
function lastChange(): number {
  const files = ["src", "assembly"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".wasm.ts"));
  return Math.max(...sources.map((file) => statSync(file).mtimeMs));
}

/** Why dist/ cannot be measured, if it cannot. */
export function notBuilt(): string | undefined {
  if (!existsSync("dist/index.js")) return "dist/ is not built (npm run build)";
  if (statSync("dist/index.js").mtimeMs < lastChange())
    return "dist/ is older than the sources (npm run build)";
  return undefined;
}
