// npm run fuzz -- [target] [--inputs N | --minutes N | --seconds N] [--seed S] [--case I]
//
// Looks for inputs that break a promise, the same ones each time where no time is given: see main.ts. What it runs is src/,
// bundled, so that both cores and the kernels can be reached; `threads` runs dist/, as a thread's script is a file of its own.
import { mkdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { build, stop } from "esbuild";

const file = `${process.cwd()}/build/fuzz/main.mjs`;
mkdirSync("build/fuzz", { recursive: true });
await build({
  entryPoints: ["test/fuzz/main.ts"],
  outfile: file,
  ...{ bundle: true, format: "esm", platform: "node", logLevel: "error", packages: "external" },
});
stop(); // nobody else in this process is to meet the allocations that are made to fail
const { main } = await import(pathToFileURL(file).href);
process.exit(await main(process.argv.slice(2)));
