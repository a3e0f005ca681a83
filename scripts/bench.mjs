// node scripts/bench.mjs [NAME]: bundles bench/NAME.ts (default: run) and runs it.
import { execFileSync } from "node:child_process";
import { build } from "esbuild";

const name = process.argv[2] ?? "run";
const outfile = `build/bench-${name}.mjs`;
await build({
  entryPoints: [`bench/${name}.ts`],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  logLevel: "warning",
});
execFileSync(process.execPath, [outfile], { stdio: "inherit" });
