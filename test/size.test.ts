// What people download and ship stays small. A budget grows with what a package can do and never by itself: the
// root's holds all that the estimator can do, which hangs on its class and cannot be shaken off.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { wasm } from "../src/core/kernels.wasm.js";

/** How the text of every kernel begins. */
const KERNEL_START = wasm.slice(0, 13);

/** What a user installs beside the package. */
const PEERS = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).peerDependencies);

/** A line of imports as a bundler ships it: minified. */
async function bundled(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: "." },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    external: PEERS,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("nothing was bundled");
  return file.contents;
}

/** The files that Node reads for an entry of dist/. */
function filesOf(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  const text = readFileSync(entry, "utf8");
  for (const [, path] of text.matchAll(/\b(?:from|import)\s*["']([.#][^"']*)["']/g)) {
    filesOf(path?.startsWith("#") ? path : join(dirname(entry), path as string), found);
  }
  return found;
}

it("the root import is under 40.9 KB gzipped", async () => {
  expect(gzipSync(await bundled(`export * from "./dist/index.js";`)).length).toBeLessThan(40_900);
});

it("Node reads two files for the root, and nothing outside dist/ for anything", () => {
  expect([...filesOf("dist/index.js")]).toEqual(["dist/index.js", "dist/shared/core.js"]);
  const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
  for (const entry of Object.values<{ default?: string }>(exports)) {
    if (entry.default) expect([...filesOf(normalize(entry.default))].join(" ")).not.toMatch(/#|node_modules/);
  }
});

it("the root exports what its source exports, and no name of the file that it shares", async () => {
  const [built, source] = await Promise.all([
    import(new URL("../dist/index.js", import.meta.url).href),
    import("../src/index.js"),
  ]);
  expect(Object.keys(built).sort()).toEqual(Object.keys(source).sort());
});

it("a realm whose globals are frozen can import the root, and the Wasm core runs in it", () => {
  const program = `
    import { Perceptron, runtime } from "./dist/index.js";
    new Perceptron().fit([[0], [1]], ["no", "yes"]);
    process.exit(runtime().core === "wasm" ? 0 : 1);
  `;
  const flags = ["--frozen-intrinsics", "--no-warnings", "--input-type=module", "--eval"];
  expect(spawnSync(process.execPath, [...flags, program], { encoding: "utf8" })).toMatchObject({
    status: 0,
    stderr: "",
  });
});

it("what is bundled brings its licence", () => {
  const notices = readFileSync("dist/THIRD-PARTY-NOTICES.txt", "utf8");
  expect(notices).toMatch(/^@assemblyscript\/loader .*\(Apache-2\.0\)$/m);
  expect(notices).toMatch(/^papaparse .*\(MIT\)$/m);
  expect(notices).toContain("Apache License");
});

it("the root import holds its kernels once, and nothing of the subpaths", async () => {
  const text = new TextDecoder().decode(await bundled(`export * from "./dist/index.js";`));
  expect(text.split(KERNEL_START).length).toBe(2);
  expect(
    ["TOO_MANY_INPUTS", "LABELS_ARE_A_MATRIX", "LAYERS_CHAIN"].filter((code) => text.includes(code)),
  ).toEqual([]);
});

it("the file that Node reads for the root holds no text of the subpaths' errors", () => {
  const text = readFileSync("dist/shared/core.js", "utf8");
  expect(
    ["NOT_FITTED", "ARROW_FILE", "SVMLIGHT", "TABLE"].filter((code) => text.includes(`\`${code}\``)),
  ).toEqual(["NOT_FITTED"]);
});

it("the metrics, the tables and the svmlight files leave the core behind", async () => {
  for (const subpath of ["metrics", "svmlight", "table", "npy", "arrow", "parquet"]) {
    const text = new TextDecoder().decode(await bundled(`export * from "./dist/${subpath}/index.js";`));
    expect(text).not.toContain("WebAssembly");
    expect(text).not.toContain(KERNEL_START);
  }
});

it("the steps that hash leave the core behind, and are under 9.2 KB gzipped", async () => {
  const line = `export { FeatureHasher, Interactions } from "./dist/features/index.js";`;
  const bytes = await bundled(line);
  const text = new TextDecoder().decode(bytes);
  expect(text).not.toContain("WebAssembly");
  expect(text).not.toContain(KERNEL_START);
  expect(gzipSync(bytes).length).toBeLessThan(9_200);
});

it("the association layer is under 13.2 KB gzipped", async () => {
  const bytes = await bundled(`export { AssociationLayer } from "./dist/features/index.js";`);
  expect(gzipSync(bytes).length).toBeLessThan(13_200);
});

it("a page that reads tables loads under 14.82 KB gzipped, and under 21.8 KB with the encoder", async () => {
  const bytes = async (names: string) =>
    gzipSync(await bundled(`export ${names} from "./dist/table/index.js";`)).length;
  expect(await bytes("{ readTable, tableBatches }")).toBeLessThan(14_820);
  expect(await bytes("*")).toBeLessThan(21_800);
});

it.each(Object.entries({ arrow: 11_320, parquet: 11_800 }))(
  "a page that reads %s loads under %i bytes gzipped, beside the package that reads it",
  async (subpath, most) => {
    const bytes = await bundled(`export * from "./dist/${subpath}/index.js";`);
    expect(gzipSync(bytes).length).toBeLessThan(most);
  },
);

it("an import of one step function leaves the core behind", async () => {
  expect((await bundled(`export { heaviside } from "./dist/index.js";`)).length).toBeLessThan(2_000);
});

it("the command line takes the library from the package, and brings no copy of its own", () => {
  const files = readdirSync("dist/cli").map((file) => readFileSync(`dist/cli/${file}`, "utf8"));
  const text = files.join("");
  expect(text).not.toContain(KERNEL_START);
  expect(text.length).toBeLessThan(71_600);
});

it("the packed tarball is under 571 KB and holds what an install needs", () => {
  const [pack] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const paths = pack.files.map(({ path }: { path: string }) => path);
  expect(pack.size).toBeLessThan(571_000);
  expect(paths).toEqual(
    expect.arrayContaining([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "data/iris.csv",
      "dist/cli/main.js",
      "dist/rosenblatt.js",
      "dist/core/kernels.wasm",
      "dist/THIRD-PARTY-NOTICES.txt",
    ]),
  );
  expect(
    paths.every((path: string) =>
      /^(dist|data|docs)\/|^(CHANGELOG\.md|LICENSE|README\.md|package\.json)$/.test(path),
    ),
  ).toBe(true);
});

it.each(Object.entries({ calibration: 4_500, classes: 1_200, rules: 9_700 }))(
  "%s is under %i bytes gzipped beside what it shares",
  (subpath, most) => {
    expect(gzipSync(readFileSync(`dist/${subpath}/index.js`)).length).toBeLessThan(most);
  },
);

it("the kernels are under 22 KB", () => {
  expect(readFileSync("build/kernels.wasm").length).toBeLessThan(22_000);
});
