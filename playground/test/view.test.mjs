// What one sees and can reach, in every view: motion, the neuron, sizes, languages, messages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { browserOfTests, text, waitForText } from "./browser.mjs";
import { source } from "./sources.mjs";

const browser = browserOfTests();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { en } = await source("text/en");
const { de } = await source("text/de");
const { preferred } = await source("text/language");

test("it learns as it opens, and says how many points it has right; with reduced motion it waits", async () => {
  const page = await browser.open("speed=8", { reducedMotion: "no-preference" });
  await waitForText(page, "caption", /passed without a mistake/);
  assert.match(await text(page, "accuracy"), /^All 70 points are right: an accuracy of 100 %\.$/);
  await page.locator("#sets input[value=three]").check({ force: true });
  await waitForText(page, "caption", /passed without a mistake|point \d+ of 90/);
  await page.waitForURL(/data=three.*at=\d/);
  const still = await browser.open("speed=8");
  await waitForText(still, "caption", /^All weights are 0/);
  await still.waitForTimeout(300);
  assert.match(await text(still, "caption"), /^All weights are 0/);
  assert.match(await text(still, "accuracy"), /^No point has been visited yet/);
  const moment = await browser.open("at=0", { reducedMotion: "no-preference" });
  await moment.waitForTimeout(300);
  assert.match(await text(moment, "caption"), /^All weights are 0/);
});

