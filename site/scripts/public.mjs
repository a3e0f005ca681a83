// Lays out what the site serves as it is: the built library with its data, what runs blocks in pages, and the playground.
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root, staged } from "./places.mjs";

const folder = join(staged, "public");

/** Whether a page can load this file of dist/, or a folder of such files. */
const usable = (file) => !/\.(d\.ts|d\.cts|cjs|map|tsbuildinfo)$|[\\/]dist[\\/](node|cli|edge)\b/.test(file);

/** The library, and for each import name its file. */
function copyLibrary() {
  cpSync(join(root, "dist"), join(folder, "lib/dist"), { recursive: true, filter: usable });
  cpSync(join(root, "data"), join(folder, "lib/data"), { recursive: true });
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const files = Object.entries(exports)
    .filter(([, conditions]) => typeof conditions === "object")
    .map(([name, conditions]) => [`rosenblatt${name.slice(1)}`, conditions.default]);
  writeFileSync(join(folder, "lib/exports.json"), JSON.stringify(Object.fromEntries(files)));
}

/** Builds the playground with links to the pages of the site. */
function buildPlayground() {
  const playground = join(root, "playground");
  const vite = ["run", "build", "--prefix", playground, "--"];
  const options = [
    "--outDir",
    relative(playground, join(folder, "playground")),
    "--emptyOutDir",
    "--logLevel",
    "warn",
  ];
  const env = { ...process.env, VITE_DOCUMENTATION: "../introduction.html" };
  execFileSync("npm", [...vite, ...options], { env, stdio: ["ignore", "ignore", "inherit"] });
}

export function stagePublic() {
  copyLibrary();
  buildPlayground();
  cpSync(join(root, "site/public"), folder, { recursive: true });
  cpSync(join(root, "playground/public/icon.svg"), join(folder, "icon.svg"));
}
