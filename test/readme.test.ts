// The README and the pages of docs/ run: every js block is executed against the built package, as a user would, and each
// console.log prints what the comment behind it says.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

const pages = [
  "README.md",
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const blocks = pages.flatMap((page) =>
  [...readFileSync(page, "utf8").matchAll(/```js\n([\s\S]*?)```/g)].map((match, i) => ({
    page,
    i,
    block: match[1] as string,
  })),
);
const manifest = JSON.parse(readFileSync("package.json", "utf8"));

/** What the comments promise, in order. */
const promised = (block: string): string[] =>
  [...block.matchAll(/^\s*console\.log\(.*\); *\/\/ (.*)$/gm)].map((match) => match[1] as string);

/** A block with imports of this package pointed at the files that it exports. */
function resolved(block: string): string {
  return block.replaceAll(/from "rosenblatt(\/[^"]*)?"/g, (_, subpath: string | undefined) => {
    const file = manifest.exports[`.${subpath ?? ""}`].default;
    return `from ${JSON.stringify(pathToFileURL(file).href)}`;
  });
}

it("has examples", () => {
  expect(blocks.length).toBeGreaterThan(1);
});

it.each(blocks)("$page, js block $i, prints what it says", ({ block }) => {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  try {
    const file = join(folder, "example.mjs");
    writeFileSync(file, resolved(block));
    const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
    expect(stderr).toBe("");
    if (promised(block).length > 0) expect(stdout.trimEnd().split("\n")).toEqual(promised(block));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
