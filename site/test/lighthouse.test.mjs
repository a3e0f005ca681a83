// Lighthouse over a page of each kind, as it looks at a telephone: what does not depend on the machine has to reach 95, and
// nothing may jump while a page loads. What it says of speed is printed and not held; site.test.mjs holds the bytes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { CHROMIUM, FLAGS } from "./browser.mjs";
import { serve } from "./serve.mjs";

const LEAST = 95;
const HELD = ["accessibility", "best-practices", "seo"];

let site;
let browser;
before(async () => {
  const chromeFlags = ["--headless=new", ...FLAGS];
  [site, browser] = await Promise.all([serve(), launch({ chromePath: CHROMIUM, chromeFlags })]);
});
after(async () => {
  browser.kill();
  await site.stop();
});

for (const address of [
  "index.html",
  "guides/page.html",
  "api/rosenblatt.html",
  "performance.html",
  "comparison.html",
  "playground/index.html",
])
  test(`${address} has ${LEAST} or more in ${HELD.join(", ")}`, async (t) => {
    const { lhr } = await lighthouse(site.address + address, {
      port: browser.port,
      logLevel: "error",
      onlyCategories: [...HELD, "performance"],
    });
    assert.equal(lhr.runtimeError, undefined);
    const scores = Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round(100 * score)]);
    t.diagnostic(`${address}: ${scores.map(([name, score]) => `${name} ${score}`).join(", ")}`);
    const shift = lhr.audits["cumulative-layout-shift"].numericValue;
    t.diagnostic(`${address}: layout shift ${shift.toFixed(3)}`);
    assert.ok(shift < 0.1, `the page jumps while it loads: ${shift}`);
    const missed = Object.values(lhr.audits)
      .filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === "binary")
      .map(({ id }) => id);
    const short = scores.filter(([name, score]) => HELD.includes(name) && !(score >= LEAST));
    assert.deepEqual(short, [], `these audits failed: ${missed}`);
  });
