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
  assert.equal(tasks.length, 6);
  for (const task of tasks) {
    assert.match(task, /the same (weights|numbers) in both/);
    assert.match(task, /\d×/);
    assert.match(task, /in 7 rounds/);
    assert.match(task, /ours: [\d.]+×/);
  }
  assert.match(
    await text(page, "bench-ours"),
    /^Ours, beside yours: the same page in .*\d{4}-\d\d-\d\d\)\.$/,
  );
  await page.waitForURL(/tab=bench&result=[\d.~,]+$/);
  const shared = await browser.open(new URL(page.url()).hash.slice(1));
  await waitForText(shared, "bench-text", /^A result that someone has shared/);
  assert.deepEqual(await shared.locator(".ratio").allInnerTexts(), await ratios(page));
  const garbage = await browser.open("tab=bench&result=1~2");
  await waitForText(garbage, "notice", /The result of the bench in the address cannot be read/);
  console.log(
    `bench: ${(await page.locator(".ratio").allInnerTexts()).join(", ")}; longest wait of the page ${worst.toFixed(0)} ms`,
  );
});

/** How many times as fast, of the medians, as a shared result shows it. */
const ratios = (page) =>
  page.evaluate(() => {
    const result = new URLSearchParams(location.hash.slice(1)).get("result");
    return result.split(",").map((task) => {
      const [library, baseline] = task.split("~").map(Number);
      const ratio = baseline / library;
      return `${ratio < 10 ? Number(ratio.toPrecision(2)) : Math.round(ratio)}×`;
    });
  });

test("TensorFlow.js is fetched only when it is asked for, and then runs in every task", async () => {
  const page = await browser.open("tab=bench");
  const fetched = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.locator("#bench-tensorflow").check();
  await page.waitForURL(/tf=1/);
  assert.deepEqual(
    fetched.filter((url) => /tensorflow|tfjs/.test(url)),
    [],
  );
  await page.locator("#bench-run").click();
  await page.waitForFunction(
    () => /^(Done|The bench broke)/.test(document.getElementById("bench-text").textContent),
    null,
    { timeout: 120_000 },
  );
  assert.match(await text(page, "bench-text"), /^Done/);
  const durations = await page.locator(".bar.tensorflow .duration").allInnerTexts();
  assert.equal(durations.length, 6);
  for (const duration of durations) assert.match(duration, /(ms|µs)$/);
  console.log(`TensorFlow.js: ${durations.join(", ")}`);
});

/** No frame of 100,000 points takes so long, on a busy machine either: in milliseconds. */
const FREEZE = 1500;

test("frames while it learns 100,000 points, and while their inputs change", async () => {
  for (const [hash, options, units] of [
    ["speed=5", {}],
    ["speed=10", {}],
    ["speed=10", { deviceScaleFactor: 2 }],
    ["speed=10&layer=association&units=256", {}],
    ["speed=10&layer=association", {}, ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"]],
  ]) {
    const page = await browser.open(`data=cloud&seed=3&${hash}`, options);
    await waitForText(page, "separability-heading", /^(Not separable|No answer)$/);
    await page.locator("#play").click();
    await waitForText(page, "caption", /^Epoch/);
    const watched = page.evaluate(
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
    for (const key of units ?? []) await page.locator("#units").press(key);
    const frames = await watched;
    const rate = (1000 * (frames.length - 1)) / (frames.at(-1) - frames[0]);
    const longest = Math.max(...frames.slice(1).map((time, i) => time - frames[i]));
    const where = `${hash}${units === undefined ? "" : ", other units"}, ${options.deviceScaleFactor ?? 1} device pixels a pixel`;
    console.log(`${rate.toFixed(1)} frames a second (${where}), the longest ${longest.toFixed(0)} ms`);
    assert.ok(longest < FREEZE, `${where}: ${longest} ms`);
    await waitForText(page, "caption", /^(Epoch|Stopped)/);
    await page.close();
  }
});
