import { dirname } from "node:path";
import { promisify } from "node:util";
import { load, versionOf } from "../folder.mjs";

/** What those that do not look for workers must be told. */
const HOST = "rosenblatt/worker/host";

/**
 * Each bundler as its own manual has it for production: the page's program into page.js of a folder, which is served
 * under the bundler's name.
 */
const build = {
  vite: (entry, folder) =>
    load("chromium", "vite").build({
      ...{ root: dirname(entry), base: "/vite/", configFile: false, publicDir: false, logLevel: "error" },
      build: {
        ...{ outDir: folder, emptyOutDir: true },
        rolldownOptions: { input: entry, output: { entryFileNames: "page.js" } },
      },
    }),

  esbuild: (entry, folder) =>
    load("chromium", "esbuild").build({
      ...{ entryPoints: { page: entry, host: HOST }, outdir: folder, bundle: true, format: "esm" },
      absWorkingDir: dirname(entry),
      ...{ minify: true, logLevel: "warning" },
    }),

  async rollup(entry, folder) {
    const { nodeResolve } = load("chromium", "@rollup/plugin-node-resolve");
    const bundle = await load("chromium", "rollup").rollup({
      input: { page: entry, host: HOST },
      plugins: [nodeResolve({ browser: true, rootDir: dirname(entry) })],
    });
    await bundle.write({ dir: folder, format: "es", entryFileNames: "[name].js" });
    await bundle.close();
  },

  async webpack(entry, folder) {
    const webpack = promisify(load("chromium", "webpack"));
    const output = { path: folder, filename: "page.js", publicPath: "/webpack/" };
    const stats = await webpack({ mode: "production", context: dirname(entry), entry, output });
    if (stats.hasErrors()) throw new Error(stats.toString("errors-only"));
  },
};

export const bundlers = Object.keys(build).map((name) => ({
  name,
  version: versionOf(name),
  build: build[name],
}));
