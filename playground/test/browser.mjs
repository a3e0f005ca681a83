// Serves the built folder under a sub-path, and opens it in Chromium.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, afterEach, before } from "node:test";
import { chromium } from "playwright-core";
import { root } from "./sources.mjs";

const PREFIX = "/some/deep/path/";
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Serves dist/ under a sub-path, as any static host would; for `?slow`, the page in two pieces, half a second apart. */
async function serve() {
  const server = createServer(({ url }, response) => {
    const { pathname, search } = new URL(url, "http://localhost");
    try {
      if (!pathname.startsWith(PREFIX)) throw new Error("outside");
      const file = pathname.slice(PREFIX.length) || "index.html";
      const content = readFileSync(join(root, "dist", file));
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain" });
      if (search !== "?slow") return response.end(content);
      const middle = content.indexOf('id="brushes"');
      response.write(content.subarray(0, middle));
      setTimeout(() => response.end(content.subarray(middle)), 500);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}${PREFIX}` };
}

/** One browser for the tests of a file, whose pages are closed after each; a message in a console fails its test. */
export function browserOfTests() {
  const shared = {};
  before(async () => {
    Object.assign(shared, await start());
  });
  afterEach(async () => {
    await shared.closePages();
    assert.deepEqual(shared.messages.splice(0), []);
  });
  after(() => shared.stop());
  return shared;
}

/**
 * A browser and the page's address.
 *
 * @throws if there is no Chromium: name it in CHROMIUM, or install it (apt-get install chromium)
 */
export async function start() {
  const executablePath =
    process.env.CHROMIUM ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  const { server, address } = await serve();
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const messages = [];
  const contexts = [];
  return {
    /** Messages of the consoles, errors and failed requests of all pages. */
    messages,
    /** A fresh page with this state in its address; with reduced motion, unless asked for, it waits to be played. */
    async open(hash = "", { query = "", ...options } = {}) {
      // without the service worker, which would fetch the whole page anew for each test
      const usual = {
        serviceWorkers: "block",
        viewport: { width: 1280, height: 800 },
        reducedMotion: "reduce",
        locale: "en-GB",
      };
      const context = await browser.newContext({ ...usual, ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on("console", (message) => {
        if (!/^Service Worker registration blocked by Playwright/.test(message.text()))
          messages.push(message.text());
      });
      page.on("pageerror", (error) => messages.push(error.stack));
      page.on("response", (response) => {
        if (response.status() >= 400) messages.push(`${response.status()} ${response.url()}`);
      });
      await page.goto(`${address}${query}${hash === "" ? "" : `#${hash}`}`);
      return page;
    },
    async closePages() {
      for (const context of contexts.splice(0)) await context.close();
    },
    async stop() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const text = (page, id) => page.locator(`#${id}`).textContent();

/** Waits until the text of the element with this id matches; where it never does, says what is there instead. */
export async function waitForText(page, id, pattern) {
  try {
    await page.waitForFunction(
      ([id, source]) => new RegExp(source).test(document.getElementById(id).textContent),
      [id, pattern.source],
    );
  } catch (cause) {
    throw new Error(`#${id} of ${page.url()} is "${await text(page, id)}", not ${pattern}`, { cause });
  }
}
