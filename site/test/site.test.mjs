// The site under a sub-path without a network: going from page to page, search, dark mode, the badge, size, accessibility.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { browserOfTests } from "./browser.mjs";

const shared = browserOfTests();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { viewport: { width: 390, height: 844 } };

test("a reader goes from page to page, back and forth, without loading the site anew", async () => {
  const page = await shared.open("index.html");
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  await page.getByRole("link", { name: "Read the introduction" }).click();
  await page.getByRole("heading", { level: 1, name: "rosenblatt" }).waitFor();
  await page.locator(".VPSidebar").getByRole("link", { name: "In a page" }).click();
  await page.getByRole("heading", { level: 1, name: "In a page" }).waitFor();
  await page.locator(".vp-doc").getByRole("link", { name: "Runtimes and bundlers" }).click(); // up, from a folder
  await page.getByRole("heading", { level: 1, name: "Runtimes and bundlers" }).waitFor();
  await page.locator(".VPNav").getByRole("link", { name: "API" }).click();
  await page.locator(".vp-doc").getByRole("link", { name: "rosenblatt/classes" }).click();
  await page.getByRole("heading", { level: 1, name: "rosenblatt/classes" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "API reference" }).waitFor();
  assert.equal(await page.evaluate(() => window.stayed), true);
  await page.locator(".VPNav").getByRole("link", { name: "Playground" }).click();
  await page.getByRole("heading", { level: 1, name: "A line that learns" }).waitFor();
});

test("the badge finds the digest of the release on WebAssembly", async () => {
  const page = await shared.open("index.html");
  await page.locator(".same-bits[data-state='same']").waitFor();
  assert.match(await page.locator(".same-bits").textContent(), /The same bits here.*on WebAssembly/s);
});

test("the badge finds other bits where the rows are visited in another order", async () => {
  const page = await shared.open("introduction.html");
  await page.route("**/lib/dist/index.js", async (route) => {
    const changed = `import { Perceptron as P, runtime } from "${route.request().url()}?unchanged"; export { runtime };
      export class Perceptron { constructor(o) { this.m = new P({ ...o, randomState: 1 }); }
        fit(X, y) { return this.m.fit(X, y); } }`;
    await route.fulfill({ contentType: "text/javascript", body: changed });
  });
  await page.locator(".VPNavBarTitle a").click();
  await page.locator(".same-bits[data-state='other']").waitFor();
});

test("the search finds the Perceptron", async () => {
  const page = await shared.open("introduction.html");
  const input = page.locator("#localsearch-input");
  // no key is heard before the page's script has run
  for (let i = 0; i < 30 && (await input.count()) === 0; i++) {
    await page.keyboard.press("/");
    await input.waitFor({ timeout: 1000 }).catch(() => {});
  }
  await input.fill("Perceptron");
  await page.locator(".VPLocalSearchBox .result").first().waitFor();
  const results = await page.locator(".VPLocalSearchBox .result").allTextContents();
  assert.ok(
    results.some((result) => result.includes("Perceptron")),
    results.join(),
  );
  await page.keyboard.press("Enter");
  await page.locator(".VPLocalSearchBox").waitFor({ state: "detached" });
});

test("the search leads a newcomer's words to a page that explains them, before the reference", async () => {
  const page = await shared.open("introduction.html");
  await page.waitForLoadState("networkidle");
  await page.locator(".DocSearch-Button").first().click();
  for (const [words, wanted] of [
    ["XOR", /network|logic/],
    ["sklearn", /rosenblatt\/sklearn/],
    ["save model", /Saving models|On a server/],
    ["browser", /In a page|Documentation/],
    ["speed", /Performance/],
    ["probability", /calibration/],
    ["csv", /rosenblatt\/table/],
    ["titanic", /spreadsheet/],
    ["normalize", /Training/],
    ["overfitting", /Training/],
    ["missing values", /rosenblatt\/table/],
    ["cross validation", /metrics|rules/],
  ]) {
    await page.locator("#localsearch-input").fill(words);
    const texts = () => page.locator(".VPLocalSearchBox .result").allTextContents();
    const isAhead = (found) => found.slice(0, 4).some((text) => wanted.test(text) && !text.includes(": API"));
    for (let i = 0; i < 50 && !isAhead(await texts()); i++) await page.waitForTimeout(200);
    const found = await texts();
    assert.ok(isAhead(found), `${words}: ${found.slice(0, 5).join(" | ")}`);
  }
});

test("dark mode is the system's until the switch is used, and then stays", async () => {
  const page = await shared.open("training.html", { colorScheme: "dark" });
  const isDark = () => page.evaluate(() => document.documentElement.classList.contains("dark"));
  assert.equal(await isDark(), true);
  const bar = () =>
    page.evaluate(() => getComputedStyle(document.querySelector(".VPNavBar .content-body")).backgroundColor);
  const dark = await bar();
  const [first, later] = await page.evaluate(async () => {
    const colours = () =>
      [...document.querySelectorAll(".VPNav *, .VPSidebar *")].map((one) => getComputedStyle(one).color);
    document.querySelector(".VPNavBarAppearance button").click();
    await new Promise(requestAnimationFrame);
    const first = colours();
    await new Promise((done) => setTimeout(done, 600));
    return [first, colours()];
  });
  assert.deepEqual(first, later); // nothing fades after the page has changed
  assert.notEqual(await bar(), dark);
  assert.equal(await isDark(), false);
  await page.reload();
  assert.equal(await isDark(), false);
});

