// The built site in Chromium, from a server under a sub-path; what would leave the machine is refused, and tells.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, afterEach, before } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

/** The browser of the tests, and how it is started. */
export const CHROMIUM =
  process.env.CHROMIUM ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
export const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];

/** One browser for the tests of a file, whose pages are closed after each; a message in a console fails its test. */
export function browserOfTests() {
  const messages = [];
  const contexts = [];
  let browser;
  let site;
  before(async () => {
    [site, browser] = await Promise.all([
      serve(),
      chromium.launch({ executablePath: CHROMIUM, args: FLAGS }),
    ]);
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    assert.deepEqual(messages.splice(0), []);
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });
  return {
    /** A page of the site, in a context of its own; where it is `missing`, it may look for what is not there. */
    async open(address, { missing = false, ...options } = {}) {
      const tell = (message) => {
        if (!(missing && /\b404\b/.test(message))) messages.push(message);
      };
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      contexts.push(context);
      await context.route(
        (url) => url.hostname !== "127.0.0.1" && url.protocol.startsWith("http"),
        (route) => {
          tell(`asks for ${route.request().url()}`);
          return route.abort();
        },
      );
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on("console", (message) => tell(`${address}: ${message.text()}`));
      page.on("pageerror", (error) => tell(`${address}: ${error.stack}`));
      page.on("response", (response) => {
        if (response.status() >= 400) tell(`${response.status()} ${response.url()}`);
      });
      await page.goto(site.address + address);
      return page;
    },
    /** The gzipped bytes that were served since this was last asked. */
    bytes: () => site.bytes(),
  };
}
