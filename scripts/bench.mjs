// node scripts/bench.mjs [NAME] [ARGUMENTS]: bundles bench/NAME.ts (default: run; --NAME is the same) and runs it.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { build } from "esbuild";

const [first = "run", ...rest] = process.argv.slice(2);
const name = first.replace(/^--/, "");
if (!existsSync(`bench/${name}.ts`)) {
  console.error(`there is no bench ${name}`);
  process.exit(1);
}
// Beside its own packages, if it has a folder of its own: there they are found.
const outfile = existsSync(`bench/${name}/package.json`)
  ? `bench/${name}/bundle.mjs`
  : `build/bench-${name}.mjs`;
await build({
  entryPoints: [`bench/${name}.ts`],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  logLevel: "warning",
});
try {
  execFileSync(process.execPath, [outfile, ...rest], { stdio: "inherit" });
} catch ({ status }) {
  process.exitCode = status ?? 1; // it has said why
}
