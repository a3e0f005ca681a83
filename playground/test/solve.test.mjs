// What no line can, and what can: other inputs, hidden neurons, the guided tour, and every correction.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browserOfTests, text, waitForText } from "./browser.mjs";

const browser = browserOfTests();

/** The shares of the figure that are tinted for either class, around the middle and at the rim. */
const tints = (page) =>
  page.evaluate(() => {
    const canvas = document.getElementById("regions");
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const at = (x, y) => {
      const i = 4 * (Math.round(y * (canvas.height - 1)) * canvas.width + Math.round(x * (canvas.width - 1)));
      return data[i + 3] === 0 ? null : data[i] > data[i + 2] ? "warm" : "cold";
    };
    return { middle: at(0.47, 0.5), rim: [at(0.02, 0.5), at(0.98, 0.5), at(0.5, 0.02), at(0.5, 0.98)] };
  });

test("rings are solved from the page: by squares, by hidden neurons, by association units, and the address holds it", async () => {
  const page = await browser.open("data=rings&speed=10");
  await waitForText(page, "separability-heading", /^Not separable$/);
  await page.locator("#solve").click();
  await page.locator("#feature-x1x1").check({ force: true });
  await page.locator("#feature-x2x2").check({ force: true });
  const solved = async () => {
    await page.locator("#play").click();
    await waitForText(page, "caption", /passed without a mistake/);
    await page.waitForTimeout(300);
    assert.match(await text(page, "accuracy"), /^All 120 points are right/);
    const { middle, rim } = await tints(page);
    assert.deepEqual([middle, ...rim], ["cold", "warm", "warm", "warm", "warm"]);
  };
  await waitForText(page, "separability-heading", /^Separable$/);
  await solved();
  await page.waitForURL(/inputs=x1x1,x2x2/);
  await page.reload();
  await waitForText(page, "caption", /passed without a mistake/);
  assert.ok(await page.locator("#feature-x2x2").isChecked());
  for (const layer of ["hidden", "association"]) {
    await page.goto(page.url().replace(/#.*/, `#data=rings&speed=10&layer=${layer}&units=64`));
    await waitForText(page, "caption", /^All weights are 0/);
    assert.ok(await page.locator(`#layer-${layer}`).isChecked());
    await solved();
  }
  assert.equal(await text(page, "units-text"), "64 units");
  await page.locator("#units").fill("4");
  await page.waitForURL(/units=16/);
  const large = await browser.open("data=cloud&layer=hidden");
  await waitForText(large, "inputs-about", /up to 400 points; these are more/);
});

test("the tour: five cards, each with its address, from the proof to two hidden neurons", async () => {
  const page = await browser.open();
  await page.locator("#tour-start").click();
  const titles = [];
  for (let card = 1; card <= 5; card++) {
    await page.waitForURL(new RegExp(`#tour=${card}$`));
    titles.push(await text(page, "tour-title"));
    if (card < 5) await page.locator("#tour-next").click();
  }
  assert.equal(new Set(titles).size, 5);
  assert.ok(await page.locator("#tour-next").isDisabled());
  await page.locator("#play").click();
  await waitForText(page, "caption", /passed without a mistake/);
  await page.locator("#tour-end").click();
  assert.ok(await page.locator("#intro").isVisible());
  assert.equal(await page.locator("#sets :focus").inputValue(), "xor"); // where the tab key would go, not to the first set
  for (const [card, shows] of [
    [1, /^Not separable$/],
    [2, /^Not separable$/],
    [3, /^Separable$/],
    [4, /^Separable$/],
    [5, /^Separable$/],
  ]) {
    for (const locale of ["en-GB", "de-DE"]) {
      const linked = await browser.open(`tour=${card}`, { locale });
      if (locale === "en-GB") {
        assert.equal(await text(linked, "tour-title"), titles[card - 1]);
        await waitForText(linked, "separability-heading", shows);
      } else await waitForText(linked, "separability-heading", /^(Nicht t|T)rennbar$/);
      for (const selector of ["#play", ".key"]) {
        const { y, height } = await linked.locator(selector).first().boundingBox();
        assert.ok(y + height <= 800, `${locale}, card ${card}: ${selector} ends at ${y + height}`);
      }
      await linked.close();
    }
  }
  const garbage = await browser.open("tour=77");
  await waitForText(garbage, "notice", /the card 77, which is not between 1 and 5; it is 1/);
});

test("every correction can be stepped through, back and forth, and its moment is in the address", async () => {
  const page = await browser.open("data=xor");
  await page.locator("#trace summary").click();
  await waitForText(page, "trace-text", /^No correction yet/);
  for (let i = 0; i < 3; i++) await page.locator("#trace-next").click();
  await waitForText(page, "trace-text", /^3 corrections so far/);
  const caption = await text(page, "caption");
  const rows = () => page.locator("#trace-rows tr").allInnerTexts();
  const third = (await rows())[2];
  await page.locator("#trace-next").click();
  await waitForText(page, "trace-text", /^4 corrections/);
  await page.locator("#trace-back").click();
  await waitForText(page, "trace-text", /^3 corrections/);
  assert.equal(await text(page, "caption"), caption);
  assert.equal((await rows())[2], third);
  assert.equal(await page.locator("#trace-rows tr[aria-current] th").textContent(), "3");
  await page.locator("#trace-rows button").first().click();
  await waitForText(page, "trace-text", /^1 correction so far/);
  await page.waitForURL(/trace=1.*at=3$/);
  await page.reload();
  await waitForText(page, "trace-text", /^1 correction so far/);
  await page.locator("#trace-back").click();
  await waitForText(page, "caption", /^All weights are 0/);
  const many = await browser.open("data=cloud&trace=1");
  await waitForText(many, "trace-text", /learned epoch by epoch/);
});
