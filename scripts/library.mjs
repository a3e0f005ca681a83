// Bundles the library: as ES modules, as CommonJS for what cannot load those, and in one file for CDNs.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix, resolve } from "node:path";
import { build as esbuild } from "esbuild";
import { build as rolldown } from "rolldown";
import { parseAst } from "rolldown/parseAst";
import { cut, LOADER } from "./loader.mjs";
import { PAPAPARSE, take } from "./papaparse.mjs";
import { KERNEL } from "./wasm-text.mjs";

const { exports, peerDependencies } = JSON.parse(readFileSync("package.json", "utf8"));

/** The modules that the root is made of. */
async function rootModules() {
  const { metafile } = await esbuild({
    entryPoints: ["src/index.ts"],
    bundle: true,
    format: "esm",
    write: false,
    metafile: true,
    outdir: "dist",
    platform: "neutral",
    conditions: ["import"],
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0);
}

/** The functions that make a check of an option, and do nothing else. */
const MAKERS = /^export function (numeric|integerUpTo|oneOf|optional)\b/gm;

/**
 * What the build changes in a file before it is bundled. The tables of options call MAKERS when they are made; from a
 * file that it needs, a bundler only leaves out such calls if it is told that they do nothing else (an import of one step
 * function: 1.4 KB, not 3.7).
 */
const changed = {
  name: "changed",
  transform(text, id) {
    if (id.replaceAll("\\", "/").endsWith(LOADER)) return cut(text);
    if (id.replaceAll("\\", "/").endsWith(PAPAPARSE)) return { code: take(text), moduleType: "js" };
    if (resolve(id) !== resolve("src/data/options.ts")) return undefined;
    if (text.match(MAKERS)?.length !== 4) throw new Error(`${id} has changed; see MAKERS`);
    return text.replace(MAKERS, "/* @__NO_SIDE_EFFECTS__ */ $&");
  },
};

/**
 * The last touch to a chunk. Its kernels go to the end: gzip then sees all code in one window, and not the half of it
 * before them (measured: 0.7 KB of the root). And all is ASCII, as V8 keeps any other text in two bytes a character
 * (measured: 0.35 ms of a start). Each statement has a line of its own, as Node shows the line of an error that nobody
 * caught, which was all 150 KB of them.
 */
function finish(file) {
  let text = readFileSync(file, "utf8");
  if (file.endsWith(".cjs")) text = plainExports(text);
  const kernels = text.match(KERNEL) ?? [];
  kernels.forEach((literal, i) => {
    text = `${text.replace(literal, `$kernels${i}`)}\nconst $kernels${i}=${literal};\n`;
  });
  text = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const { body } = parseAst(text);
  const isRoot = /core\.c?js$/.test(file);
  const lines = body.flatMap((node) =>
    isRoot && node.type === "VariableDeclaration"
      ? functionsFirst(node, text)
      : text.slice(node.start, node.end),
  );
  writeFileSync(file, `${lines.join("\n")}\n`);
}

/**
 * A declaration of the top level, with functions in place of constants that are arrows: V8 skips the body of a function
 * until it is called, but reads through that of an arrow (measured: 1.5 of the 11 ms in which the root is read).
 *
 * @returns its lines
 */
function functionsFirst({ kind, declarations }, text) {
  const slice = ({ start, end }) => text.slice(start, end);
  const isArrow = ({ init }) => init?.type === "ArrowFunctionExpression" && !init.async;
  const functions = declarations.filter(isArrow).map(({ id, init: { params, body, start, end } }) => {
    const result = text.slice(text.indexOf("=>", params.at(-1)?.end ?? start) + 2, end);
    const block = body.type === "BlockStatement" ? result : `{return ${result}}`;
    return `function ${id.name}(${params.map(slice)})${block}`;
  });
  const others = declarations.filter((declaration) => !isArrow(declaration)).map(slice);
  return others.length === 0 ? functions : [...functions, `${kind} ${others};`];
}

/** How rolldown exports a name of a file that others share. */
const GETTER =
  /Object\.defineProperty\(exports,"([\w$]+)",\{enumerable:!0,get:function\(\)\{return ([\w$.]+)\}\}\)[,;]?/g;

/**
 * CommonJS that exports values and not getters, as none of them changes once it is there (test/structure.test.ts), and
 * without what only those look for who shake ES modules (measured: 1.5 KB of the package).
 */
function plainExports(text) {
  const names = [...text.matchAll(GETTER)].map(([, name, value]) => `${name}:${value}`);
  const plain = text.replaceAll("/* @__PURE__ */", "").replace(GETTER, "");
  return names.length === 0 ? plain : `${plain}\nObject.assign(exports,{${names}});\n`;
}

const EXTENSIONS = { esm: "js", cjs: "cjs", iife: "iife.js" };

/**
 * Bundles an entry alone, for those who want nothing else: in one file, which shares none with the root.
 *
 * @param entry   a path below src/ and dist/, without its extension
 * @param format  "esm", "cjs" or "iife": what a plain script has as `rosenblatt`
 * @returns rolldown's chunks
 */
const bundleAlone = (entry, format) => rolled([entry], format, { name: "rosenblatt" });

/**
 * Bundles entry points. What the root is made of goes in one file, which the subpaths share, because a file more is a
 * millisecond more of every start (measured: the root in 10 ms from two files, 15 from five). What only they have of
 * src/base, mostly the texts of their errors, goes in another, which the root does not read (measured: 1.7 ms), with what
 * is too small for a file of its own; but for the hash, whose buffer a bundler could not leave out for those who hash nothing.
 *
 * @param entries  paths below src/ and dist/, without their extension
 * @param format   "esm" or "cjs"
 * @returns rolldown's chunks
 */
async function bundle(entries, format) {
  const root = new Set((await rootModules()).map((file) => resolve(file)));
  const groups = [
    { name: "core", test: (id) => root.has(resolve(id)) },
    { name: "base", test: /src.base.(?!murmur)|src.table.repeated|src.calibration.unfitted/ },
  ];
  return rolled(entries, format, { codeSplitting: { includeDependenciesRecursively: false, groups } });
}

/** What all bundles have in common. */
async function rolled(entries, format, others) {
  const extension = EXTENSIONS[format];
  const { output } = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
    external: ["#core", /^node:/, ...Object.keys(peerDependencies)],
    preserveEntrySignatures: "allow-extension",
    // Node's platform has a file's own address in CommonJS too, for the scripts of workers.
    platform: format === "cjs" ? "node" : "neutral",
    resolve: {
      conditionNames: ["import"],
      mainFields: ["module", "main"],
      extensionAlias: { ".js": [".ts", ".js"] },
    },
    treeshake: { moduleSideEffects: false },
    plugins: [changed],
    output: {
      dir: "dist",
      format,
      minify: true,
      generatedCode: { symbols: false },
      entryFileNames: `[name].${extension}`,
      chunkFileNames: `shared/[name].${extension}`,
      ...others,
    },
  });
  for (const { fileName } of output) finish(join("dist", fileName));
  return output;
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The entries for the conditions `workerd` and `edge-light`: the same as the others, once they have the kernels. */
function writeEdge() {
  for (const { workerd: file, default: entry } of Object.values(exports)) {
    if (file === undefined) continue;
    const target = posix.relative("dist/edge", entry);
    write(file, `import "./kernels.js";\nexport * from "${target}";\n`);
  }
}

