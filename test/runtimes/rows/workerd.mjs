import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { EXAMPLES, LIBRARY, load, versionOf } from "../folder.mjs";
import { TOKEN, worker } from "./examples.mjs";

/**
 * Keeps `.wasm` imports out of the bundle, as Wrangler does: the file becomes a module beside it, which the engine
 * compiles when it is deployed. Wrangler looks at what the import says, and so does this.
 */
function wasmModules() {
  const modules = new Map();
  const setup = (build) =>
    build.onResolve({ filter: /\/.*\.wasm(\?module)?$/ }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path.replace(/\?module$/, ""));
      const contents = readFileSync(file);
      const hash = createHash("sha1").update(contents).digest("hex");
      const name = `${hash}-${basename(file)}`;
      modules.set(name, { type: "CompiledWasm", path: name, contents });
      return { path: `./${name}`, external: true };
    });
  return { modules, plugin: { name: "wasm-modules", setup } };
}

/** The conditions and the target are Wrangler's own. */
async function bundled(file) {
  const { modules, plugin } = wasmModules();
  const bundle = await load("workerd", "esbuild").build({
    ...{ entryPoints: [file], bundle: true, write: false, format: "esm" },
    ...{ target: "es2022", conditions: ["workerd", "worker", "browser"], plugins: [plugin] },
    logLevel: "silent",
  });
  const entry = { type: "ESModule", path: "worker.mjs", contents: bundle.outputFiles[0].text };
  return [entry, ...modules.values()];
}

/** An engine that is up. */
async function started(file, options) {
  const { Miniflare } = load("workerd", "miniflare");
  const engine = new Miniflare({
    ...{ modules: await bundled(file), compatibilityDate: "2026-04-01" },
    ...options,
  });
  await engine.ready;
  return engine;
}

/** The example, whose object stores its model in a folder that both of its engines know. */
async function runExample() {
  const durableObjectsPersist = mkdtempSync(join(tmpdir(), "worker-"));
  const bindings = { LEARN_TOKEN: TOKEN };
  const options = { durableObjects: { LEARNER: "Learner" }, durableObjectsPersist, bindings };
  try {
    return await worker(() => started(join(EXAMPLES, "worker.js"), options));
  } finally {
    rmSync(durableObjectsPersist, { recursive: true });
  }
}

/** Timed: the first request of an engine that is up. */
async function run() {
  const engine = await started(join(LIBRARY, "worker.mjs"));
  const ask = async (path) => {
    const answer = await engine.dispatchFetch(`http://localhost${path}`);
    if (!answer.ok) throw new Error(await answer.text());
    return answer;
  };
  try {
    const begun = performance.now();
    await (await ask("/first")).text();
    const ms = performance.now() - begun;
    return { ...(await (await ask("/")).json()), ms };
  } finally {
    await engine.dispose();
  }
}

export const workerd = {
  ...{ name: "workerd", folder: "workerd", needs: ["miniflare", "esbuild"] },
  rows: [
    { name: `workerd (miniflare ${versionOf("miniflare")})`, core: "wasm", restarts: true, run },
    { name: "example worker.js", restarts: true, run: runExample },
  ],
};
