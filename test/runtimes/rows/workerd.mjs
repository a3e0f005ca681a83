import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { EXAMPLES, LIBRARY, load, versionOf } from "../folder.mjs";
import { answeringWorker, petals, seededWorker, TOKEN, worker } from "./examples.mjs";

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

/** What an example does in an engine of its own. */
const inEngine = (file, options, use) => async () => {
  const engine = await started(join(EXAMPLES, file), options);
  try {
    return await use(engine);
  } finally {
    await engine.dispose();
  }
};

/** So many engines are started of each kind, in turn; the fastest of each counts, as the others waited for the machine. */
const STARTS = 9;
/** How much longer the first request may take that rosenblatt/predict answers than one that an empty Worker answers. */
const MOST_MS = 3;

/** The first request of an empty Worker beside that of one that loads a model and asks it. */
async function firstRequests() {
  const empty = join(LIBRARY, "empty-worker.mjs");
  writeFileSync(
    empty,
    `export default { async fetch(request) { await request.text(); return Response.json({ labels: [] }); } };\n`,
  );
  const timed = (file) =>
    inEngine(file, {}, async (engine) => {
      const body = JSON.stringify(petals);
      const begun = performance.now();
      await (await engine.dispatchFetch("http://localhost/", { method: "POST", body })).text();
      return performance.now() - begun;
    });
  const times = { empty: [], asking: [] };
  for (let start = 0; start < STARTS; start++) {
    times.empty.push(await timed("../empty-worker.mjs")());
    times.asking.push(await timed("answering-worker.js")());
  }
  const more = Math.min(...times.asking) - Math.min(...times.empty);
  if (more > MOST_MS)
    throw new Error(`the first request takes ${more.toFixed(1)} ms more than an empty Worker's`);
  return { ms: more };
}

/** Timed: the first request of an engine that is up. */
async function run(options) {
  const engine = await started(join(LIBRARY, "worker.mjs"), options);
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
    { name: `workerd (miniflare ${versionOf("miniflare")})`, core: "wasm", restarts: true, run: () => run() },
    {
      ...{ name: "workerd, a compatibility date without WeakRef", core: "wasm", restarts: true },
      run: () => run({ compatibilityDate: "2024-09-01" }),
    },
    { name: "example worker.js", restarts: true, run: runExample },
    {
      name: "example answering-worker.js",
      restarts: true,
      run: inEngine("answering-worker.js", {}, answeringWorker),
    },
    {
      ...{ name: "example seeded-worker.js", restarts: true },
      run: inEngine(
        "seeded-worker.js",
        { durableObjects: { LEARNER: "Learner" }, bindings: { LEARN_TOKEN: TOKEN } },
        seededWorker,
      ),
    },
    { name: "first request, rosenblatt/predict less an empty Worker", run: firstRequests },
  ],
};
