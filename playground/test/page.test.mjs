// The built page in Chromium: what a person does, and what the page then says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browserOfTests, text, waitForText } from "./browser.mjs";

const browser = browserOfTests();

/** The address, once it holds the state and no longer changes: during training it is written every 300 ms. */
const settled = async (page, pattern) => {
  await page.waitForURL(pattern);
  for (let before = ""; before !== page.url(); ) {
    before = page.url();
    await page.waitForTimeout(700);
  }
  return new URL(page.url()).hash.slice(1);
};
/** Clicks the figure at shares of its width and height. */
async function place(page, ...shares) {
  const box = await page.locator("#plot").boundingBox();
  for (const [x, y] of shares) await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
}
const canvas = (page) =>
  page.evaluate(() => ["regions", "points", "lines"].map((id) => document.getElementById(id).toDataURL()));

test("clicks place points of the chosen class, and it learns them until it makes no mistake", async () => {
  const page = await browser.open("data=points&speed=10");
  await waitForText(page, "separability-heading", /^No points yet$/);
  await page.locator("#play:disabled").waitFor();
  await place(page, [0.2, 0.3], [0.3, 0.5]);
  await page.keyboard.press("2");
  await place(page, [0.7, 0.6], [0.8, 0.4]);
  await waitForText(page, "separability-heading", /^Separable$/);
  await page.locator("#play").click();
  await waitForText(page, "caption", /passed without a mistake/);
  assert.match(await text(page, "equations"), /z = /);
  assert.match(await settled(page, /at=\d/), /points=a[^ab]+a[^ab]+b[^ab]+b/);
  await page.getByText("eraser").click();
  await place(page, [0.2, 0.3]);
  await page.waitForURL(/points=a[^ab]+b[^ab]+b[^ab]+(&|$)/);
});

test("blobs are played to the end, and the address brings all of it back", async () => {
  const page = await browser.open("rule=averaged&eta=0.5&speed=10");
  await waitForText(page, "separability-heading", /^Separable$/);
  await page.locator("#play").click();
  await waitForText(page, "caption", /passed without a mistake/);
  await settled(page, /at=\d/);
  const shown = async (other) => [
    await text(other, "caption"),
    await text(other, "equations"),
    await text(other, "separability-text"),
    await other.locator("#rules input:checked").getAttribute("value"),
    await other.locator("#eta").inputValue(),
  ];
  const before = await shown(page);
  await page.reload();
  await waitForText(page, "caption", /passed without a mistake/);
  await waitForText(page, "separability-heading", /^Separable$/);
  assert.deepEqual(await shown(page), before);
  await page.waitForTimeout(700); // the line comes to rest
  const picture = await canvas(page);
  await page.reload();
  await waitForText(page, "caption", /passed without a mistake/);
  await page.waitForTimeout(700);
  assert.deepEqual(await canvas(page), picture);
});

test("one step visits one point, and a number in the address is where it stands", async () => {
  const page = await browser.open("data=iris&rule=joint");
  for (let step = 0; step < 3; step++) await page.locator("#step").click();
  await waitForText(page, "caption", /^Epoch 1, point 3 of 150/);
  await page.locator("#epoch").click();
  await waitForText(page, "caption", /^Epoch 1, point 150 of 150/);
  const sentence = await text(page, "caption");
  const hash = await settled(page, /at=150/);
  const other = await browser.open(hash);
  await waitForText(other, "caption", /point 150 of 150/);
  assert.equal(await text(other, "caption"), sentence);
  await other.locator("#restart").click();
  await waitForText(other, "caption", /^All weights are 0/);
});

test("XOR is not separable: the proof is marked in the figure", async () => {
  const page = await browser.open("data=xor&speed=8");
  await waitForText(page, "separability-heading", /^Not separable$/);
  assert.match(
    await text(page, "separability-text"),
    /the lines between the ringed points of either class cross/,
  );
  // Until it has been drawn: rings and lines in the colour of errors, that nothing else on this page has.
  await page.waitForFunction(() => {
    const lines = document.getElementById("lines");
    const alarm = getComputedStyle(document.documentElement)
      .getPropertyValue("--error")
      .match(/\d+/g)
      .map(Number);
    const { data } = lines.getContext("2d").getImageData(0, 0, lines.width, lines.height);
    let pixels = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] > 200 && alarm.every((value, c) => Math.abs(data[i + c] - value) < 12)) pixels++;
    }
    return pixels > 500;
  });
  await page.locator("#play").click();
  await waitForText(page, "caption", /^Stopped after 500 epochs/);
});

