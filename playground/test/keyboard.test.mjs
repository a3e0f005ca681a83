// The page by keyboard alone: Tab reaches every control, each shows that it has the focus, does something, and keeps the focus.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browserOfTests, text, waitForText } from "./browser.mjs";

const browser = browserOfTests();
const TEN = "points=a1,1b2,2c3,3d4,4f5,5g6,6h7,7i8,8j9,9";

/** All that has controls, each with what a text says once it is there. */
const VIEWS = [
  ["data=iris&at=20", "caption", /^Epoch 1, point 20/],
  ["data=xor&at=5&trace=1", "trace-text", /corrections? so far/],
  ["data=rings&layer=association&inputs=x1x1&at=5", "caption", /^Epoch 1, point 5/],
  [`data=points&${TEN}&at=3&speed=77`, "notice", /the speed 77/],
  ["tour=2", "caption", /^Epoch 50, point 4/],
  [`tab=digits&ink=${"08g".padEnd(64, "0")}`, "digit-answer", /^That is/],
  ["tab=logic&p=A xor B&on=A&zoom=100", "network-text", /is on/],
  ["tab=bench", "bench-run", /^Run$/],
];

const SHARING = [
  "data=iris&at=20",
  "tab=digits",
  "tab=logic",
  "tab=bench&result=10~20~,1~2~3,1~2~,4~5~,6~7~,8~9~",
];

/** Waits until this text is there, and the proof, which may offer a button. */
async function settled(page, id, pattern) {
  await waitForText(page, id, pattern);
  if (await page.locator("#panel-perceptron").isVisible())
    await waitForText(page, "separability-heading", /^(Separable|Not separable|No answer|No points yet)$/);
}

/** Installs `controls()`, all that Tab should reach, and `nameOf`; of radio buttons and of tabs, Tab reaches one of a group. */
async function install(page) {
  await page.evaluate(() => {
    window.nameOf = (element) =>
      element.id ||
      element.dataset.file ||
      `${element.parentElement.id} ${element.tagName} ${[...element.parentElement.children].indexOf(element)} ${element.textContent.trim()}`;
    window.controls = () => {
      const dialog = document.querySelector("dialog[open]");
      const all = [
        ...(dialog ?? document).querySelectorAll(
          "button, input, select, textarea, a[href], summary, [tabindex='0']",
        ),
      ];
      const usable = all.filter(
        (element) =>
          element.checkVisibility() && !element.disabled && element.tabIndex >= 0 && element.type !== "file",
      );
      const isReached = (element) =>
        element.type !== "radio" ||
        element.checked ||
        !usable.some(({ type, name, checked }) => type === "radio" && name === element.name && checked);
      const isFirst = (element, i, list) =>
        element.type !== "radio" || list.findIndex(({ name }) => name === element.name) === i;
      return usable.filter(isReached).filter(isFirst);
    };
  });
}

/** Tabs through the page from what has the focus; returns what has it, one after the other, and what is wrong with it. */
async function walk(page) {
  const seen = [];
  const problems = [];
  for (let i = 0; i < 200; i++) {
    if (i > 0 || (await page.evaluate(() => document.activeElement === document.body)))
      await page.keyboard.press("Tab");
    const { name, problem } = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return { name: null };
      const shown = element.closest("label.choice, label.check") ?? element;
      const outline = (one) =>
        getComputedStyle(one).outlineStyle !== "none" &&
        Number.parseFloat(getComputedStyle(one).outlineWidth) >= 2;
      const { left, top, width, height } = shown.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const isInView = x >= 0 && x <= innerWidth && top < innerHeight && top + height > 0;
      const over = document.elementFromPoint(x, Math.min(innerHeight - 1, Math.max(0, y)));
      const problem = !(outline(element) || outline(shown))
        ? "shows no focus"
        : !isInView
          ? "is out of view"
          : over === null || !(shown.contains(over) || over.contains(shown))
            ? `is under ${over?.id || over?.className || over?.tagName}`
            : "";
      return { name: window.nameOf(element), problem };
    });
    if (name === null || name === seen[0]) break;
    seen.push(name);
    if (problem) problems.push(`${name} ${problem}`);
  }
  return { seen, problems };
}

