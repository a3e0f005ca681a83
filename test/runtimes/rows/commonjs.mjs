import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LIBRARY, load, output, packageFile, versionOf, WORK } from "../folder.mjs";

const FOLDER = join(LIBRARY, "commonjs");
const COMPILER = "typescript5.9";
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

/** As it comes, but for the file to which a test writes what it came to. */
async function jest() {
  await compile();
  const answer = join(WORK, "commonjs/answer.json");
  writeFileSync(answer, "{}");
  await output(node, [packageFile("commonjs", "jest", "bin/jest.js"), "--rootDir", FOLDER, "--ci"], {
    cwd: FOLDER,
    env: { ...process.env, ANSWER: answer },
  });
  return JSON.parse(readFileSync(answer, "utf8"));
}

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
    { name: `${compiler}, Jest ${versionOf("jest")}`, core: "wasm", run: jest },
  ],
};
