// The README, the pages of docs/ and those of the site run: every js block is executed against the built package, as a user
// would, and each console.log prints what the comment behind it says.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { inFolder, needs, run } from "./export/tools.js";

const pages = [
  "README.md",
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
  ...readdirSync("site/pages", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `site/pages/${name.replaceAll("\\", "/")}`),
];
const blocks = pages.flatMap((page) =>
  [...readFileSync(page, "utf8").matchAll(/```js\n([\s\S]*?)```/g)].map((match, i) => ({
    page,
    i,
    block: match[1] as string,
  })),
);
const manifest = JSON.parse(readFileSync("package.json", "utf8"));

/** What the comments promise, in order: behind a console.log, or in the lines below it. */
const promised = (block: string): string[] =>
  [...block.matchAll(/^\s*console\.log\(.*\);(?: *\/\/ (.*)$|\n((?:\/\/ .*\n)+))/gm)].flatMap(
    ([, behind, below]) =>
      behind !== undefined
        ? [behind]
        : [...(below as string).matchAll(/^\/\/ (.*)$/gm)].map((line) => line[1] as string),
  );

/** A block with what it imports and reads of installed packages pointed at the files of this one and of its peers. */
function resolved(block: string): string {
  return block
    .replaceAll("node_modules/rosenblatt/", "")
    .replaceAll(/from "rosenblatt(\/[^"]*)?"/g, (_, subpath: string | undefined) => {
      const file = manifest.exports[`.${subpath ?? ""}`].default;
      return `from ${JSON.stringify(pathToFileURL(file).href)}`;
    })
    .replaceAll('from "apache-arrow"', `from ${JSON.stringify(import.meta.resolve("apache-arrow"))}`);
}

it("every page that promises output is run: no block of another language has a console.log", () => {
  expect(blocks.length).toBeGreaterThan(20);
  for (const page of pages) {
    const logged = readFileSync(page, "utf8").split("console.log(").length - 1;
    const run = blocks.filter((block) => block.page === page).map(({ block }) => block);
    expect(run.join("").split("console.log(").length - 1, page).toBe(logged);
  }
});

/** What a program prints. It runs in a thread: a process for each block takes half as long again. */
async function outputOf(file: string): Promise<{ out: string; err: string }> {
  const thread = new Worker(file, { stdout: true, stderr: true });
  const [out, err] = await Promise.all([text(thread.stdout), text(thread.stderr), once(thread, "exit")]);
  return { out, err };
}

it.each(blocks)("$page, js block $i, prints what it says", async ({ block }) => {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  try {
    const file = join(folder, "example.mjs");
    writeFileSync(file, resolved(block));
    const { out, err } = await outputOf(file);
    expect(err).toBe("");
    if (promised(block).length > 0) expect(out.trimEnd().split("\n")).toEqual(promised(block));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("the C of the guide to embedded systems compiles around what its program exports, and prints what it says", async (context) => {
  const gcc = needs(context, "gcc");
  const page = readFileSync("site/pages/guides/embedded.md", "utf8");
  const block = (language: string): string =>
    (new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page) as RegExpExecArray)[1] as string;
  const printed = await inFolder((folder) => {
    const save = '(await import("node:fs")).writeFileSync("motor.c", source);';
    writeFileSync(join(folder, "export.mjs"), resolved(block("js")) + save);
    writeFileSync(join(folder, "main.c"), block("c"));
    run(process.execPath, ["export.mjs"], undefined, folder);
    run(gcc, ["-std=c99", "-Wall", "-Wextra", "-Werror", "-O2", "main.c", "-o", "main"], undefined, folder);
    return run(join(folder, "main"), []);
  });
  expect(String(printed)).toBe(`${/puts.*\/\* (\w+) \*\//.exec(block("c"))?.[1]}\n`);
});

it("the commands of docs/command-line.md run as they stand", () => {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  try {
    for (const name of ["flowers", "new", "test"]) copyFileSync("data/iris.csv", join(folder, `${name}.csv`));
    const [, commands] = /```sh\n([\s\S]*?)```/.exec(
      readFileSync("docs/command-line.md", "utf8"),
    ) as RegExpExecArray;
    const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
    const script = `rosenblatt() { "${process.execPath}" "${main}" "$@"; }\n${commands}`;
    const { status, stderr } = spawnSync("sh", ["-e", "-c", script], { cwd: folder, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
