// Builds everything that is not written by hand: the Wasm kernels, the module that carries their bytes, the
// declarations (tsc, API Extractor), the library (rolldown) and the command line (esbuild). What they depend on is bundled
// into them, so that an install brings this package alone, and their licences are written beside them.
//
//   node scripts/build.mjs          all of it
//   node scripts/build.mjs kernels  only what src/ needs to type-check and run
//   node scripts/build.mjs missing  all of it, unless there is a build
//
// Kernels are compiled only where something that they are made from has changed.
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { relative, resolve } from "node:path";
import asc from "assemblyscript/asc";
import binaryen from "assemblyscript/binaryen";
import { build as esbuild } from "esbuild";
import { writeDeclarations } from "./declarations.mjs";
import { writeLibrary } from "./library.mjs";
import { notices } from "./notices.mjs";
import { textOf } from "./wasm-text.mjs";

if (process.argv[2] === "missing" && existsSync("dist/index.js")) process.exit();

async function compile(entry, target) {
  const { error, stderr } = await asc.main([entry, "--config", "asconfig.json", "--target", target]);
  if (error) throw new Error(`asc --target ${target} failed\n${stderr}`);
}

/**
 * By Binaryen's own passes, which put a function that is called once into its caller whatever its size, as those of asc do
 * not, and after few passes of asc, which else has decided before (measured: together 0.5 KB less of the root to download, at
 * the same speed).
 */
function optimizeAnew(file) {
  const has = binaryen.Features;
  const features = has.SIMD128 | has.MutableGlobals | has.SignExt | has.NontrappingFPToInt | has.Atomics;
  const bulk = has.BulkMemory | has.BulkMemoryOpt;
  const module = binaryen.readBinaryWithFeatures(readFileSync(file), features | bulk);
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  binaryen.setTrapsNeverHappen(true); // or what only an assertion loads would stay
  binaryen.setLowMemoryUnused(true); // as asc does: what is added to an address moves into the instruction
  binaryen.setAlwaysInlineMaxSize(2);
  binaryen.setAllowInliningFunctionsWithLoops(true); // else each mistake calls some (measured: iris 1.03×)
  binaryen.setFlexibleInlineMaxSize(58);
  binaryen.setOneCallerInlineMaxSize(-1);
  module.optimize();
  writeFileSync(file, module.emitBinary());
}

/** A kernel as a TypeScript module that exports `name`. */
function inline(wasmFile, moduleFile, name = "wasm") {
  const bytes = readFileSync(wasmFile);
  const calls = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).filter(
    ({ kind }) => kind !== "memory",
  );
  if (calls.length > 0) throw new Error(`${wasmFile} imports ${calls[0].name}, which nobody gives it`);
  const text = `export const ${name}: string =\n  ${JSON.stringify(textOf(bytes))};\n`;
  writeFileSync(moduleFile, `// Written by scripts/build.mjs from assembly/; do not edit.\n${text}`);
}

function digestOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

/** Says which kernels these are: programs that have the same ones compute the same. */
function writeDigest(wasmFiles, moduleFile) {
  const text = `export const kernelsSha256 =\n  "${digestOf(wasmFiles)}";\n`;
  writeFileSync(moduleFile, `// Written by scripts/build.mjs from assembly/; do not edit.\n${text}`);
}

