import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LIBRARY, output, packageFile, versionOf, WORK } from "../folder.mjs";

/** A row that runs a program of the library's folder in an engine of its own. */
const started = (name, core, engine, args, env) => ({
  ...{ name, core, restarts: true },
  run: async () =>
    JSON.parse(await output(engine, args, { cwd: LIBRARY, env: { ...process.env, NO_COLOR: "1", ...env } })),
});

/** A row that loads each entry by `import` and by `require`, and is content with one copy of everything. */
const mixed = (name, engine, args) => ({
  name,
  run: async () => void (await output(engine, args, { cwd: LIBRARY })),
});

function node(pin) {
  const engine = packageFile(pin, pin, "bin/node");
  const name = `node ${versionOf(pin)}`;
  return {
    ...{ name: "node", folder: pin, needs: [pin] },
    rows: [
      started(`${name} import`, "wasm", engine, ["import.mjs"]),
      started(`${name} require`, "wasm", engine, ["require.cjs"]),
      started(`${name} --jitless`, "js", engine, ["--jitless", "import.mjs"]),
      started(`${name} --frozen-intrinsics`, "wasm", engine, [
        "--frozen-intrinsics",
        "--no-warnings",
        "import.mjs",
      ]),
      started(`${name}, all constructors frozen`, "wasm", engine, ["--import", "./freeze.mjs", "import.mjs"]),
      mixed(`${name} import and require`, engine, ["mix.mjs"]),
      mixed(`${name} without require of ES modules`, engine, ["--no-experimental-require-module", "mix.mjs"]),
    ],
  };
}

/** A realm that SES has locked down. */
const hardened = {
  ...{ name: "node", folder: "ses", needs: ["ses"] },
  rows: [
    started(
      `ses ${versionOf("ses")} lockdown()`,
      "wasm",
      process.execPath,
      ["--import", "./lockdown.mjs", "import.mjs"],
      {
        SES: pathToFileURL(packageFile("ses", "ses", "index.js")).href,
      },
    ),
  ],
};

export const nodes = [...["node20", "node24", "node26"].map(node), hardened];

/** Without a permission, and with the packages that npm has installed. */
export const deno = {
  ...{ name: "deno", folder: "deno", needs: ["deno"] },
  rows: [
    started(
      `deno ${versionOf("deno")}`,
      "wasm",
      packageFile("deno", ".bin", "deno"),
      ["run", "--no-prompt", "--no-lock", "--cached-only", "--node-modules-dir=manual", "import.mjs"],
      { DENO_DIR: join(WORK, "deno/cache"), DENO_NO_UPDATE_CHECK: "1" },
    ),
  ],
};

export const bun = {
  ...{ name: "bun", folder: "bun", needs: ["bun"] },
  rows: [
    started(`bun ${versionOf("bun")}`, "wasm", packageFile("bun", ".bin", "bun"), [
      "--no-install",
      "import.mjs",
    ]),
  ],
};
