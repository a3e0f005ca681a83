// The tab of logic: large networks, networks of the library, what is filtered and what is downloaded.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browserOfTests, text, waitForText } from "./browser.mjs";

const browser = browserOfTests();

test("three hundred inputs are one neuron, drawn so that it fits, with its inputs in a list that scrolls", async () => {
  const names = Array.from({ length: 300 }, (_, i) => `x${i}`);
  const page = await browser.open("tab=logic");
  await page.locator("#proposition").fill(names.join(" or "));
  await waitForText(page, "network-text", /^1 neuron, 300 inputs/);
  const [drawing, room] = await Promise.all([
    page.locator("#network svg").boundingBox(),
    page.locator("#network").boundingBox(),
  ]);
  assert.ok(
    drawing.height <= 0.45 * 800 && drawing.width <= room.width,
    `${drawing.width} × ${drawing.height}`,
  );
  // no hairline: three inputs, dots, and three more, large enough to be read
  assert.deepEqual(await page.locator("#network .name").allTextContents(), [
    ...["x0", "x1", "x2", "⋮", "x297", "x298", "x299"],
  ]);
  assert.ok((await page.locator("#network .body").first().boundingBox()).width > 20);
  assert.equal(await page.locator("#network .label").first().textContent(), "294 more");
  await page.getByRole("switch", { name: "x150" }).click();
  await waitForText(page, "network-text", /The output is on/);
  assert.equal(await page.locator("#network .label").first().textContent(), "294 more, 1 on");
  assert.equal(await page.locator("#network .edge.active").count(), 2); // an or of threshold 2 is wired twice
  await page.getByRole("switch", { name: "x150" }).click();
  await waitForText(page, "network-text", /The output is off/);
  const { height, scroll } = await page
    .locator("#toggles")
    .evaluate((list) => ({ height: list.clientHeight, scroll: list.scrollHeight }));
  assert.ok(height < 200 && scroll > 1000, `${height} of ${scroll}`);
  await page.getByRole("switch", { name: "x299" }).click();
  await waitForText(page, "network-text", /The output is on/);
  assert.ok(await page.locator("#table-download").isDisabled());
});

test("a drawing is made larger and smaller, which the address holds, and fits again", async () => {
  const page = await browser.open("tab=logic&p=A xor B");
  const width = async () => (await page.locator("#network svg").boundingBox()).width;
  const fitting = await width();
  await page.locator("#zoom-in").click();
  await page.waitForURL(/zoom=\d+/);
  const larger = await width();
  assert.ok(larger > 1.1 * fitting, `${larger} after ${fitting}`);
  await page.reload();
  await page.waitForSelector("#network svg");
  assert.equal(await width(), larger);
  await page.locator("#zoom-fit").click();
  assert.equal(await width(), fitting);
});

test("the library's adders and figures are drawn; the table is filtered and downloaded, and the address holds all of it", async () => {
  const page = await browser.open("tab=logic", { acceptDownloads: true });
  await page.locator("#preset").selectOption("fullAdder");
  await waitForText(page, "network-text", /^9 neurons, 3 inputs/);
  for (const name of ["a", "b"])
    await page
      .getByRole("switch", { name, exact: true })
      .or(page.locator(`#toggles button:text-is("${name}")`))
      .first()
      .click();
  await waitForText(page, "network-text", /Outputs that are on: carryOut\./);
  await page.locator("#table-rows").selectOption("off");
  assert.equal(await page.locator("#table tbody tr").count(), 1);
  await page.locator("#table-rows").selectOption("on");
  assert.equal(await page.locator("#table tbody tr").count(), 7);
  const download = async (id) => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator(`#${id}`).click()]);
    const chunks = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk);
    return [file.suggestedFilename(), String(Buffer.concat(chunks))];
  };
  const [name, csv] = await download("table-download");
  assert.equal(name, "truth-table.csv");
  assert.equal(csv.split("\n")[0], "a,b,carryIn,sum,carryOut");
  assert.equal(csv.trim().split("\n").length, 9);
  assert.match((await download("network-download"))[1], /^<svg/);
  await page.waitForURL(/net=fullAdder&rows=on&on=a,b/);
  await page.reload();
  await waitForText(page, "network-text", /Outputs that are on: carryOut\./);
  await page.locator("#share").click();
  assert.match(await text(page, "share-code"), /fullAdder\(\)/);
  await page.keyboard.press("Escape");
  await page.locator("#proposition").fill("A");
  await waitForText(page, "network-text", /^1 neuron, 1 input/);
  const garbage = await browser.open("tab=logic&net=mark1&zoom=5000");
  await waitForText(garbage, "notice", /the network “mark1”, which does not exist/);
  assert.match(await text(garbage, "notice"), /the size 5,?000, which is not between 0 and 400/);
});
