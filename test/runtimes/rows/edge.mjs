import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LIBRARY, load, versionOf } from "../folder.mjs";

/** Makes a `.wasm?module` import a global of the realm, which its host compiles, as Vercel and Next.js do. */
function wasmGlobals() {
  const globals = {};
  const setup = (build) => {
    build.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace(/\?module$/, "")),
      namespace: "wasm",
    }));
    build.onLoad({ filter: /./, namespace: "wasm" }, ({ path }) => {
      const name = `wasm_${Object.keys(globals).length}`;
      globals[name] = new WebAssembly.Module(readFileSync(path));
      return { contents: `export default ${name};` };
    });
  };
  return { globals, plugin: { name: "wasm-globals", setup } };
}

/** The page's program in a realm that may compile nothing, neither from strings nor from Wasm bytes. */
async function run(conditions) {
  const { EdgeVM } = load("edge", "@edge-runtime/vm");
  const { globals, plugin } = wasmGlobals();
  const bundle = await load("edge", "esbuild").build({
    ...{ entryPoints: [join(LIBRARY, "page.mjs")], bundle: true, write: false, format: "iife" },
    ...{ conditions, plugins: [plugin], minify: true, logLevel: "silent" },
  });
  const said = [];
  const console = { log: (line) => said.push(line) };
  const realm = new EdgeVM({
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, globals, { console }),
  });
  realm.evaluate(bundle.outputFiles[0].text);
  return JSON.parse(said[0]);
}

const engine = `edge-runtime ${versionOf("@edge-runtime/vm")}`;

export const edge = {
  ...{ name: "edge", folder: "edge", needs: ["@edge-runtime/vm", "esbuild"] },
  rows: [
    { name: `${engine}, no code generation`, core: "js", run: () => run([]) },
    { name: `${engine}, condition edge-light`, core: "wasm", run: () => run(["edge-light"]) },
  ],
};
