// Where the matrix works: .work/library is a stranger's project that has installed the packed library; beside it each
// group of rows has a folder with the packages that it needs, so that one that cannot be installed stops no other.
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";

const HERE = import.meta.dirname;
export const ROOT = join(HERE, "../..");
export const WORK = join(HERE, ".work");
export const LIBRARY = join(WORK, "library");
export const EXAMPLES = join(LIBRARY, "examples");

export function readJSON(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

const { allowScripts, optionalDependencies: PINS } = readJSON(join(HERE, "package.json"));

/** The version of a pin, without the alias that it may have. */
export const versionOf = (name) => PINS[name].split("@").at(-1);

/** Runs npm in a folder. @throws with what it said, if it fails */
function npm(cwd, ...args) {
  try {
    return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    throw new Error(complaint(`${error.stderr}`) || error.message);
  }
}

/** The lines in which npm says what is wrong, without the way to its log. */
const complaint = (text) =>
  [...text.matchAll(/^npm error (?!A complete log)(\S.*)$/gm)].map(([, line]) => line).join("; ");

/** A fresh folder for a project of its own. */
function makeFolder(folder, dependencies) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, type: "module", allowScripts, dependencies };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
}

const INSTALL = ["install", "--no-audit", "--no-fund", "--no-package-lock", "--prefer-offline"];

/**
 * Packs the library as it is built and installs the tarball.
 *
 * @returns the tarball's path
 * @throws if there is no library in it
 */
export function packLibrary() {
  if (!existsSync(join(ROOT, "dist/index.js"))) npm(ROOT, "run", "build");
  makeFolder(LIBRARY, {});
  // Without scripts: `prepack` would build again.
  const name = npm(ROOT, "pack", "--ignore-scripts", "--silent", "--pack-destination", WORK).trim();
  const tarball = join(WORK, name);
  npm(LIBRARY, ...INSTALL, tarball);
  if (!existsSync(join(LIBRARY, "node_modules/rosenblatt/dist/index.js"))) {
    throw new Error(`${name} has no dist/index.js: is a build under way?`);
  }
  cpSync(join(HERE, "programs"), LIBRARY, { recursive: true });
  cpSync(join(HERE, "types"), join(LIBRARY, "types"), { recursive: true });
  cpSync(join(HERE, "types/consumer.ts"), join(LIBRARY, "types/commonjs/consumer.ts"));
  cpSync(join(HERE, "commonjs"), join(LIBRARY, "commonjs"), { recursive: true });
  cpSync(join(ROOT, "playground/examples"), EXAMPLES, { recursive: true });
  return tarball;
}

/** Installs pinned packages into a folder under .work, unless they are there already. @throws what npm says */
export function install(folder, names) {
  const target = join(WORK, folder);
  const wanted = Object.fromEntries(names.map((name) => [name, PINS[name]]));
  const stamp = join(target, "installed.json");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === JSON.stringify(wanted)) return;
  makeFolder(target, wanted);
  npm(target, ...INSTALL);
  writeFileSync(stamp, JSON.stringify(wanted));
}

/** A package that `install` has put into a folder. */
export const load = (folder, name) => createRequire(join(WORK, folder, "/"))(name);

/** The path of a file in that package. */
export const packageFile = (folder, name, file) => join(WORK, folder, "node_modules", name, file);

const execute = promisify(execFile);

/** What a program prints. @throws with all that it said, if it fails or takes five minutes */
export async function output(program, args, options) {
  return (await outputs(program, args, options)).stdout;
}

/** What a program prints, and what it says on the side. @throws as `output` */
export async function outputs(program, args, options) {
  try {
    return await execute(program, args, { timeout: 300_000, ...options });
  } catch (error) {
    throw new Error([error.stdout, error.stderr].join("\n").trim() || error.message);
  }
}
