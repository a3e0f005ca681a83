// The page while much is computed: it must stay alive, and prints how well it did.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browserOfTests, text, waitForText } from "./browser.mjs";

const browser = browserOfTests();

test("the bench verifies, times seven rounds, and leaves the page alone", async () => {
  const page = await browser.open("tab=bench");
  await page.locator("#bench-run").click();
  const worst = await page.evaluate(async () => {
    let [worst, last] = [0, performance.now()];
    while (!document.getElementById("bench-text").textContent.startsWith("Done")) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      worst = Math.max(worst, performance.now() - last);
      last = performance.now();
    }
    return worst;
  });
  const tasks = await page.locator(".task").allInnerTexts();
  assert.equal(tasks.length, 4);
  for (const task of tasks) {
    assert.match(task, /the same weights in both/);
    assert.match(task, /\d×/);
    assert.match(task, /in 7 rounds/);
  }
  console.log(
    `bench: ${(await page.locator(".ratio").allInnerTexts()).join(", ")}; longest wait of the page ${worst.toFixed(0)} ms`,
  );
});

test("frames while it learns 100,000 points", async () => {
  for (const [speed, options] of [
    [5, {}],
    [10, {}],
    [10, { deviceScaleFactor: 2 }],
  ]) {
    const page = await browser.open(`data=cloud&seed=3&speed=${speed}`, options);
    await waitForText(page, "separability-heading", /^Not separable$/);
    await page.locator("#play").click();
    await waitForText(page, "caption", /^Epoch/);
    const frames = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const times = [];
          const tick = (now) => {
            times.push(now);
            if (now - times[0] < 3000) requestAnimationFrame(tick);
            else resolve(times);
          };
          requestAnimationFrame(tick);
        }),
    );
    const rate = (1000 * (frames.length - 1)) / (frames.at(-1) - frames[0]);
    const longest = Math.max(...frames.slice(1).map((time, i) => time - frames[i]));
    const where = `speed ${speed}, ${options.deviceScaleFactor ?? 1} device pixels a pixel`;
    console.log(`${rate.toFixed(1)} frames a second (${where}), the longest ${longest.toFixed(0)} ms`);
    assert.match(await text(page, "caption"), /^(Epoch|Stopped)/);
    await page.close();
  }
});