test("the neuron: as many lines as weights, the largest the widest, and the sum of the point under the cursor", async () => {
  const page = await browser.open("data=xor&at=3");
  await waitForText(page, "caption", /^Epoch 1, point 3/);
  const weights = () =>
    page
      .locator("#neuron .weight")
      .evaluateAll((lines) =>
        lines.map((line) => [Number(line.getAttribute("stroke-width")), line.classList.contains("negative")]),
      );
  const numbers = (await page.locator("#neuron .weight-text").allTextContents()).map((label) =>
    Number(label.replace("−", "-")),
  );
  const lines = await weights();
  assert.equal(lines.length, 3);
  const largest = Math.max(...numbers.map(Math.abs));
  for (const [i, value] of numbers.entries()) {
    const [width, isNegative] = lines[i];
    assert.ok(Math.abs(width - (0.8 + (8.2 * Math.abs(value)) / largest)) < 1e-9, `${value}: ${width}`);
    assert.equal(isNegative, value < 0);
  }
  assert.equal(await page.locator("#neuron .value").nth(2).textContent(), "1"); // the bias neuron
  const box = await page.locator("#plot").boundingBox();
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.3 * box.height);
  await waitForText(page, "neuron-point", /^at the cursor/);
  const read = async (selector) =>
    (await page.locator(`#neuron ${selector}`).allTextContents()).map((label) =>
      Number(label.replace("z = ", "").replace("−", "-")),
    );
  const [x, y] = await read(".value");
  const [z] = await read(".sum");
  assert.ok(Math.abs(numbers[0] * x + numbers[1] * y + numbers[2] - z) < 0.02, `${z}`);
  const isOn = await page.locator("#neuron .body.active").count();
  assert.equal(isOn, z >= 0 ? 1 : 0);
  await page.goto(page.url().replace(/#.*/, "#data=iris&at=10"));
  await waitForText(page, "neuron-heading", /^The neurons$/);
  assert.equal((await weights()).length, 9);
});

test("an address opened while the page is about to write its own is not written over", async () => {
  const page = await browser.open("data=xor&at=3");
  await waitForText(page, "caption", /^Epoch 1, point 3/);
  await page.evaluate(() => {
    location.hash = "#data=iris&at=10";
    dispatchEvent(new Event("pagehide")); // writes at once, before the page hears of its new address
  });
  await waitForText(page, "caption", /point 10 of 150/);
});

test("nothing that one needs is below the fold at 1280 × 800, whatever the language and the data", async () => {
  for (const [locale, hash] of [
    ["en-GB", "data=iris&rule=joint&at=777"],
    ["de-DE", "data=iris&rule=joint&at=777"],
    ["de-DE", "data=iris&layer=hidden&at=777"],
    ["de-DE", "data=points&points=a1,1b2,2c3,3d4,4f5,5g6,6h7,7i8,8j9,9k150,1&rule=joint&at=777"],
    ["en-GB", "data=iris&layer=association&inputs=x1x1&at=777"],
  ]) {
    const page = await browser.open(hash, { locale });
    await waitForText(page, "caption", /\d (of|von) \d/);
    for (const selector of ["#play", "#speed", "#caption", ".key", "#neuron", "#equations", "#brushes"]) {
      const { y, height } = await page.locator(selector).first().boundingBox();
      assert.ok(y + height <= 800, `${locale} ${hash} ${selector} ends at ${y + height}`);
    }
  }
});

test("what is there before the script stays where it is, at any width, in either language", async () => {
  const [phone, desktop] = [
    [412, 823],
    [1280, 800],
  ];
  for (const [hash, locale, most, sizes] of [
    ["", "en-GB", 0.01, [[360, 740], phone, [768, 1024], desktop, [1920, 1080]]],
    ["", "de-DE", 0.05, [phone, desktop]],
    ["tab=bench", "en-GB", 0.01, [phone, desktop]],
    ["tab=digits", "en-GB", 0.01, [phone, desktop]],
    ["tour=2", "en-GB", 0.05, [phone, desktop]],
  ]) {
    for (const [width, height] of sizes) {
      const page = await browser.open(hash, { query: "?slow", viewport: { width, height }, locale });
      await page.addInitScript(() => {
        window.shifts = [];
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries()) {
            const moved = sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
            window.shifts.push({ value, moved });
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      // late enough that the page is seen without it; a page that was painted by halves moved its learning rate
      await page.route("**/*.js", (route) => setTimeout(() => route.continue(), 300));
      await page.reload();
      await page.locator("#language option").first().waitFor({ state: "attached" });
      await page.waitForTimeout(500);
      const shifts = await page.evaluate(() => window.shifts);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      assert.ok(sum < most, `${hash} ${locale} ${width}: ${sum.toFixed(3)}, ${JSON.stringify(shifts)}`);
      await page.close();
    }
  }
});

test("the embedded figure fills its frame, with other inputs, too", async () => {
  for (const hash of ["data=rings", "data=rings&layer=association"]) {
    const page = await browser.open(hash, { query: "?embed", viewport: { width: 640, height: 620 } });
    const { height } = await page.locator("#plot").boundingBox();
    assert.ok(height > 400, `${hash}: ${height}`);
  }
});

test("embedded digits stand in two columns where their frame is wide, and fit the height that the code gives it", async () => {
  for (const [width, columns] of [
    [640, 1],
    [1200, 2],
  ]) {
    const page = await browser.open("tab=digits", { query: "?embed", viewport: { width, height: 640 } });
    await page.locator(".answers li").nth(9).waitFor();
    const lefts = await page
      .locator(".answers li")
      .evaluateAll((answers) => answers.map((answer) => answer.getBoundingClientRect().left));
    assert.equal(new Set(lefts).size, columns, String(width));
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.ok(height <= 640, `${width}: ${height}`);
  }
});

test("whatever is touched is 44 pixels large", async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  for (const [hash, query] of [
    ["data=iris&at=20", ""],
    ["tour=2", ""],
    ["data=rings&layer=association", ""],
    ["tab=digits", ""],
    ["data=points&points=a1,1k2,2", ""],
    ["tab=logic&p=A xor B xor C", ""],
    ["tab=bench", ""],
    ["data=iris", "?embed"],
  ]) {
    const page = await browser.open(hash, { ...phone, query });
    if (query === "") await page.locator("#share").click();
    const small = await page.evaluate(() => {
      const selector = "button, select, input, textarea, a, .choice, [role=tab], tbody tr, .node.toggles";
      return [...document.querySelectorAll(selector)].flatMap((element) => {
        const target = element.closest(".choice, .check") ?? element;
        const { width, height } = target.getBoundingClientRect();
        const isVisible = target.checkVisibility({ visibilityProperty: true }) && width > 0;
        return isVisible && (width < 43.5 || height < 43.5)
          ? [`${target.tagName} ${target.id || target.textContent}: ${width} × ${height}`]
          : [];
      });
    });
    assert.deepEqual(small, [], hash);
  }
});

test("axe finds nothing in any view, light or dark, in either language", async () => {
  const views = [
    ["data=iris&at=200", {}],
    ["data=iris&at=200&rule=averaged", { colorScheme: "dark", locale: "de-DE" }],
    ["tour=2", {}],
    ["data=rings&layer=association&inputs=x1x1&at=300", { colorScheme: "dark", locale: "de-DE" }],
    ["tab=logic&p=A xor B xor C&on=A", { colorScheme: "dark" }],
    ["tab=digits", {}],
    ["tab=digits", { colorScheme: "dark", locale: "de-DE" }],
    ["data=points&points=a1,1b2,2c3,3d4,4f5,5g6,6h7,7i8,8j9,9k9,1&rule=joint&at=30", { colorScheme: "dark" }],
    ["tab=logic&p=A xor (B", { locale: "de-DE" }],
    ["tab=logic&net=adder2&zoom=150", {}],
    ["tab=bench&tf=1&result=10~20~,1~2~3,1~2~,4~5~,6~7~,8~9~", {}],
    ["tab=nothing&eta=-1", { viewport: { width: 390, height: 844 } }],
    ["at=9", { query: "?embed" }],
  ];
  for (const [hash, options] of views) {
    const page = await browser.open(hash, options);
    await page.evaluate(axe);
    const violations = async () =>
      page.evaluate(async () => {
        const { violations } = await window.axe.run();
        return violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => [id, html, failureSummary]),
        );
      });
    assert.deepEqual(await violations(), [], hash);
    if (options.query !== undefined) continue;
    await page.locator("#share").click();
    assert.deepEqual(await violations(), [], `${hash}, sharing`);
  }
});

