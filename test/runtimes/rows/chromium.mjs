import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { EXAMPLES, LIBRARY, load, WORK } from "../folder.mjs";
import { bundlers } from "./bundlers.mjs";
import { devServers } from "./dev-servers.mjs";
import { expect, indexedDB, page, petals } from "./examples.mjs";

const BUNDLES = join(WORK, "bundles");

/** Content security policies by name, and the core that runs under each. */
const policies = [
  { title: "no CSP", policy: undefined, core: "wasm" },
  { title: "strict CSP", policy: "default-src 'self'; script-src 'self'", core: "js" },
  {
    title: "wasm-unsafe-eval",
    policy: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
    core: "wasm",
  },
];

/** Serves /BUNDLER/page.js, and at /BUNDLER/TITLE a page that runs it under that policy. */
async function answer({ url }, response) {
  const path = decodeURIComponent(url);
  const [, bundler, title] = path.split("/");
  if (extname(path) === ".js") {
    response.setHeader("content-type", "text/javascript");
    return response.end(await readFile(join(BUNDLES, path)));
  }
  const found = policies.find((policy) => policy.title === title);
  if (!found) return response.writeHead(204).end(); // the icon that a browser asks for
  if (found.policy) response.setHeader("content-security-policy", found.policy);
  response.setHeader("content-type", "text/html");
  response.end(
    `<!doctype html><title>${title}</title><script type="module" src="/${bundler}/page.js"></script>`,
  );
}

function findChromium() {
  try {
    return execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  } catch {
    throw new Error("there is no chromium on the path");
  }
}

async function open(executablePath) {
  const browser = await load("chromium", "playwright-core").chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    browser,
    visit: (path) => visit(browser, origin + path),
    visitAt: (url) => visit(browser, url),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/**
 * What the page's program prints.
 *
 * @throws what else the page says, but for the browser's own report of a violation
 */
async function visit(browser, url) {
  const page = await browser.newPage();
  try {
    const complaints = [];
    const printed = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "log") printed.push(message.text());
      else if (
        message.type() !== "debug" &&
        !/violates the following Content Security Policy/i.test(message.text())
      )
        complaints.push(message.text());
    });
    const said = page.waitForEvent("console", (message) => message.type() === "log");
    const ended = Promise.race([said, page.waitForEvent("pageerror")]);
    await page.goto(url);
    await ended;
    if (complaints.length > 0) throw new Error(complaints.join("; "));
    return JSON.parse(printed[0]);
  } finally {
    await page.close();
  }
}

/** Rows of one bundler; the first of them builds its bundle. */
function rowsOf({ name, version, build }) {
  let built;
  return policies.map(({ title, core }) => ({
    ...{ name: `chromium, ${name} ${version}, ${title}`, core },
    async run({ visit }) {
      built ??= build(join(LIBRARY, "browser.mjs"), join(BUNDLES, name));
      await built;
      return visit(encodeURI(`/${name}/${title}`));
    },
  }));
}

/** The plain script of rosenblatt/predict on a page that was opened from a disk, where modules do not load. */
async function fromDisk({ visitAt }) {
  const saved = readFileSync(join(EXAMPLES, "model.json"), "utf8");
  const file = join(LIBRARY, "from-disk.html");
  writeFileSync(
    file,
    `<!doctype html><title>From a disk</title>
<script src="node_modules/rosenblatt/dist/predict/index.iife.js"></script>
<script>
  const model = rosenblatt.loadModel(${saved});
  console.log(JSON.stringify(model.predict(${JSON.stringify(petals.X)})));
</script>`,
  );
  expect(await visitAt(String(pathToFileURL(file))), petals.y);
  return {};
}

export const chromium = {
  ...{ name: "chromium", folder: "chromium" },
  needs: [
    "playwright-core",
    "@rollup/plugin-node-resolve",
    "vite6",
    "vite7",
    ...bundlers.map(({ name }) => name),
  ],
  find: findChromium,
  open,
  rows: [
    ...bundlers.flatMap(rowsOf),
    ...devServers,
    { name: "example page.html", restarts: true, run: ({ browser }) => page(browser) },
    { name: "plain script of rosenblatt/predict at file://", run: fromDisk },
    { name: "recipe of docs/files.md, IndexedDB", run: ({ browser }) => indexedDB(browser) },
  ],
};