for (const [viewport, isMobile] of [
  [{ width: 1280, height: 800 }, false],
  [{ width: 390, height: 844 }, true],
]) {
  test(`Tab reaches every control in sight, ${viewport.width} pixels wide`, async () => {
    for (const [hash, id, pattern] of VIEWS) {
      const page = await browser.open(hash, { viewport, isMobile, hasTouch: isMobile });
      await settled(page, id, pattern);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${hash} is ${width} pixels wide`);
      await install(page);
      const expected = await page.evaluate(() => window.controls().map(window.nameOf));
      const { seen, problems } = await walk(page);
      assert.deepEqual(problems, [], hash);
      assert.deepEqual([...seen].sort(), [...expected].sort(), hash);
      await page.close();
    }
    for (const hash of SHARING) {
      const page = await browser.open(hash, { viewport, isMobile, hasTouch: isMobile });
      await page.locator("#share").focus();
      if (hash.includes("digits")) await waitForText(page, "digit-accuracy", /^After/);
      await page.keyboard.press("Enter");
      await install(page);
      const expected = await page.evaluate(() => window.controls().map(window.nameOf));
      const { seen, problems } = await walk(page);
      assert.deepEqual(problems, [], `${hash}, sharing`);
      assert.deepEqual([...seen].sort(), [...expected].sort(), `${hash}, sharing`);
      await page.keyboard.press("Escape");
      assert.equal(await page.evaluate(() => document.activeElement.id), "share");
      await page.close();
    }
  });
}

/** The key that uses a control; none for what only holds a text or scrolls, leads away, or to where one is. */
const keyOf = ({ tag, type, role, id, readOnly, href, isCurrent }) => {
  if (readOnly || href.startsWith("https:") || isCurrent) return null;
  if (["network", "table", "toggles", "trace-box", "share-code"].includes(id)) return null;
  if (type === "range" || type === "radio" || role === "tab") return "ArrowRight";
  if (type === "number") return "ArrowUp";
  if (type === "text") return "x";
  if (tag === "SELECT") return "ArrowDown";
  return type === "checkbox" ? " " : "Enter";
};

test("every control does something at its key, and leaves the focus on the page", async () => {
  const used = new Set();
  for (const [hash, id, pattern] of VIEWS) {
    const page = await browser.open(hash, { acceptDownloads: true });
    await settled(page, id, pattern);
    await install(page);
    const controls = await page.evaluate(() =>
      window.controls().map((element) => ({
        name: window.nameOf(element),
        tag: element.tagName,
        type: element.type,
        role: element.getAttribute("role"),
        id: element.id,
        readOnly: element.readOnly === true,
        href: element.href ?? "",
        isCurrent: element.closest("[aria-current]") !== null,
      })),
    );
    for (const control of controls) {
      const key = keyOf(control);
      if (key === null || used.has(control.name)) continue;
      used.add(control.name);
      const address = `${hash}&seed=${100 + used.size}`; // another for each, so that all of it is read again
      await page.evaluate((address) => {
        document.querySelector("dialog[open]")?.close();
        const play = document.getElementById("play");
        if (play.dataset.playing === "true") play.click(); // otherwise it goes on from there
        location.hash = address;
      }, address);
      await settled(page, id, pattern);
      const { isThere, changed, keepsFocus } = await use(page, control.name, key);
      if (control.id === "language") await page.locator("#language").selectOption("en");
      if (!isThere) continue; // what was pressed before has taken it away
      assert.ok(changed, `${hash}: ${control.name} does nothing at ${key}`);
      assert.ok(keepsFocus, `${hash}: ${control.name} loses the focus at ${key}`);
    }
    await page.close();
  }
  assert.ok(used.size > 60, [...used].join(", "));
});

test("every button of the dialog does something at Enter, in every tab", async () => {
  for (const hash of SHARING) {
    const page = await browser.open(hash, { acceptDownloads: true });
    if (hash.includes("digits")) await waitForText(page, "digit-accuracy", /^After/);
    await page.locator("#share").press("Enter");
    await install(page);
    const names = await page.evaluate(() =>
      [...document.querySelectorAll("dialog button")]
        .map(window.nameOf)
        .filter((name) => !name.includes("×")),
    );
    assert.ok(names.length > 3);
    for (const name of names.slice(0, 8)) {
      // Chromium holds back the eleventh download of a page
      const { changed, keepsFocus } = await use(page, name, "Enter");
      assert.ok(changed && keepsFocus, `${hash}: ${name}`);
    }
    await page.close();
  }
});

/** Focuses a control and presses a key; says whether anything changed, was downloaded or asked for a file. */
async function use(page, name, key) {
  let happened = false;
  const notice = () => {
    happened = true;
  };
  page.on("download", notice);
  page.on("filechooser", notice);
  const look = () =>
    page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        window.nameOf(document.activeElement),
        ...[...document.querySelectorAll("input, select")].map(({ value, checked }) => `${value} ${checked}`),
      ].join("\n"),
    );
  const isThere = await page.evaluate((name) => {
    const element = window.controls().find((one) => window.nameOf(one) === name);
    element?.focus();
    return element !== undefined;
  }, name);
  if (!isThere) return { isThere };
  await page.evaluate(() => new Promise(requestAnimationFrame)); // what the focus itself changes
  const before = await look();
  await page.keyboard.press(key);
  let changed = false;
  for (let wait = 0; wait < 60 && !changed; wait++) {
    changed = happened || (await look()) !== before;
    if (!changed) await page.waitForTimeout(50);
  }
  page.off("download", notice);
  page.off("filechooser", notice);
  const hasFocus = () => document.activeElement !== document.body && document.activeElement.disabled !== true;
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  const keepsFocus = await page.waitForFunction(hasFocus, null, { timeout: 5000 }).then(
    () => true,
    () => false,
  );
  return { isThere, changed, keepsFocus };
}

test("a point is taken along and set down, or let go of, by keyboard", async () => {
  const page = await browser.open("data=points&points=a0,0b2,2");
  await waitForText(page, "caption", /2 points/);
  await page.locator("#plot").focus();
  for (const key of ["ArrowRight", "m", "Shift+ArrowUp", "m"]) await page.keyboard.press(key);
  await page.waitForURL(/points=a0,1b2,2(&|$)/);
  for (const key of ["m", "Shift+ArrowUp", "Escape"]) await page.keyboard.press(key);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(500);
  assert.match(page.url(), /points=a0,1b2,2(&|$)/);
});

test("a data set that is chosen once more gives other points, by click and by keyboard", async () => {
  const page = await browser.open("data=blobs&at=3");
  await waitForText(page, "caption", /^Epoch 1, point 3/);
  await page.locator("label.choice", { has: page.locator("#data-blobs") }).click();
  await page.waitForURL(/seed=\d+/);
  const url = page.url();
  await page.locator("#data-blobs").focus();
  await page.keyboard.press(" ");
  await page.waitForURL((other) => other.href !== url && /seed=\d+/.test(other.href));
  assert.match(await text(page, "about"), /Choose it again for other points/);
});
