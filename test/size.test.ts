// What people download and ship stays small. A budget grows with what a package can do and never by itself: the
// root's holds all that the estimator can do, which hangs on its class and cannot be shaken off.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";

/** A line of imports as a bundler ships it: minified, with the loader. */
async function bundled(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: "." },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("nothing was bundled");
  return file.contents;
}

it("the root import is under 30.5 KB gzipped", async () => {
  expect(gzipSync(await bundled(`export * from "./dist/index.js";`)).length).toBeLessThan(30_500);
});

it("the root import holds nothing of the subpaths", async () => {
  const text = new TextDecoder().decode(await bundled(`export * from "./dist/index.js";`));
  expect(
    ["TOO_MANY_INPUTS", "LABELS_ARE_A_MATRIX", "LAYERS_CHAIN"].filter((code) => text.includes(code)),
  ).toEqual([]);
});

it("the metrics and the svmlight files leave the core behind", async () => {
  for (const subpath of ["metrics", "svmlight"]) {
    const text = new TextDecoder().decode(await bundled(`export * from "./dist/${subpath}/index.js";`));
    expect(text).not.toMatch(/WebAssembly|[0-9a-f]{64}/);
  }
});

it("an import of one step function leaves the core behind", async () => {
  expect((await bundled(`export { heaviside } from "./dist/index.js";`)).length).toBeLessThan(3_000);
});

it("the packed tarball is under 150 KB and holds what an install needs", () => {
  const [pack] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const paths = pack.files.map(({ path }: { path: string }) => path);
  expect(pack.size).toBeLessThan(150_000);
  expect(paths).toEqual(
    expect.arrayContaining([
      "LICENSE",
      "README.md",
      "data/iris.csv",
      "dist/cli/main.js",
      "dist/rosenblatt.js",
      "dist/core/kernels.wasm",
    ]),
  );
  expect(
    paths.every((path: string) => /^(dist|data)\/|^(LICENSE|README\.md|package\.json)$/.test(path)),
  ).toBe(true);
});

it("the kernels are under 24 KB", () => {
  expect(readFileSync("build/kernels.wasm").length).toBeLessThan(24_000);
});
