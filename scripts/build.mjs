// Builds everything that is not written by hand: the Wasm kernels, the module that carries their bytes, the
// declarations (tsc), the library (rolldown) and the command line (esbuild; the command line's own dependencies are
// bundled into it, so that an install brings no more than the loader).
//
//   node scripts/build.mjs          all of it
//   node scripts/build.mjs kernels  only what src/ needs to type-check and run
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import asc from "assemblyscript/asc";
import { build as esbuild } from "esbuild";
import { build as rolldown } from "rolldown";

async function compile(entry, target) {
  const { error, stderr } = await asc.main([entry, "--config", "asconfig.json", "--target", target]);
  if (error) throw new Error(`asc --target ${target} failed\n${stderr}`);
}

/**
 * The bytes of a Wasm file in hex, which is longer than base64, but in which gzip finds what repeats (measured: 4.1 KB of
 * the kernels to download, not 5.8).
 */
const hexOf = (wasmFile) => readFileSync(wasmFile).toString("hex");

/** A subpath's own kernel, as a TypeScript module. */
function inline(wasmFile, moduleFile) {
  writeFileSync(
    moduleFile,
    `// Written by scripts/build.mjs from assembly/; do not edit.\nexport const wasm: string =\n  "${hexOf(wasmFile)}";\n`,
  );
}

/**
 * What `#core` stands for (the imports of package.json): the root's kernels in hex, or, where a runtime compiles nothing
 * itself, as the module that its bundler has made of the Wasm file.
 */
function writeCore(wasmFile) {
  mkdirSync("dist/core", { recursive: true });
  copyFileSync(wasmFile, "dist/core/kernels.wasm");
  const files = {
    "kernels.js": `export const wasm = "${hexOf(wasmFile)}";\n`,
    "kernels.workerd.js": 'export { default as wasm } from "./kernels.wasm";\n',
    "kernels.edge-light.js": 'export { default as wasm } from "./kernels.wasm?module";\n',
    "kernels.d.ts": "export declare const wasm: string | WebAssembly.Module;\n",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(`dist/core/${name}`, text);
}

/** Deletes the declarations that no roof leads to. */
function pruneDeclarations(files) {
  const reached = new Set();
  const visit = (file) => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, specifier] of readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/g)) {
      visit(`${join(dirname(file), specifier)}.d.ts`);
    }
  };
  for (const file of files) visit(file);
  for (const file of readdirSync("dist", { recursive: true })) {
    if (file.endsWith(".d.ts") && file !== "core/kernels.d.ts" && !reached.has(join("dist", file)))
      rmSync(join("dist", file));
  }
}

/** The modules that a user may import. */
const roofs = [
  "index",
  ...["logic", "separability", "hebb", "network", "metrics", "svmlight", "sklearn", "threads", "worker"].map(
    (name) => `${name}/index`,
  ),
  "threads/thread",
  "worker/host",
];

/**
 * Two files for what the roofs share, not one for each set of them: a file more is a millisecond more of every start
 * (measured: the root in 12 ms, not 18).
 */
const groups = [
  { name: "base", test: /src\/(base|data)\// },
  { name: "core", test: /src\/(core|learn)\// },
];

await compile("assembly/index.ts", "release");
await compile("assembly/index.ts", "debug");
await compile("assembly/index.ts", "shared");
await compile("assembly/logic/index.ts", "logic");
await compile("assembly/sequential/index.ts", "sequential");
inline("build/shared.wasm", "src/threads/kernels.wasm.ts");
inline("build/logic.wasm", "src/logic/kernel.wasm.ts");
inline("build/sequential.wasm", "src/sklearn/kernel.wasm.ts");

const everything = process.argv[2] !== "kernels";
if (everything) rmSync("dist", { recursive: true, force: true });
writeCore("build/kernels.wasm");

if (everything) {
  const tsc = ["node_modules/typescript/bin/tsc", "--emitDeclarationOnly"];
  execFileSync(process.execPath, tsc, { stdio: "inherit" });
  pruneDeclarations(roofs.map((name) => `dist/${name}.d.ts`));
  await rolldown({
    input: Object.fromEntries(roofs.map((name) => [name, `src/${name}.ts`])),
    external: ["@assemblyscript/loader", "#core"],
    platform: "neutral",
    resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
    treeshake: { moduleSideEffects: false },
    output: {
      dir: "dist",
      format: "esm",
      minify: true,
      entryFileNames: "[name].js",
      chunkFileNames: "shared/[name].js",
      codeSplitting: { groups },
    },
  });
  // The root with its one dependency in one file, for pages that take it from a CDN.
  await esbuild({
    ...{ bundle: true, format: "esm", target: "es2022", minify: true },
    entryPoints: ["dist/index.js"],
    outfile: "dist/rosenblatt.js",
    platform: "neutral",
    mainFields: ["module", "main"],
    banner: {
      js: "/* rosenblatt (MIT), with @assemblyscript/loader by Daniel Wirtz and others (Apache-2.0) */",
    },
  });
  await esbuild({
    ...{ bundle: true, format: "esm", target: "es2022", minify: true, charset: "utf8" },
    entryPoints: ["src/cli/main.ts"],
    outdir: "dist/cli",
    external: ["../index.js", "../logic/index.js", "../separability/index.js", "../metrics/index.js"],
    platform: "node",
  });
}
