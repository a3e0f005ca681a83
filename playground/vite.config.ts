import { defineConfig } from "vite";

export default defineConfig({
  base: "./", // the folder works wherever it is put
  build: {
    target: ["chrome123", "firefox120", "safari17.5"], // the first that know light-dark()
    assetsInlineLimit: 0,
    license: { fileName: "licenses.md" },
  },
  server: { fs: { allow: [".."] } }, // data/iris.csv and dist/ are the library's
  optimizeDeps: { exclude: ["rosenblatt"] }, // a worker is found by its place beside the file that starts it
  worker: { format: "es" },
});
