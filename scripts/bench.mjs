// node scripts/bench.mjs [NAME] [ARGUMENTS]: bundles bench/NAME.ts (default: run; --NAME is the same) and runs it.
// If there is a folder bench/NAME, its fresh.ts is bundled too, as a program for processes of its own, and its
// kernels/ are compiled.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import asc from "assemblyscript/asc";
import { build } from "esbuild";

async function bundle(entry, outfile) {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
}

/** A Wasm module of the bench's own: its exports in linear memory, without a runtime. */
async function compile(entry, outFile) {
  const flags = ["--runtime", "stub", "--enable", "simd", "-O3", "--noAssert", "--disableWarning", "112"];
  const { error, stderr } = await asc.main([entry, "--outFile", outFile, ...flags]);
  if (error) throw new Error(`${entry} does not compile\n${stderr}`);
}

const [first = "run", ...rest] = process.argv.slice(2);
const name = first.replace(/^--/, "");
if (!existsSync(`bench/${name}.ts`)) {
  console.error(`there is no bench ${name}`);
  process.exit(1);
}
// Beside its own packages, if it has a folder of its own: there they are found.
const folder = existsSync(`bench/${name}/package.json`) ? `bench/${name}` : undefined;
const outfile = folder ? `${folder}/bundle.mjs` : `build/bench-${name}.mjs`;
await bundle(`bench/${name}.ts`, outfile);
if (folder && existsSync(`${folder}/fresh.ts`)) await bundle(`${folder}/fresh.ts`, `${folder}/fresh.mjs`);
if (folder && existsSync(`${folder}/kernels`))
  await compile(`${folder}/kernels/index.ts`, `${folder}/kernels.wasm`);
try {
  execFileSync(process.execPath, [outfile, ...rest], { stdio: "inherit" });
} catch ({ status }) {
  process.exitCode = status ?? 1; // it has said why
}
