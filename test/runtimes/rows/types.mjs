import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LIBRARY, output, packageFile, readJSON, versionOf } from "../folder.mjs";

const TYPES = join(LIBRARY, "types");
const COMPILERS = ["typescript5.7", "typescript5.9", "typescript6", "typescript7"];

/** Whose types there are beside ECMAScript's; without both, a program has no AbortSignal. */
const PLATFORMS = {
  dom: { lib: ["es2022", "dom"], types: [] },
  node: { lib: ["es2022"], types: ["node"] },
  neither: { lib: ["es2022"], types: [] },
};
const RESOLUTIONS = {
  nodenext: { module: "nodenext" },
  node16: { module: "node16" },
  bundler: { module: "preserve", moduleResolution: "bundler" },
};

/** Every subpath has a line in the programs, so that a new one cannot be forgotten. */
function checkConsumers() {
  const { exports } = readJSON(join(LIBRARY, "node_modules/rosenblatt/package.json"));
  const said = (...files) => files.map((file) => readFileSync(join(TYPES, file), "utf8")).join("\n");
  const programs = {
    "consumer.ts": said("consumer.ts", "modules.ts"),
    "commonjs/required.cts": said("commonjs/required.cts", "modules.ts"),
  };
  for (const [name, text] of Object.entries(programs)) {
    const specifiers = Object.keys(exports).map((subpath) => `"rosenblatt${subpath.slice(1)}"`);
    const forgotten = specifiers.filter((specifier) => !text.includes(specifier));
    if (forgotten.length > 0) throw new Error(`types/${name} does not use ${forgotten.join(", ")}`);
  }
}

/** ES modules and CommonJS in one program, strictly and with every declaration checked. */
async function compile(compiler, resolution, platform) {
  const config = join(TYPES, `tsconfig.${resolution}.${platform}.json`);
  const compilerOptions = {
    ...{ target: "es2022", strict: true, skipLibCheck: false, resolveJsonModule: true, noEmit: true },
    ...{ ...RESOLUTIONS[resolution], ...PLATFORMS[platform] },
  };
  const files = ["consumer.ts", "mixed.ts", "commonjs/consumer.ts", "commonjs/required.cts"];
  // node16 is older than the attributes of imports.
  if (resolution !== "node16") files.push("modules.ts");
  if (platform !== "neither") files.push("signals.ts");
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  try {
    await output(process.execPath, [packageFile("types", compiler, "bin/tsc"), "-p", config]);
  } catch (error) {
    throw new Error(`with the types of ${platform}: ${error.message}`);
  }
}

const compiled = (compiler, resolution) => ({
  name: `TypeScript ${versionOf(compiler)}, ${resolution}`,
  async run() {
    checkConsumers();
    await Promise.all(Object.keys(PLATFORMS).map((platform) => compile(compiler, resolution, platform)));
  },
});

export const types = {
  ...{ name: "types", folder: "types", needs: COMPILERS },
  rows: COMPILERS.flatMap((compiler) =>
    Object.keys(RESOLUTIONS).map((resolution) => compiled(compiler, resolution)),
  ),
};