/**
 * The entries for the condition `node`, to which only `import` of a resolver comes that does not know `module-sync`:
 * its `require` gets CommonJS, and these pass the same on, so that a program that uses both has one copy.
 */
function writeNode(chunks) {
  for (const { node: file, require: entry } of Object.values(exports)) {
    if (file === undefined) continue;
    const { exports: names } = chunks.find(({ fileName }) => entry === `./dist/${fileName}`);
    write(file, `export { ${names.sort().join(", ")} } from "${posix.relative(dirname(file), entry)}";\n`);
  }
}

/**
 * Writes the library into dist/.
 *
 * @param entries  what may be imported and required
 * @param alone    one of those that shares no file with the others, and is a plain script too
 * @param modules  what is an ES module only: the scripts of workers and what edge functions import
 * @returns the files that were bundled
 */
export async function writeLibrary(entries, alone, modules) {
  const together = entries.filter((entry) => entry !== alone);
  const esm = [...(await bundle([...together, ...modules], "esm")), ...(await bundleAlone(alone, "esm"))];
  writeEdge();
  const cjs = [...(await bundle(together, "cjs")), ...(await bundleAlone(alone, "cjs"))];
  await bundleAlone(alone, "iife");
  writeNode(cjs);
  // The name under which pages take the root from a CDN. A bundle of its own would be a sixth of the package.
  writeFileSync("dist/rosenblatt.js", 'export * from "./index.js";\n');
  return [...esm, ...cjs].flatMap(({ moduleIds = [] }) => moduleIds);
}