test("a CSV file is dropped, its columns are chosen, and a bad file gets a sentence", async () => {
  const page = await browser.open();
  const drop = (name, content) =>
    page.evaluate(
      ([name, content]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], name, { type: "text/csv" }));
        for (const type of ["dragover", "drop"]) {
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        }
      },
      [name, content],
    );
  const rows = Array.from({ length: 20 }, (_, i) => `${2 * i},${i % 7},${i * 3},${i < 10 ? "low" : "high"}`);
  await drop("heights.csv", `a,b,c,kind\n${rows.join("\n")}`);
  await waitForText(page, "file-text", /^heights.csv: 20 points in 2 classes$/);
  await waitForText(page, "separability-heading", /^Separable$/);
  await page.getByLabel("up").selectOption("c (numbers)");
  await waitForText(page, "axis-y-name", /c$/);
  await page.waitForURL(/data=points.*axes=a,c/);
  await page.reload();
  await waitForText(page, "axis-y-name", /c$/);
  await waitForText(page, "brush-name-0", /low|high/);
  await drop("names.csv", "name,age\nAda,36\nAlan,41");
  await waitForText(
    page,
    "file-text",
    /^names.csv: It takes two columns of numbers.*this file has name \(2 words\), age \(numbers\)/,
  );
  await drop("broken.json", '{"a": [1, 2');
  await waitForText(page, "file-text", /^broken.json cannot be read: line 1: it is no JSON/);
});

test("the columns of a file can be chosen when a later file could not be drawn", async () => {
  const page = await browser.open("data=xor");
  const load = (name, content) =>
    page.locator("#file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
  const rows = Array.from({ length: 20 }, (_, i) => `${2 * i},${i % 7},${i * 3},${i < 10 ? "low" : "high"}`);
  await load("heights.csv", `a,b,c,kind\n${rows.join("\n")}`);
  await waitForText(page, "file-text", /^heights.csv: 20 points/);
  await load("names.csv", "name,age\nAda,36\nAlan,41");
  await waitForText(page, "file-text", /^names.csv: It takes two columns of numbers/);
  await page.getByLabel("up").selectOption("c (numbers)");
  await waitForText(page, "file-text", /^heights.csv: 20 points in 2 classes$/);
  const names = await page.getByLabel("up").locator("option").allTextContents();
  assert.deepEqual(names, ["a (numbers)", "b (numbers)", "c (numbers)"]);
});

test("all of it from the keyboard", async () => {
  const page = await browser.open("data=points");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("#tab-digits").getAttribute("aria-selected"), "true");
  assert.ok(await page.locator("#panel-digits").isVisible());
  await page.keyboard.press("Home");
  assert.ok(await page.locator("#panel-perceptron").isVisible());
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.name);
  const seen = [];
  for (let i = 0; i < 30 && (await focused()) !== "plot"; i++) {
    seen.push(await focused());
    const outlined = await page.evaluate(() => {
      const { outlineStyle } = getComputedStyle(document.activeElement);
      const label = document.activeElement.closest("label");
      return outlineStyle !== "none" || (label !== null && getComputedStyle(label).outlineStyle !== "none");
    });
    assert.ok(outlined, `${seen.at(-1)} shows its focus`);
    await page.keyboard.press("Tab");
  }
  assert.equal(await focused(), "plot", `reached after ${seen.join(", ")}`);
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  for (const key of [
    "ArrowUp",
    "1",
    "Shift+ArrowRight",
    "Shift+ArrowRight",
    "ArrowDown",
    "2",
    "ArrowDown",
    "3",
  ]) {
    await page.keyboard.press(key);
  }
  await page.waitForURL(/points=a[^abc]+a[^abc]+b[^abc]+c/);
  await page.keyboard.press("Delete");
  await page.waitForURL(/points=a[^abc]+a[^abc]+b[^abc]+(&|$)/);
  await waitForText(page, "separability-heading", /^Separable$/);
  await page.keyboard.press(" ");
  await waitForText(page, "caption", /passed without a mistake/);
  await page.keyboard.press("Shift+Tab");
  assert.equal(await focused(), "inputs-toggle");
  await page.keyboard.press("Shift+Tab");
  assert.match(await focused(), /brush/);
});

