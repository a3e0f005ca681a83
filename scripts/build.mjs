// Builds everything that is not written by hand: the Wasm kernels, the module that carries their bytes, the
// declarations (tsc), the library and the command line (esbuild; the command line's own dependencies are
// bundled into it, so that an install brings no more than the loader).
//
//   node scripts/build.mjs          all of it
//   node scripts/build.mjs kernels  only what src/ needs to type-check and run
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import asc from "assemblyscript/asc";
import { build } from "esbuild";

async function compile(target) {
  const { error, stderr } = await asc.main(["--config", "asconfig.json", "--target", target]);
  if (error) throw new Error(`asc --target ${target} failed\n${stderr}`);
}

/** The bytes of a Wasm file as a TypeScript module. */
function inline(wasmFile, moduleFile) {
  const text = readFileSync(wasmFile).toString("base64");
  writeFileSync(
    moduleFile,
    `// Written by scripts/build.mjs from assembly/; do not edit.\nexport const wasm: string =\n  "${text}";\n`,
  );
}

await compile("release");
await compile("debug");
inline("build/kernels.wasm", "src/core/kernels.wasm.ts");

if (process.argv[2] !== "kernels") {
  rmSync("dist", { recursive: true, force: true });
  const tsc = ["node_modules/typescript/bin/tsc", "--emitDeclarationOnly"];
  execFileSync(process.execPath, tsc, { stdio: "inherit" });
  rmSync("dist/cli", { recursive: true });
  const shared = { bundle: true, format: "esm", target: "es2022" };
  await build({
    ...shared,
    entryPoints: ["src/index.ts"],
    outdir: "dist",
    splitting: true,
    external: ["@assemblyscript/loader"],
    platform: "neutral",
  });
  await build({
    ...shared,
    entryPoints: ["src/cli/main.ts"],
    outdir: "dist/cli",
    minify: true,
    external: ["../index.js"],
    platform: "node",
  });
}