/** What `#core` stands for (the imports of package.json): the kernels as the module that a bundler makes of the file. */
function writeCore(wasmFile) {
  mkdirSync("dist/core", { recursive: true });
  copyFileSync(wasmFile, "dist/core/kernels.wasm");
  const files = {
    "kernels.workerd.js": 'export { default as wasm } from "./kernels.wasm";\n',
    "kernels.edge-light.js": 'export { default as wasm } from "./kernels.wasm?module";\n',
    "kernels.d.ts": "export declare const wasm: WebAssembly.Module;\n",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(`dist/core/${name}`, text);
}

/** What a user may import or require, each after those that it imports. */
const entryPoints = [
  "index",
  ...[
    "logic",
    "separability",
    "hebb",
    "network",
    "metrics",
    "svmlight",
    "features",
    "table",
    "npy",
    "arrow",
    "parquet",
    "sklearn",
    "calibration",
    "pipeline",
    "predict",
    "export",
    "import",
    "classes",
    "rules",
    "threads",
    "worker",
    "cluster",
  ].map((name) => `${name}/index`),
];

/** What a worker is started from. */
const scripts = ["threads/thread", "worker/host", "cluster/thread"];

async function buildKernels() {
  await compile("assembly/index.ts", "release");
  await compile("assembly/index.ts", "debug");
  await compile("assembly/index.ts", "shared");
  await compile("assembly/logic/index.ts", "logic");
  await compile("assembly/sequential/index.ts", "sequential");
  await compile("assembly/features/index.ts", "features");
  await compile("assembly/rules/index.ts", "rules");
  optimizeAnew("build/kernels.wasm");
  optimizeAnew("build/shared.wasm");
  inline("build/kernels.wasm", "src/core/kernels.wasm.ts");
  inline("build/shared.wasm", "src/threads/kernels.wasm.ts");
  inline("build/logic.wasm", "src/logic/kernel.wasm.ts", "logicKernelText");
  writeDigest(["build/kernels.wasm", "build/rules.wasm"], "src/cluster/kernels-digest.wasm.ts");
  inline("build/rules.wasm", "src/rules/kernel.wasm.ts", "ruleKernelText");
  inline("build/sequential.wasm", "src/sklearn/kernel.wasm.ts", "sgdKernelText");
  inline("build/features.wasm", "src/features/kernel.wasm.ts", "layerKernelText");
}

/** Of all that the kernels are made from, and of all that is made: kernels that have it need not be made again. */
function digestOfKernels() {
  mkdirSync("build", { recursive: true });
  const below = (folder, end, recursive = true) =>
    readdirSync(folder, { recursive, encoding: "utf8" })
      .filter((name) => name.endsWith(end))
      .map((name) => `${folder}/${name}`);
  const tools = ["assemblyscript", "binaryen"].map((name) => `node_modules/${name}/package.json`);
  const settings = ["scripts/build.mjs", "scripts/wasm-text.mjs", "asconfig.json"];
  const made = [...below("build", ".wasm", false), ...below("src", ".wasm.ts")];
  return digestOf([...tools, ...settings, ...below("assembly", ".ts"), ...made].sort());
}

const DIGEST = "build/kernels.sha256";
if (!existsSync(DIGEST) || readFileSync(DIGEST, "utf8") !== digestOfKernels()) {
  await buildKernels();
  writeFileSync(DIGEST, digestOfKernels());
}

const everything = process.argv[2] !== "kernels";
if (everything) rmSync("dist", { recursive: true, force: true });
writeCore("build/kernels.wasm");

/** What the command line takes from the package, whichever of its modules asks: every entry point. */
const besideCommandLine = {
  name: "beside the command line",
  setup({ onResolve }) {
    onResolve({ filter: /\/index\.js$/ }, ({ path, resolveDir }) => {
      const entry = relative("src", resolve(resolveDir, path));
      return entryPoints.includes(entry.slice(0, -3)) ? { path: `../${entry}`, external: true } : undefined;
    });
  },
};

if (everything) {
  writeDeclarations(entryPoints);
  for (const name of scripts) writeFileSync(`dist/${name}.d.ts`, "export {};\n");
  const library = await writeLibrary(entryPoints, "predict/index", [...scripts, "edge/kernels"]);
  const { metafile } = await esbuild({
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    charset: "utf8",
    entryPoints: ["src/cli/main.ts"],
    outdir: "dist/cli",
    splitting: true,
    chunkNames: "[name]-[hash]",
    plugins: [besideCommandLine],
    platform: "node",
    metafile: true,
  });
  writeFileSync("dist/THIRD-PARTY-NOTICES.txt", notices([...library, ...Object.keys(metafile.inputs)]));
}
