// What is shared gives what is shown: the program and the model file have the weights of the page, to the bit.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { Perceptron } from "rosenblatt";
import { toC, toJavaScript, toOnnx, toWasm } from "rosenblatt/export";
import { browserOfTests, text, waitForText } from "./browser.mjs";
import { irisText, root, source } from "./sources.mjs";

const { makeDataset } = await source("data/datasets");
const { count, pointSet, presentClasses } = await source("data/points");
const { makeInputs, PLAIN } = await source("plane/inputs");
const { OnlineTrainer } = await source("plane/online-trainer");
const { epochsOf } = await source("plane/epochs");
const { fitPlan, planOf, pointsFile, programOf, readsFile } = await source("share/program");
const { RULES } = await source("state");

const browser = browserOfTests();
const folder = mkdtempSync(join(root, "node_modules", "programs-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let programs = 0;

/** Runs a program as Node would, in a folder where the library is installed; returns its model. */
async function run(program, files = {}) {
  const directory = join(folder, String(programs++));
  mkdirSync(directory);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  const file = join(directory, "perceptron.mjs");
  writeFileSync(file, `${program}\nexport { model };\n`);
  const before = process.cwd();
  process.chdir(directory);
  try {
    return (await import(pathToFileURL(file))).model;
  } finally {
    process.chdir(before);
  }
}

const weightsOf = (model) => ({
  w: Float64Array.from(model.coef.data),
  b: Float64Array.from(model.intercept),
});

/** A large training as the page knows it after so many epochs of its worker. */
async function trainLarge(points, eta, inputs, epochs) {
  const job = { points, rule: "heaviside", eta };
  const history = [];
  for await (const { weights, ...record } of epochsOf(job, inputs)) {
    history.push(record);
    if (history.length < epochs) continue;
    const classes = presentClasses(points);
    return { ...job, inputs, classes, history, visits: epochs, predictionWeights: weights };
  }
}

for (const rule of RULES) {
  test(`${rule}: the program and the model have the page's weights, within an epoch and at its end`, async () => {
    for (const [name, eta] of [
      ["iris", 0.1],
      ["setosa", 1], // whose names are not in the order of their classes
      ["xor", 3],
    ]) {
      const points = makeDataset(name, 0, irisText);
      const trainer = new OnlineTrainer(points, rule, eta);
      for (const rows of [2, Infinity, Infinity, 3]) {
        if (!trainer.converged) trainer.advance(rows);
        const plan = planOf(trainer, false);
        if (rule === "pocket" && trainer.visits % count(points) > 0) continue; // shown at the ends of epochs
        assert.deepEqual(weightsOf(await run(programOf(plan))), trainer.predictionWeights, `${name} ${rows}`);
        assert.deepEqual(
          weightsOf((await fitPlan(plan)).model),
          trainer.predictionWeights,
          `${name} ${rows}`,
        );
      }
    }
  });
}

test("with other inputs the program makes them as the page does, and has its weights", async () => {
  for (const [name, features, layer] of [
    ["xor", ["x1x2"], "none"],
    ["rings", [], "hidden"],
    ["xor", [], "hidden"],
    ["rings", [], "association"],
    ["iris", ["x1x1", "x2x2"], "association"],
  ]) {
    const points = makeDataset(name, 5, irisText);
    const trainer = new OnlineTrainer(
      points,
      "heaviside",
      1,
      makeInputs(points, { features, layer, units: 24 }),
    );
    for (const rows of [Infinity, 3]) {
      trainer.advance(rows);
      const plan = planOf(trainer, false);
      assert.deepEqual(weightsOf(await run(programOf(plan))), trainer.predictionWeights, `${name} ${layer}`);
      assert.deepEqual(weightsOf((await fitPlan(plan)).model), trainer.predictionWeights, `${name} ${layer}`);
    }
  }
  const points = makeDataset("cloud", 3, "", 3000);
  for (const choice of [
    { features: ["x1x1"], layer: "none" },
    { features: [], layer: "association", units: 200 }, // made in several blocks
  ]) {
    const training = await trainLarge(points, 1, makeInputs(points, choice), 2);
    const plan = planOf(training, true);
    const model = await run(programOf(plan), { "points.csv": pointsFile(plan.points, plan.labels) });
    assert.deepEqual(weightsOf(model), training.predictionWeights, choice.layer);
    const { model: shared, X } = await fitPlan(plan);
    assert.deepEqual(weightsOf(shared), training.predictionWeights, choice.layer);
    const y = Array.from(points.labels, (label) => plan.labels[label]);
    const wrong = Math.round((1 - model.score(X, y)) * count(points));
    assert.equal(training.history.at(-1).misclassified, wrong, choice.layer);
  }
});

test("the pocket within an epoch gives the weights at the end of the last whole one, and none before", () => {
  const points = makeDataset("iris", 0, irisText);
  const trainer = new OnlineTrainer(points, "pocket", 1);
  trainer.advance(10);
  assert.equal(planOf(trainer, false), null);
  trainer.advance(Infinity);
  trainer.advance(10);
  const { epochs, rows } = planOf(trainer, false);
  assert.deepEqual([epochs, rows], [1, 0]);
});

test("names that would break a program do not: quotes, new lines, two the same", async () => {
  const list = [
    { x: 0, y: 1, label: 0 },
    { x: 2, y: 1, label: 1 },
    { x: 5, y: 5, label: 2 },
  ];
  for (const classNames of [
    ["it's", '"quoted"', "a\nb */"],
    ["same", "same", "same"],
    ["ä", "ö\u2028", "`\\"],
  ]) {
    const trainer = new OnlineTrainer(pointSet(list, { classNames }), "heaviside", 1);
    trainer.advance(3);
    const model = await run(programOf(planOf(trainer, false)));
    assert.deepEqual(weightsOf(model), trainer.predictionWeights);
  }
});

test("many points are read from a file, in single precision where the worker learns them", async () => {
  for (const n of [600, 3000]) {
    const isLarge = n === 3000;
    const points = makeDataset("cloud", 3, "", n);
    const small = new OnlineTrainer(points, "heaviside", 0.3);
    if (!isLarge) small.advance(500);
    const training = isLarge ? await trainLarge(points, 0.3, PLAIN, 3) : small;
    const plan = planOf(training, isLarge);
    assert.ok(readsFile(plan));
    const model = await run(programOf(plan), { "points.csv": pointsFile(plan.points, plan.labels) });
    assert.deepEqual(weightsOf(model), training.predictionWeights, `${n} points`);
    assert.deepEqual(weightsOf((await fitPlan(plan)).model), training.predictionWeights, `${n} points`);
  }
});

/** The content of a file that a click on its button downloads. */
async function downloaded(page, file) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`#share-dialog button[data-file="${file}"]`).click(),
  ]);
  assert.equal(download.suggestedFilename(), file);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test("the dialog offers link, frame, program, model and pictures of what is shown", async () => {
  const page = await browser.open("data=iris&rule=averaged&at=170", { acceptDownloads: true });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await waitForText(page, "caption", /^Epoch 2, point 20 of 150/);
  await page.locator("#share").click();
  const copied = async (id) => {
    await page.locator(`#${id}`).click();
    await waitForText(page, id, /^Copied$/);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const link = await copied("copy-link");
  assert.match(link, /#data=iris&rule=averaged&at=170$/);
  assert.match(
    await copied("copy-embed"),
    /^<iframe src="[^"]+\?embed#data=iris&amp;rule=averaged" width="\d+"/,
  );
  const program = await copied("copy-code");
  assert.equal(String(await downloaded(page, "perceptron.mjs")), program);
  const model = Perceptron.fromJSON(JSON.parse(await downloaded(page, "perceptron.json")));
  assert.deepEqual(weightsOf(await run(program)), weightsOf(model));
  assert.equal(model.predictOne([1.4, 0.2]), "setosa");
  const svg = String(await downloaded(page, "perceptron.svg"));
  assert.match(svg, /^<svg/);
  for (const part of ["petal length", "clip-path", "<path"]) assert.ok(svg.includes(part), part);
  const png = await downloaded(page, "perceptron.png");
  assert.equal(png.toString("latin1", 1, 4), "PNG");
  assert.ok(png.readUInt32BE(16) > 800 && png.length > 5000);
  const points = String(await downloaded(page, "points.csv")).split("\n");
  assert.deepEqual(points.slice(0, 2), ["x1,x2,label", "3.3,1,versicolor"]);
  await page.keyboard.press("Escape");
  const [equations, other] = [await text(page, "equations"), await browser.open(link.split("#")[1])];
  await waitForText(other, "caption", /^Epoch 2, point 20 of 150/);
  assert.equal(await text(other, "equations"), equations);
});

test("the model is there in every form that the library can give it", async () => {
  const page = await browser.open("data=iris&rule=averaged&at=170", { acceptDownloads: true });
  await waitForText(page, "caption", /^Epoch 2, point 20 of 150/);
  await page.locator("#share").click();
  const model = Perceptron.fromJSON(JSON.parse(await downloaded(page, "perceptron.json")));
  assert.equal(String(await downloaded(page, "perceptron.c")), toC(model));
  assert.equal(String(await downloaded(page, "perceptron-model.js")), toJavaScript(model));
  assert.deepEqual(new Uint8Array(await downloaded(page, "perceptron.wasm")), toWasm(model));
  assert.deepEqual(new Uint8Array(await downloaded(page, "perceptron.onnx")), toOnnx(model));
  assert.match(String(await downloaded(page, "perceptron.sql")), /petal length/);
  const bytes = new Uint8Array(await downloaded(page, "perceptron.bin"));
  assert.deepEqual(weightsOf(Perceptron.fromBytes(bytes)), weightsOf(model));
  // another page: Chromium holds back the eleventh download of one
  const other = await browser.open("data=iris&rule=averaged&at=170", { acceptDownloads: true });
  await waitForText(other, "caption", /^Epoch 2, point 20 of 150/);
  await other.locator("#share").click();
  for (const file of ["-int8.c", ".wat", "-sklearn.json", ".liblinear", "-link.txt"])
    assert.ok((await downloaded(other, `perceptron${file}`)).length > 100, file);
});

test("the digits: the program reads the images that lie beside it and has the page's weights, as the model has", async () => {
  const page = await browser.open("tab=digits&epochs=3", { acceptDownloads: true });
  await waitForText(page, "digit-accuracy", /^After 3 epochs/);
  await page.locator("#digit-example").click();
  await page.locator("#share").click();
  const program = await text(page, "share-code");
  assert.equal(String(await downloaded(page, "digits.mjs")), program);
  const file = await downloaded(page, "digits.svmlight");
  const model = Perceptron.fromJSON(JSON.parse(await downloaded(page, "digits.json")));
  const other = await run(program, { "digits.svmlight": file });
  assert.deepEqual(weightsOf(other), weightsOf(model));
  assert.ok(other.coef.data.some((weight) => weight !== 0));
  assert.equal(String(await downloaded(page, "digits.c")), toC(model));
  assert.deepEqual(new Uint8Array(await downloaded(page, "digits.onnx")), toOnnx(model));
  assert.match(String(await downloaded(page, "digits.sql")), /row8column8/);
  const svg = String(await downloaded(page, "digits.svg"));
  assert.ok(svg.match(/<rect/g).length > 400, "pixels of the sheet and of ten pictures");
  assert.equal((await downloaded(page, "digits.png")).toString("latin1", 1, 4), "PNG");
  const untaught = await browser.open("tab=digits&epochs=0");
  await waitForText(untaught, "digit-accuracy", /^They have learned nothing/);
  await untaught.locator("#share").click();
  assert.match(await text(untaught, "share-dialog"), /Let them learn first/);
  assert.equal(await untaught.locator("#share-code").count(), 0);
});

test("a result of the bench is shared as link, frame, table and picture", async () => {
  const result = "10~20~,1~2~3,1~2~,4~5~,6~7~,8~88~";
  const page = await browser.open(`tab=bench&result=${result}`, { acceptDownloads: true });
  await waitForText(page, "bench-text", /shared/);
  await page.locator("#share").click();
  assert.ok((await page.locator("#share-link").inputValue()).endsWith(`#tab=bench&result=${result}`));
  assert.match(await page.locator("#share-embed").inputValue(), /embed#tab=bench&amp;result=10~20~/);
  const rows = String(await downloaded(page, "bench.csv"))
    .trim()
    .split("\n");
  assert.equal(rows[0], "task,n,d,classes,epochs,library,baseline,tensorflow");
  assert.equal(rows[2], "training,20000,2,2,10,0.001,0.002,0.003");
  assert.equal(rows.length, 7);
  const svg = String(await downloaded(page, "bench.svg"));
  for (const part of ["11×", "TensorFlow.js", "256 × 256"]) assert.ok(svg.includes(part), part);
});

test("before the first visit there is no program, and of a network there is one", async () => {
  const page = await browser.open("data=xor");
  await page.locator("#share").click();
  assert.equal(await page.locator("#share-code").count(), 0);
  assert.match(await text(page, "share-dialog"), /Let it visit a point first/);
  await page.keyboard.press("Escape");
  await page.locator("#tab-logic").click();
  await page.locator("#share").click();
  assert.match(await text(page, "share-code"), /compile\("A xor B"\)/);
  assert.equal(String(await downloaded(page, "truth-table.csv")), "A,B,out\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n");
  const svg = String(await downloaded(page, "network.svg"));
  assert.match(svg, /<svg[^>]+width="/);
  assert.match(svg, /fill: ?rgb/);
  assert.match(svg, /font-style: ?italic/);
});

test("an embedded page is the figure alone, learns as it opens, and leads to all of it", async () => {
  const page = await browser.open("data=three&seed=3", {
    query: "?embed",
    reducedMotion: "no-preference",
    viewport: { width: 640, height: 620 },
  });
  await waitForText(page, "caption", /passed without a mistake/);
  for (const id of ["tab-logic", "sets", "rules", "neuron", "share"]) {
    assert.ok(await page.locator(`#${id}`).isHidden(), id);
  }
  const [height, room] = await page.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
  assert.ok(height <= room, `${height} pixels in ${room}`);
  await page.locator("#embed-link").focus();
  const href = await page.locator("#embed-link").getAttribute("href");
  assert.match(href, /^\/some\/deep\/path\/#data=three&seed=3&at=\d+$/);
  const logic = await browser.open("tab=logic", { query: "?embed" });
  await logic.waitForSelector("#network svg");
  assert.ok(await logic.locator("#proposition").isHidden());
});