test("the rules are explained in words that are seen, each of them", async () => {
  const page = await browser.open("rule=pocket");
  assert.match(await text(page, "about"), /Pocket: each output keeps the weights/);
  for (const [title, about] of Object.values(en.rules)) {
    const entry = page.locator("#rule-texts div", { hasText: about });
    assert.ok(await entry.isVisible());
    assert.ok((await entry.textContent()).startsWith(title));
  }
});

test("what is out of range says so: a learning rate that is typed, and all that an address asks for", async () => {
  const page = await browser.open(`data=xor&speed=77&rule=magic&net=none&layer=${"deep".repeat(999)}`);
  await waitForText(page, "notice", /the speed 77, which is not between 0 and 10; it is 5/);
  assert.match(await text(page, "notice"), /the rule “magic”, which does not exist; it is “heaviside”/);
  assert.match(await text(page, "notice"), /the network “none”, which does not exist; it is “–”/); // as the menu says
  assert.match(await text(page, "notice"), /“(deep){14}dee…”/); // the notice leaves room for the page
  await page.locator("#notice .close").click();
  assert.equal(await text(page, "notice"), "");
  await page.locator("#eta").fill("5000");
  assert.equal(await text(page, "eta-error"), "5000 is not between 0.001 and 1000. η stays 1.");
  assert.equal(await page.locator("#eta").getAttribute("aria-invalid"), "true");
  await page.locator("#eta").fill("0.5");
  assert.equal(await text(page, "eta-error"), "");
  await page.waitForURL(/eta=0\.5/);
});

test("the browser's language is the page's, another can be chosen, and it stays", async () => {
  const page = await browser.open("data=iris&at=77", { locale: "de-AT" });
  await waitForText(page, "caption", /^Epoche 1, Punkt 77 von 150: \(\d,\d; \d(,\d)?\) ist/);
  assert.equal(await page.getAttribute("html", "lang"), "de");
  await page.locator("#language").selectOption("en");
  await waitForText(page, "caption", /^Epoch 1, point 77 of 150/);
  assert.match(await text(page, "axis-x-name"), /petal length/);
  assert.equal(await text(page, "tab-logic"), "Logic");
  await page.reload();
  await waitForText(page, "caption", /^Epoch 1, point 77 of 150/);
  assert.equal(preferred(["fr-FR", "de-CH", "en"]), "de");
  assert.equal(preferred(["fr"]), "en");
});

/** The texts with their paths; a function stands for what it says about one and about several. */
function flat(value, path = "") {
  if (typeof value === "function") {
    const says = [1, 2].map((n) => value(n, n, n, n, n));
    return [[path, says.join(" | "), value.length]];
  }
  if (typeof value === "string") return [[path, value, 0]];
  return Object.entries(value).flatMap(([key, item]) => flat(item, `${path}.${key}`));
}

test("the translation is whole: the same texts of as many parts, and none left in English", () => {
  const [english, german] = [flat(en), flat(de)];
  assert.deepEqual(
    german.map(([path, , parts]) => [path, parts]),
    english.map(([path, , parts]) => [path, parts]),
  );
  const SAME = /Iris|Setosa|XOR|Heaviside|Pocket|^Pause$|^Link$|^bias|^Bias|Code|^TensorFlow\.js$/;
  const untranslated = english.filter(([, said], i) => said === german[i][1] && !SAME.test(said));
  assert.deepEqual(
    untranslated.filter(([, said]) => /[a-z]{3}/.test(said)),
    [],
  );
  for (const [path, said] of [...english, ...german])
    assert.doesNotMatch(said, /undefined|NaN|\[object/, path);
});

test("the page without scripts has the English texts", async () => {
  const page = await browser.open("", { javaScriptEnabled: false });
  const found = await page
    .locator("[data-text]")
    .evaluateAll((elements) =>
      elements.map((element) => [element.dataset.text, element.innerHTML.trim().replace(/\s+/g, " ")]),
    );
  assert.ok(found.length > 30);
  for (const [path, html] of found) {
    const expected = path.split(".").reduce((value, key) => value[key], en);
    assert.equal(html, expected.replace(/"/g, '"'), path);
  }
});
