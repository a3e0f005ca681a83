import { output, packageFile } from "../folder.mjs";

/** A linter of packages, on the tarball. */
const linted = (name, file, args) => ({
  name,
  run: async ({ tarball }) => void (await output(process.execPath, [file, ...args, tarball])),
});

export const linters = {
  ...{ name: "package", folder: "package", needs: ["publint", "@arethetypeswrong/cli"] },
  rows: [
    linted("publint", packageFile("package", "publint", "src/cli.js"), ["run", "--strict"]),
    linted("attw", packageFile("package", "@arethetypeswrong/cli", "dist/index.js"), [
      ...["--profile", "node16", "--format", "table-flipped", "--no-emoji", "--no-color"],
      // What a worker is started from is an ES module alone.
      ...["--exclude-entrypoints", "threads/thread", "worker/host", "--"],
    ]),
  ],
};
