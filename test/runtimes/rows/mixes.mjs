import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { LIBRARY, load, output, versionOf, WORK } from "../folder.mjs";

const ENTRY = join(LIBRARY, "bundled.mjs");
const FILE = "bundled.mjs";

/** A program with each entry by `import` and by `require`. Its workers are elsewhere, so it starts no threads. */
function writeProgram() {
  const { bundled: specifiers } = createRequire(ENTRY)("./mixes.cjs");
  const required = specifiers.map((specifier) => `  "${specifier}": require("${specifier}"),`);
  writeFileSync(join(LIBRARY, "required.cjs"), `module.exports = {\n${required.join("\n")}\n};\n`);
  const program = [
    ...specifiers.map((specifier, i) => `import * as entry${i} from "${specifier}";`),
    'import { bundled, mix } from "./mixes.cjs";',
    'import required from "./required.cjs";',
    `const imported = { ${specifiers.map((specifier, i) => `"${specifier}": entry${i}`).join(", ")} };`,
    "for (const first of bundled) {",
    "  await mix(first, (specifier) => imported[specifier], (specifier) => required[specifier], bundled);",
    "}",
    'imported["rosenblatt/worker"].close();',
  ];
  writeFileSync(ENTRY, program.join("\n"));
}

const esbuild = (options) => (folder) =>
  load("mixes", "esbuild").build({
    ...{ entryPoints: [ENTRY], outfile: join(folder, FILE), bundle: true, format: "esm" },
    ...{ logLevel: "error", ...options },
  });

/** Bundlers as they come, and esbuild with a condition of its own, which takes the place of `module`. */
const BUNDLERS = [
  { pin: "esbuild", build: esbuild({}) },
  { pin: "esbuild", title: "platform node", build: esbuild({ platform: "node" }) },
  {
    ...{ pin: "esbuild", title: "platform node, conditions" },
    build: esbuild({ platform: "node", conditions: ["production"] }),
  },
  {
    pin: "vite",
    build: (folder) =>
      load("mixes", "vite").build({
        ...{
          root: LIBRARY,
          configFile: false,
          publicDir: false,
          logLevel: "error",
          ssr: { noExternal: true },
        },
        build: {
          ...{ ssr: ENTRY, outDir: folder, emptyOutDir: true },
          rolldownOptions: { output: { entryFileNames: FILE } },
        },
      }),
  },
  {
    pin: "webpack",
    async build(folder) {
      const stats = await promisify(load("mixes", "webpack"))({
        ...{ mode: "production", target: "node", context: LIBRARY, entry: ENTRY },
        output: { path: folder, filename: FILE, module: true },
        experiments: { outputModule: true },
      });
      if (stats.hasErrors()) throw new Error(stats.toString("errors-only"));
    },
  },
];

/** A bundle in which `import` and `require` meet has one copy of everything. */
const rows = BUNDLERS.map(({ pin, title, build }, i) => ({
  name: [`${pin} ${versionOf(pin)}`, title, "import and require"].filter(Boolean).join(", "),
  async run() {
    writeProgram();
    const folder = join(WORK, "mixes/bundles", String(i));
    await build(folder);
    await output(process.execPath, [join(folder, FILE)]);
  },
}));

export const mixes = { ...{ name: "mixes", folder: "mixes", needs: ["esbuild", "vite", "webpack"] }, rows };
