// The pages run: every js block is executed over src/, and each console.log prints what the comment behind it says.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

/** What the comments promise, in order. */
const promised = (block: string): string[] =>
  [...block.matchAll(/^\s*console\.log\(.*\); *\/\/ (.*)$/gm)].map((match) => match[1] as string);

async function printed(contents: string): Promise<string[]> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: "." },
    alias: {
      "rosenblatt/metrics": "./src/metrics/index.ts",
      "rosenblatt/svmlight": "./src/svmlight/index.ts",
      rosenblatt: "./src/index.ts",
    },
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module"], {
    input: outputFiles[0]?.text ?? "",
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.trimEnd().split("\n");
}

describe.each(["metrics", "svmlight"])("docs/%s.md", (page) => {
  const text = readFileSync(`docs/${page}.md`, "utf8");
  const blocks = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map((match) => match[1] as string);

  it("has examples", () => {
    expect(blocks.length).toBeGreaterThan(1);
  });

  it.each(blocks.map((block, i) => ({ i, block })))("js block $i prints what it says", async ({ block }) => {
    expect(await printed(block)).toEqual(promised(block));
  });
});
