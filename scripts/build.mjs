// Builds everything that is not written by hand: the Wasm kernels, the module that carries their bytes, the
// declarations (tsc), the library (rolldown) and the command line (esbuild). What they depend on is bundled into them, so
// that an install brings this package alone, and their licences are written beside them.
//
//   node scripts/build.mjs          all of it
//   node scripts/build.mjs kernels  only what src/ needs to type-check and run
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import asc from "assemblyscript/asc";
import { build as esbuild } from "esbuild";
import { build as rolldown } from "rolldown";
import { cut, LOADER } from "./loader.mjs";
import { notices } from "./notices.mjs";

async function compile(entry, target) {
  const { error, stderr } = await asc.main([entry, "--config", "asconfig.json", "--target", target]);
  if (error) throw new Error(`asc --target ${target} failed\n${stderr}`);
}

/**
 * A kernel as a TypeScript module that exports `name`, its bytes in hex: longer than base64, but gzip finds in it
 * what repeats (measured: 4.1 KB of the root's kernels to download, not 5.8).
 */
function inline(wasmFile, moduleFile, name = "wasm") {
  const bytes = readFileSync(wasmFile);
  const calls = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).filter(
    ({ kind }) => kind !== "memory",
  );
  if (calls.length > 0) throw new Error(`${wasmFile} imports ${calls[0].name}, which nobody gives it`);
  const text = `export const ${name}: string =\n  "${bytes.toString("hex")}";\n`;
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

/** The entries for the conditions `workerd` and `edge-light`: the same as the others, once they have the kernels. */
function writeEdge() {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
  for (const { workerd: file, default: entry } of Object.values(exports)) {
    if (file === undefined) continue;
    const target = relative("dist/edge", entry).replaceAll("\\", "/");
    writeFileSync(file, `import "./kernels.js";\nexport * from "${target}";\n`);
  }
}

/**
 * The last touch to a chunk. Its kernels go to the end: gzip then sees all code in one window, and not the half of it
 * before them (measured: 0.7 KB of the root). And all is ASCII, as V8 keeps any other text in two bytes a character
 * (measured: 0.35 ms of a start).
 */
function finish(file) {
  let text = readFileSync(file, "utf8");
  const hex = text.match(/[`"][0-9a-f]{8000,}[`"]/g) ?? [];
  hex.forEach((literal, i) => {
    text = `${text.replace(literal, `$kernels${i}`)}\nconst $kernels${i}=${literal};\n`;
  });
  writeFileSync(
    file,
    text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}

/** Deletes the declarations that no entry point leads to. */
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
const entryPoints = [
  "index",
  ...["logic", "separability", "hebb", "network", "metrics", "svmlight", "sklearn", "threads", "worker"].map(
    (name) => `${name}/index`,
  ),
  "threads/thread",
  "worker/host",
];

/** The modules that the root is made of. */
async function rootModules() {
  const { metafile } = await esbuild({
    ...{ entryPoints: ["src/index.ts"], bundle: true, format: "esm", write: false, metafile: true },
    ...{ outdir: "dist", platform: "neutral", conditions: ["import"] },
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0);
}

/** The functions that make a check of an option, and do nothing else. */
const MAKERS = /^export function (numeric|oneOf|optional)\b/gm;

/**
 * What the build changes in a file before it is bundled. The tables of options call MAKERS when they are made; from a
 * file that it needs, a bundler only leaves out such calls if it is told that they do nothing else (an import of one step
 * function: 1.4 KB, not 3.7).
 */
const changed = {
  name: "changed",
  transform(text, id) {
    if (id.replaceAll("\\", "/").endsWith(LOADER)) return cut(text);
    if (resolve(id) !== resolve("src/data/options.ts")) return undefined;
    if (text.match(MAKERS)?.length !== 3) throw new Error(`${id} has changed; see MAKERS`);
    return text.replace(MAKERS, "/* @__NO_SIDE_EFFECTS__ */ $&");
  },
};

await compile("assembly/index.ts", "release");
await compile("assembly/index.ts", "debug");
await compile("assembly/index.ts", "shared");
await compile("assembly/logic/index.ts", "logic");
await compile("assembly/sequential/index.ts", "sequential");
inline("build/kernels.wasm", "src/core/kernels.wasm.ts");
inline("build/shared.wasm", "src/threads/kernels.wasm.ts");
inline("build/logic.wasm", "src/logic/kernel.wasm.ts", "logicKernelHex");
inline("build/sequential.wasm", "src/sklearn/kernel.wasm.ts", "sgdKernelHex");

const everything = process.argv[2] !== "kernels";
if (everything) rmSync("dist", { recursive: true, force: true });
writeCore("build/kernels.wasm");

if (everything) {
  const tsc = ["node_modules/typescript/bin/tsc", "--emitDeclarationOnly"];
  execFileSync(process.execPath, tsc, { stdio: "inherit" });
  pruneDeclarations(entryPoints.map((name) => `dist/${name}.d.ts`));
  // All of them in one file, which the subpaths share, because a file more is a millisecond more of every start
  // (measured: the root in 10 ms from two files, 15 from five).
  const root = new Set((await rootModules()).map((file) => resolve(file)));
  const { output } = await rolldown({
    input: Object.fromEntries([...entryPoints, "edge/kernels"].map((name) => [name, `src/${name}.ts`])),
    external: ["#core"],
    preserveEntrySignatures: "allow-extension",
    platform: "neutral",
    resolve: { conditionNames: ["import"], extensionAlias: { ".js": [".ts", ".js"] } },
    treeshake: { moduleSideEffects: false },
    plugins: [changed],
    output: {
      dir: "dist",
      format: "esm",
      minify: true,
      entryFileNames: "[name].js",
      chunkFileNames: "shared/[name].js",
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [{ name: "core", test: (id) => root.has(resolve(id)) }],
      },
    },
  });
  for (const { fileName } of output) finish(join("dist", fileName));
  writeEdge();
  // The root in one file, for pages that take it from a CDN.
  await esbuild({
    ...{ bundle: true, format: "esm", target: "es2022", minify: true },
    entryPoints: ["dist/index.js"],
    outfile: "dist/rosenblatt.js",
    platform: "neutral",
    banner: { js: "/* rosenblatt (MIT); the licences of what is in it are in THIRD-PARTY-NOTICES.txt */" },
  });
  const { metafile } = await esbuild({
    ...{ bundle: true, format: "esm", target: "es2022", minify: true, charset: "utf8" },
    entryPoints: ["src/cli/main.ts"],
    outdir: "dist/cli",
    external: ["../index.js", "../logic/index.js", "../separability/index.js", "../metrics/index.js"],
    platform: "node",
    metafile: true,
  });
  const bundled = [...output.flatMap(({ moduleIds = [] }) => moduleIds), ...Object.keys(metafile.inputs)];
  writeFileSync("dist/THIRD-PARTY-NOTICES.txt", notices(bundled));
}
