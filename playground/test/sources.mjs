// The page's own modules, for Node.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const irisText = readFileSync(new URL("../../data/iris.csv", import.meta.url), "utf8");

/** A module of src/, by its path there. */
export const source = async (path) =>
  (await runnerImport(`/src/${path}.ts`, { root, configFile: false, logLevel: "error" })).module;
