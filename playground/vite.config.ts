import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

/** Fetched when they are asked for, and kept then: TensorFlow.js, and a list of licences. */
const LATER = /\.wasm$|tensorflow|licenses\.md$/;

/** Writes the service worker, with the names of all files of the build. */
function offline(): Plugin {
  let folder = "dist";
  return {
    name: "offline",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle(error) {
      if (error) return; // which is the one to show
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== "sw.js")
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll("\\", "/"),
        )
        .filter((file) => !LATER.test(file))
        .sort();
      const hash = createHash("sha256");
      for (const file of files) hash.update(readFileSync(join(folder, file)));
      const template = fileURLToPath(new URL("src/offline/worker.js", import.meta.url));
      const worker = readFileSync(template, "utf8")
        .replace("__FILES__", JSON.stringify(files))
        .replace("__VERSION__", JSON.stringify(hash.digest("hex").slice(0, 16)));
      writeFileSync(join(folder, "sw.js"), worker);
    },
  };
}

export default defineConfig({
  base: "./", // the folder works wherever it is put
  plugins: [offline()],
  build: {
    target: ["chrome123", "firefox120", "safari17.5"], // the first that know light-dark()
    assetsInlineLimit: 0,
    license: { fileName: "licenses.md" },
  },
  server: { fs: { allow: [".."] } }, // data/iris.csv and dist/ are the library's
  optimizeDeps: { exclude: ["rosenblatt"] }, // a worker is found by its place beside the file that starts it
  worker: { format: "es" },
});
