// What the page learns from: files, points that are dragged, ten classes, and digits that one draws.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Perceptron } from "rosenblatt";
import { browserOfTests, text, waitForText } from "./browser.mjs";
import { source } from "./sources.mjs";

const browser = browserOfTests();
const { readImages } = await source("digits/images");
const digits = new URL("../../bench/data/digits.svmlight", import.meta.url);

test("a large gzipped file is read with a progress bar, its identifier is no axis, and its columns say what they are", async () => {
  const page = await browser.open();
  const rows = Array.from(
    { length: 60_000 },
    (_, i) => `${i},${i % 97},${(i * 31) % 89},${i % 97 < 40 ? "low" : "high"}`,
  );
  const buffer = gzipSync(`id,a,b,kind\n${rows.join("\n")}`);
  await page.evaluate(() => {
    window.shares = [];
    const bar = document.getElementById("file-progress");
    new MutationObserver(() => window.shares.push(bar.hidden ? "hidden" : bar.value)).observe(bar, {
      attributes: true,
    });
  });
  await page.locator("#file").setInputFiles({ name: "many.csv.gz", mimeType: "application/gzip", buffer });
  await waitForText(page, "file-text", /^many.csv.gz: 60,000 points in 2 classes$/);
  const shares = await page.evaluate(() => window.shares);
  assert.ok(shares.includes(1) && shares.at(-1) === "hidden", JSON.stringify(shares));
  const chosen = await page
    .locator("#columns select")
    .evaluateAll((all) => all.map(({ selectedOptions }) => selectedOptions[0].text));
  assert.deepEqual(chosen, ["a (numbers)", "b (numbers)", "kind (2 words)"]);
  assert.ok((await page.locator("#columns option").allTextContents()).includes("id (identifier)"));
  await page.waitForURL(/file=many\.csv\.gz/);
});

test("a point is dragged to another place, which the address holds, and a click beside it still places one", async () => {
  const page = await browser.open("data=points&points=a0,0b2,2");
  await waitForText(page, "caption", /2 points/);
  const at = async (x, y) => {
    const box = await page.locator("#plot").boundingBox();
    return page.evaluate(
      ([x, y, left, top]) => {
        const read = (id) =>
          [...document.querySelectorAll(`#${id} span`)].map((label) => [
            Number(label.textContent.replace("−", "-")),
            label,
          ]);
        const place = (ticks, value, side) => {
          const [[v0, l0], [v1, l1]] = [ticks[0], ticks.at(-1)];
          const [p0, p1] = [parseFloat(l0.style[side]), parseFloat(l1.style[side])];
          return p0 + ((value - v0) / (v1 - v0)) * (p1 - p0);
        };
        return [left + place(read("axis-x"), x, "left"), top + place(read("axis-y"), y, "top")];
      },
      [x, y, box.x, box.y],
    );
  };
  await page.mouse.move(...(await at(2, 2)));
  await page.mouse.down();
  await page.mouse.move(...(await at(1, 1)), { steps: 4 });
  await page.mouse.move(...(await at(-2, 1)), { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/points=a0,0b-(2|1\.99\d*|2\.00\d*),(1|0\.99\d*|1\.00\d*)(&|$)/);
  await page.mouse.click(...(await at(3, -1)));
  await page.waitForURL(/points=a0,0b[^ab]+a[^ab]+(&|$)/);
});

test("ten classes: each has a glyph of its own, is learned, and comes back with the address", async () => {
  const points = [..."abcdfghijk"].map(
    (letter, i) => `${letter}${(3 * Math.cos(i * 0.628)).toFixed(2)},${(2 * Math.sin(i * 0.628)).toFixed(2)}`,
  );
  const page = await browser.open(`data=points&points=${points.join("")}&rule=joint&speed=10`);
  await waitForText(page, "separability-heading", /^Separable$/);
  await page.locator("#play").click();
  await waitForText(page, "caption", /passed without a mistake/);
  assert.match(await text(page, "accuracy"), /^All 10 points are right/);
  const paths = await page
    .locator("#brushes .glyph path")
    .evaluateAll((all) => all.map((path) => path.getAttribute("d") + path.getAttribute("class")));
  assert.equal(new Set(paths).size, 10);
  const empty = await browser.open("data=points");
  for (let i = 0; i < 7; i++) await empty.locator("#brush-more").click();
  assert.ok(await empty.locator("#brush-more").isHidden());
  assert.ok(await empty.locator("#brush-9").isChecked());
  await empty.locator("#plot").click({ position: { x: 100, y: 100 } });
  await empty.waitForURL(/points=k/);
});

test("a digit is drawn, ten perceptrons answer as the library does, and the address brings it back", async () => {
  const page = await browser.open("tab=digits");
  await waitForText(page, "digit-accuracy", /^After 10 epochs with 1,500 images/);
  const { training, others } = readImages(readFileSync(digits, "utf8"));
  const model = new Perceptron({ average: true });
  for (let epoch = 0; epoch < 10; epoch++)
    model.partialFit(training.X, training.y, { classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
  const right = model.predict(others.X).filter((digit, i) => digit === others.y[i]).length;
  assert.ok(right > 0.85 * others.y.length);
  assert.match(await text(page, "digit-accuracy"), new RegExp(`they have ${right} of 297 others right`));
  const said = model.predict(others.X);
  const isAnswered = (i) =>
    waitForText(
      page,
      "digit-answer",
      said[i] === others.y[i]
        ? new RegExp(`^That is an? ${said[i]}\\.$`)
        : new RegExp(`^They say that it is an? ${said[i]}, but it is an? ${others.y[i]}\\.$`),
    );
  await page.locator("#digit-example").click();
  await isAnswered(0);
  const mistakes = [...said.keys()].filter((i) => said[i] !== others.y[i] && i > 0);
  for (const mistake of mistakes.slice(0, 2)) {
    await page.locator("#digit-mistake").click();
    await isAnswered(mistake);
  }
  await page.locator("#digit-clear").click();
  await waitForText(page, "digit-answer", /^Draw a digit/);
  const box = await page.locator("#digit-pad").boundingBox();
  const stroke = [
    [0.5, 0.08],
    [0.5, 0.9],
  ].map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]);
  await page.mouse.move(...stroke[0]);
  await page.mouse.down();
  await page.mouse.move(...stroke[1], { steps: 12 });
  await page.mouse.up();
  await waitForText(page, "digit-answer", /^That is a 1\.$/);
  await page.waitForURL(/ink=[0-9a-g]{64}/);
  await page.locator("#digit-epoch").click();
  await page.waitForURL(/epochs=11/);
  await page.reload();
  await waitForText(page, "digit-answer", /^That is a 1\.$/);
  await waitForText(page, "digit-accuracy", /^After 11 epochs/);
  await page.locator("#digit-pad").focus();
  for (const key of ["ArrowRight", " ", "ArrowDown", " "]) await page.keyboard.press(key);
  await waitForText(page, "digit-cursor", /^row \d, column \d: (0|100) % black$/);
  const garbage = await browser.open("tab=digits&ink=77");
  await waitForText(garbage, "notice", /The digit of the address cannot be read/);
});