test("a block can be edited, says what is wrong with it, and runs again", async () => {
  const page = await shared.open("index.html");
  const frame = page.locator(".run-block");
  await frame.getByRole("button", { name: "Edit" }).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText('import { Perceptron } from "rosenblatt";\nnew Perceptron({ eta: 1 });');
  await frame.getByRole("button", { name: "Run" }).click();
  await frame.locator(".error").waitFor();
  assert.match(await frame.locator(".error").textContent(), /KindError: new Perceptron: .*did you mean eta0/);
  await frame.getByRole("textbox").focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("for (;;) {}");
  await frame.getByRole("button", { name: "Run" }).click();
  await frame.getByRole("button", { name: "Stop" }).click();
  await frame.getByRole("button", { name: "Run again" }).waitFor();
});

test("by the keyboard alone: past the menu to the text, a block runs and keeps the focus, the search finds its way", async () => {
  const page = await shared.open("guides/teacher.html", { reducedMotion: "reduce" });
  await page.waitForLoadState("networkidle");
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to content");
  assert.equal(await page.locator(".VPSidebarItem.level-0 > .item[tabindex]").count(), 0); // its headings do nothing
  await page.keyboard.press("Enter");
  for (let i = 0; i < 20 && (await focused()) !== "Run"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator(".run-block[data-state='done']").waitFor();
  assert.equal(await focused(), "Run again");
  await page.keyboard.press("Control+k");
  await page.locator("#localsearch-input").waitFor();
  await page.keyboard.type("calibration");
  await page.locator(".VPLocalSearchBox .result").first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "rosenblatt/calibration" }).waitFor();
});

test("a row of the reference that an address names is not under the bar at the top", async () => {
  const page = await shared.open("api/rosenblatt.html");
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => location.assign("#property-coef"));
  await page.waitForFunction(() => scrollY > 0);
  const top = await page.evaluate(() => document.getElementById("property-coef").getBoundingClientRect().top);
  const bar = await page.locator(".VPNavBar").boundingBox();
  assert.ok(top >= bar.y + bar.height, `it is at ${top}`);
});

test("an address that leads nowhere shows a styled page with the way back, at any depth, in both colours", async () => {
  for (const [address, colorScheme, background] of [
    ["nothing", "light", "rgb(251, 248, 241)"],
    ["guides/nothing.html", "dark", "rgb(25, 24, 22)"],
    ["a/b/c/nothing/", "light", "rgb(251, 248, 241)"],
  ]) {
    const page = await shared.open(address, { missing: true, colorScheme });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), background);
    await page.evaluate(axe);
    assert.deepEqual((await page.evaluate(() => window.axe.run())).violations, []);
    await page.getByRole("link", { name: "Introduction" }).click();
    await page.getByRole("heading", { level: 1, name: "rosenblatt" }).waitFor();
  }
});

test("a perceptron learns on the front page until its playground is there, and stands still with reduced motion", async () => {
  const halfOf = (page) => page.locator(".first-line polygon").getAttribute("points");
  const still = await shared.open("index.html", { reducedMotion: "reduce" });
  await still.waitForLoadState("networkidle");
  const learned = await halfOf(still);
  await still.waitForTimeout(500);
  assert.equal(await halfOf(still), learned);
  const page = await shared.open("index.html", { reducedMotion: "no-preference" });
  await page.waitForFunction(
    (end) => document.querySelector(".first-line polygon").getAttribute("points") !== end,
    learned,
  );
  const half = await halfOf(page);
  await page.waitForFunction(
    (before) => document.querySelector(".first-line polygon").getAttribute("points") !== before,
    half,
  );
  await page.locator(".front-playground").scrollIntoViewIfNeeded();
  await page.frameLocator(".front-playground iframe").locator("#play").waitFor();
  await page.locator(".first-line").waitFor({ state: "detached" });
});

test("a first visit loads at most 150 KB, in a large window too", async () => {
  const large = { viewport: { width: 1920, height: 1080 } };
  for (const [address, options] of [
    ["index.html"],
    ["index.html", large],
    ["introduction.html"],
    ["training.html"],
    ["api/rosenblatt.html"],
  ]) {
    shared.bytes();
    const page = await shared.open(address, options);
    await page.waitForLoadState("networkidle");
    if (address === "index.html") await page.getByText("The same bits here").waitFor(); // which loads the library when idle
    const bytes = shared.bytes();
    assert.ok(bytes < 150_000, `${address}: ${bytes} bytes`);
  }
});

for (const [name, options] of [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["on a phone", PHONE],
])
  test(`axe finds nothing, ${name}`, async () => {
    for (const address of [
      "index.html",
      "training.html",
      "logic.html",
      "performance.html",
      "errors.html",
      "api/classes.html",
    ]) {
      const page = await shared.open(
        address === "api/classes.html" ? "api/rosenblatt/classes.html" : address,
        options,
      );
      await page.waitForLoadState("networkidle");
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run());
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160))}`,
      );
      assert.deepEqual(found, [], address);
    }
  });

test("no page is wider than a phone, and no title breaks within a name", async () => {
  for (const address of ["index.html", "training.html", "logic.html", "performance.html", "errors.html"]) {
    const page = await shared.open(address, PHONE);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), address);
    if (address !== "logic.html") continue;
    await page.setViewportSize({ width: 240, height: 800 });
    const lines = await page.evaluate(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(".vp-doc h1 code").lastChild);
      return [String(range), range.getClientRects().length];
    });
    assert.deepEqual(lines, ["logic", 1]); // the name of a subpath stands in one line
  }
});