test("nothing scrolls sideways at 360 pixels, and a tap places a point", async () => {
  const page = await browser.open("data=points", {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  });
  const fits = async (what) => {
    const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width <= room, `${what}: ${width} pixels wide in ${room}`);
  };
  const box = await page.locator("#plot").boundingBox();
  await page.touchscreen.tap(box.x + 100, box.y + 100);
  await page.waitForURL(/points=a/);
  assert.equal(await page.evaluate(() => document.getElementById("points").width), Math.round(box.width * 2));
  await fits("perceptron");
  await page.goto(page.url().replace(/#.*/, "#data=iris&at=200&rule=averaged"));
  await waitForText(page, "caption", /^Epoch 2/);
  await fits("iris");
  await page.setViewportSize({ width: 800, height: 360 });
  const chart = page.locator("#mistakes canvas");
  await page.waitForFunction((canvas) => canvas.clientWidth > 350, await chart.elementHandle());
  await page.setViewportSize({ width: 360, height: 740 });
  await page.waitForFunction((canvas) => canvas.clientWidth < 350, await chart.elementHandle());
  await fits("turned and back");
  await page.locator("#tab-logic").click();
  assert.ok(await page.locator("#panel-perceptron").isHidden());
  await fits("logic");
  await page.locator("#proposition").fill("A xor B xor C xor D xor E and a_very_long_name_of_an_input");
  await fits("a large network");
  await page.locator("#tab-bench").click();
  await fits("bench");
});

test("a proposition is drawn, lights up as its inputs are toggled, and its problems are shown at their place", async () => {
  const page = await browser.open("tab=logic&p=A xor B");
  await page.waitForSelector("#network svg");
  assert.equal(await page.locator("#network .node").count(), 5);
  assert.match(await text(page, "network-text"), /3 neurons, 2 inputs. The output is off/);
  await page.getByRole("switch", { name: "A" }).click();
  await waitForText(page, "network-text", /The output is on/);
  assert.equal(await page.locator("#network .node.active").count(), 3);
  assert.match(await text(page, "table"), /out/);
  assert.equal(await page.locator("#table tr[aria-current]").textContent(), "101");
  await page.locator("#network .input").nth(1).click();
  await waitForText(page, "network-text", /The output is off/);
  await page.waitForURL(/on=A,B/);
  await page.locator("#table tbody tr").nth(1).click();
  await waitForText(page, "network-text", /The output is on/);
  await page.locator("#proposition").fill("A xor (B");
  await waitForText(page, "proposition-error", /At character 7: this "\(" is never closed/);
  assert.equal(await page.locator("#proposition-error mark").textContent(), "(");
  assert.equal(
    await page.locator("#proposition-error :lang(en)[lang]").textContent(),
    'this "(" is never closed.',
  );
  await page.getByText("sun and not rain <-> picnic").click();
  await waitForText(page, "network-text", /3 inputs/);
  await page.waitForURL(/p=sun/);
  await page.reload();
  await waitForText(page, "network-text", /3 inputs/);
});

test("dark, light and reduced motion", async () => {
  const page = await browser.open("at=100", { colorScheme: "dark", reducedMotion: "reduce" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await waitForText(page, "caption", /^Epoch/);
  const [dark, picture] = [await paper(), await canvas(page)];
  await page.locator("#theme").click();
  const light = await paper();
  assert.notEqual(light, dark);
  await page.waitForTimeout(100);
  assert.notDeepEqual(await canvas(page), picture);
  await page.reload();
  assert.equal(await paper(), light);
});

test("what is separable is never said to go on for ever, and what is not, is", async () => {
  const narrow = await browser.open("data=points&points=a3,3b3.001,3&speed=10");
  await waitForText(narrow, "separability-heading", /^Separable$/);
  await narrow.locator("#play").click();
  await waitForText(narrow, "caption", /^Stopped after 500 epochs\. It would come to an end/);
  const xor = await browser.open("data=xor&speed=10");
  await waitForText(xor, "separability-heading", /^Not separable$/);
  await xor.locator("#play").click();
  await waitForText(xor, "caption", /^Stopped after 500 epochs: it would go on like this for ever/);
});

test("what the library says is marked as English on a page in German, with a German sentence before it", async () => {
  const page = await browser.open("data=points&points=a1e300,1b-1e300,2", { locale: "de-DE" });
  await page.locator("#play").click();
  await waitForText(page, "caption", /^Das Lernen brach ab. .*overflowed/);
  assert.match(await page.locator("#caption [lang=en]").textContent(), /overflowed/);
  const buffer = Buffer.from('{"a": [1, 2');
  await page.locator("#file").setInputFiles({ name: "broken.json", mimeType: "application/json", buffer });
  await waitForText(page, "file-text", /^broken.json lässt sich nicht lesen. .*: line 1: it is no JSON/);
  assert.match(await page.locator("#file-text [lang=en]").textContent(), /^line 1: it is no JSON/);
  await page
    .locator("#file")
    .setInputFiles({ name: "empty.csv", mimeType: "text/csv", buffer: Buffer.from("") });
  await waitForText(page, "file-text", /^empty.csv: Die Datei ist leer\.$/);
  assert.equal(await page.locator("#file-text [lang]").count(), 0);
});

test("no tap leaves what a hovering pointer shows: each such rule asks for a pointer that hovers", async () => {
  const page = await browser.open();
  const [within, without] = await page.evaluate(() => {
    const found = { within: [], without: [] };
    const visit = (rules, kind) => {
      for (const rule of rules) {
        if (rule.selectorText?.includes(":hover")) found[kind].push(rule.selectorText);
        else if (rule.cssRules)
          visit(rule.cssRules, rule.conditionText === "(hover: hover)" ? "within" : kind);
      }
    };
    for (const sheet of document.styleSheets) visit(sheet.cssRules, "without");
    return [found.within, found.without];
  });
  assert.deepEqual(without, []);
  assert.ok(within.length >= 5, within.join());
});

test("the sign rule says how far it moves, and in which direction", async () => {
  const page = await browser.open("data=points&points=a2,1b1,2&rule=sign");
  await page.locator("#step").click();
  await waitForText(page, "caption", /is A, but it does not say so\. So w −= \(2, 1\) and b −= 1\.$/);
  await page.locator("#step").click();
  await waitForText(page, "caption", /is B, but it does not say so\. So w \+= 2 · \(1, 2\) and b \+= 2\.$/);
});

test("an overflow is reported, and the page goes on", async () => {
  const page = await browser.open("data=points&points=a1e300,1b-1e300,2");
  await page.locator("#play").click();
  await waitForText(page, "caption", /^Learning broke off: .*overflowed/);
  assert.equal(await text(page, "play-label"), "Play");
  await page.locator("#restart").click();
  await waitForText(page, "caption", /^All weights are 0/);
});

test("own points are there again after a look at others", async () => {
  const page = await browser.open("data=points&points=a1,1b2,2");
  await waitForText(page, "caption", /2 points/);
  await page.locator("#sets input[value=xor]").check({ force: true });
  await waitForText(page, "caption", /4 points/);
  await page.locator("#sets input[value=points]").check({ force: true });
  await waitForText(page, "caption", /2 points/);
});

test("a learning rate that is refused does not stay in its field", async () => {
  const page = await browser.open("data=xor");
  await page.locator("#eta").fill("0");
  await page.locator("#eta").blur();
  assert.equal(await page.locator("#eta").inputValue(), "1");
});
