// The page without a network, after the first visit.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browserOfTests, waitForText } from "./browser.mjs";

const browser = browserOfTests();

test("after the first visit the page works without a network, with every tab, under its sub-path", async () => {
  const page = await browser.open("data=xor&at=3", { serviceWorkers: "allow" });
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  assert.equal(new URL(scope).pathname, "/some/deep/path/");
  await page.context().setOffline(true);
  await page.reload();
  await waitForText(page, "caption", /^Epoch 1, point 3/);
  await waitForText(page, "separability-heading", /^Not separable$/); // by a worker of its own
  await page.locator("#tab-digits").click();
  await waitForText(page, "digit-accuracy", /^After 10 epochs/);
  await page.locator("#tab-bench").click();
  await waitForText(page, "bench-run", /^Run$/);
  await page.locator("#tab-perceptron").click();
  await page.locator("#share").click();
  await page.locator("#share-code").waitFor();
});

test("a page that is embedded installs nothing", async () => {
  const page = await browser.open("at=3", { serviceWorkers: "allow", query: "?embed" });
  await waitForText(page, "caption", /^Epoch 1, point 3/);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
});
