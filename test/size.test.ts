// What people download and ship stays small. Budgets may only shrink.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";

it("the root import, bundled and minified with the loader, is under 20 KB gzipped", async () => {
  const { outputFiles } = await build({
    stdin: { contents: `export * from "./dist/index.js";`, resolveDir: "." },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  expect(gzipSync(outputFiles[0]?.contents as Uint8Array).length).toBeLessThan(20_000);
});

it("an import of one step function leaves the core behind", async () => {
  const { outputFiles } = await build({
    stdin: { contents: `export { heaviside } from "./dist/index.js";`, resolveDir: "." },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  expect((outputFiles[0]?.contents as Uint8Array).length).toBeLessThan(3_000);
});

it("the packed tarball is under 60 KB and holds what an install needs", () => {
  const [pack] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const paths = pack.files.map(({ path }: { path: string }) => path);
  expect(pack.size).toBeLessThan(60_000);
  expect(paths).toEqual(
    expect.arrayContaining(["LICENSE", "README.md", "data/iris.csv", "dist/cli/main.js"]),
  );
  expect(
    paths.every((path: string) => /^(dist|data)\/|^(LICENSE|README\.md|package\.json)$/.test(path)),
  ).toBe(true);
});

it("the kernels are under 24 KB", () => {
  expect(readFileSync("build/kernels.wasm").length).toBeLessThan(24_000);
});
