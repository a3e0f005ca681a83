// Every block that can run in a page runs there, and prints what Node prints; every other one says what it needs.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { browserOfTests } from "./browser.mjs";
import { folder } from "./serve.mjs";

const shared = browserOfTests();
const root = join(folder, "../..");
const scratch = join(root, "build/site-blocks"); // within the package, whose own name leads to its files
mkdirSync(scratch, { recursive: true });
after(() => rmSync(scratch, { recursive: true }));

/** The js blocks of each page. */
const pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md") && !/^(api|lib|playground)\b/.test(file))
  .map((file) => ({
    page: file.replace(/md$/, "html"),
    blocks: [...readFileSync(join(folder, file), "utf8").matchAll(/^```js\n([\s\S]*?)^```/gm)].map(
      ([, block]) => block,
    ),
  }))
  .filter(({ blocks }) => blocks.length > 0);

/** What Node prints, and warns of. */
async function inNode(block, name) {
  const file = join(scratch, `${name}.mjs`);
  writeFileSync(file, block.replaceAll("node_modules/rosenblatt/", ""));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], { cwd: root });
  return stdout + stderr;
}

let ran = 0;
for (const { page: address, blocks } of pages)
  test(address, async () => {
    const page = await shared.open(address);
    const frames = page.locator(".run-block");
    assert.equal(await frames.count(), blocks.length);
    for (const [i, block] of blocks.entries()) {
      const frame = frames.nth(i);
      const node = /from "(?!node:fs"|rosenblatt["/])|"rosenblatt\/cluster"/.test(block);
      if (node) {
        assert.match(await frame.locator(".run-note").textContent(), /Runs in Node/);
        continue;
      }
      const expected = inNode(block, `${address.replaceAll(/\W/g, "-")}-${i}`);
      await frame.locator(".run-button").click();
      await frame.and(page.locator('[data-state="done"], [data-state="failed"]')).waitFor();
      const lines = await frame.locator(".run-output > div").allTextContents();
      assert.equal(lines.map((line) => `${line}\n`).join(""), await expected, `block ${i}`);
      ran++;
    }
  });

test("that was most of them", () => {
  const all = pages.flatMap(({ blocks }) => blocks).length;
  assert.ok(ran > 50 && ran > 0.9 * all, `${ran} of ${all}`);
});
