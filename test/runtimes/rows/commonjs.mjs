import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LIBRARY, load, output, packageFile, versionOf, WORK } from "../folder.mjs";

const FOLDER = join(LIBRARY, "commonjs");
const COMPILER = "typescript5.9";
const JEST = packageFile("commonjs", "jest", "bin/jest.js");
const node = process.execPath;

/** Compiles the TypeScript of the folder to CommonJS, and bundles the programs that it needs. */
async function compile() {
  await load("commonjs", "esbuild").build({
    ...{ entryPoints: [join(FOLDER, "programs.mjs")], outfile: join(FOLDER, "programs.cjs") },
    ...{ bundle: true, format: "cjs", platform: "node", logLevel: "silent" },
  });
  await output(node, [packageFile("commonjs", COMPILER, "bin/tsc"), "-p", FOLDER]);
}

async function run(...args) {
  await compile();
  return JSON.parse(await output(node, [...args, join(FOLDER, "run.cjs")]));
}

const jest = (args, env) =>
  output(node, [...args, "--rootDir", FOLDER, "--ci"], { cwd: FOLDER, env: { ...process.env, ...env } });

/** Jest as it comes, but for the file to which a test writes what it came to. */
async function inJest() {
  await compile();
  const answer = join(WORK, "commonjs/answer.json");
  writeFileSync(answer, "{}");
  await jest([JEST, "/jest.test.js"], { ANSWER: answer });
  return JSON.parse(readFileSync(answer, "utf8"));
}

const inJestWithModules = async () =>
  void (await jest(["--experimental-vm-modules", "--no-warnings", JEST, "/mix.test.js"]));

const compiler = `CommonJS of TypeScript ${versionOf(COMPILER)}`;

export const commonjs = {
  ...{ name: "commonjs", folder: "commonjs", needs: ["esbuild", "jest", COMPILER] },
  rows: [
    { name: compiler, core: "wasm", run: () => run() },
    {
      name: `${compiler}, no require of ES modules`,
      core: "wasm",
      run: () => run("--no-experimental-require-module"),
    },
    { name: `${compiler}, Jest ${versionOf("jest")}`, core: "wasm", run: inJest },
    { name: `Jest ${versionOf("jest")}, import and require`, run: inJestWithModules },
  ],
};
