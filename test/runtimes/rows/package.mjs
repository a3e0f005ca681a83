import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LIBRARY, output, packageFile, ROOT, readJSON } from "../folder.mjs";

const node = process.execPath;
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");
const TYPES = join(LIBRARY, "types");

/** Every subpath has a line in the consumer, so that a new one cannot be forgotten. */
function checkConsumer() {
  const { exports } = readJSON(join(LIBRARY, "node_modules/rosenblatt/package.json"));
  const consumer = readFileSync(join(TYPES, "consumer.ts"), "utf8");
  const specifiers = Object.keys(exports).map((subpath) => `"rosenblatt${subpath.slice(1)}"`);
  const forgotten = specifiers.filter((specifier) => !consumer.includes(specifier));
  if (forgotten.length > 0) throw new Error(`types/consumer.ts does not use ${forgotten.join(", ")}`);
}

/** The consumer, by the repository's own compiler under a tsconfig of its own. */
const compiled = (resolution) => ({
  name: `types ${resolution}`,
  async run() {
    checkConsumer();
    await output(node, [TSC, "-p", join(TYPES, `tsconfig.${resolution}.json`)]);
  },
});

/** A linter of packages, on the tarball. */
const linted = (name, file, args) => ({
  name,
  run: async ({ tarball }) => void (await output(node, [file, ...args, tarball])),
});

export const types = {
  name: "package",
  rows: [compiled("nodenext"), compiled("bundler")],
};

export const linters = {
  ...{ name: "package", folder: "package", needs: ["publint", "@arethetypeswrong/cli"] },
  rows: [
    linted("publint", packageFile("package", "publint", "src/cli.js"), ["run", "--strict"]),
    linted("attw", packageFile("package", "@arethetypeswrong/cli", "dist/index.js"), [
      ...["--profile", "esm-only", "--format", "table-flipped", "--no-emoji", "--no-color"],
    ]),
  ],
};
