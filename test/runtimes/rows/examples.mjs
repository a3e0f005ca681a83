// The examples of the playground, each as its reader would run it, against the packed library. Timed: a cold start, to
// the first answer.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { EXAMPLES, LIBRARY, output } from "../folder.mjs";

/** Who may teach the worker. */
export const TOKEN = "petals";

/** @throws if two values differ */
export function expect(found, wanted) {
  const [a, b] = [found, wanted].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`expected ${b}, and it is ${a}`);
}

/** Petals, in centimetres, of three kinds that planes separate. */
export const petals = {
  X: [
    [1.4, 0.2],
    [1.3, 0.2],
    [4.7, 1.2],
    [4.0, 1.3],
    [6.0, 2.5],
    [5.8, 2.2],
  ],
  y: ["setosa", "setosa", "versicolor", "versicolor", "virginica", "virginica"],
};

/** stream.js, fed with some hundred rows; twice, for the second goes on from what the first has saved. */
async function stream() {
  const file = join(LIBRARY, "stream.bin");
  rmSync(file, { force: true });
  const line = (_, i) => `${JSON.stringify({ x: petals.X[i % 6], y: petals.y[i % 6] })}\n`;
  const begun = performance.now();
  const lines = Array.from({ length: 250 }, line).join("");
  await fed(["stream.js", file], lines);
  const ms = performance.now() - begun;
  const printed = await fed(["stream.js", file], `\nno row\n${lines}`);
  expect(printed.trim().split("\n").at(-1), "250 rows, 100.0 % right before they were learned from");
  return { ms };
}

/** What a program prints that reads `input`. */
async function fed(args, input) {
  const child = spawn(process.execPath, args, { cwd: EXAMPLES, stdio: ["pipe", "pipe", "ignore"] });
  let printed = "";
  child.stdout.on("data", (text) => {
    printed += text;
  });
  child.stdin.end(input);
  const [code] = await once(child, "close");
  expect(code, 0);
  return printed;
}

/** lambda.js, in a process of its own. */
async function lambda() {
  const program = `
    const begun = performance.now();
    const { handler } = await import(${JSON.stringify(pathToFileURL(join(EXAMPLES, "lambda.js")))});
    const answers = [await handler({ body: '{"x":[5.1,1.9]}' })];
    const ms = performance.now() - begun;
    for (const body of ['{"x":[5.1]}', "{", "null", undefined]) answers.push(await handler({ body }));
    answers.push(await handler({ body: btoa('{"x":[1.4,0.2]}'), isBase64Encoded: true }));
    console.log(JSON.stringify({ ms, answers: answers.map(({ statusCode, body }) => [statusCode, JSON.parse(body)]) }));`;
  const printed = await output(process.execPath, ["--input-type=module", "-e", program], { cwd: EXAMPLES });
  const { ms, answers } = JSON.parse(printed);
  expect(answers[0], [200, { label: "virginica" }]);
  expect([answers[1][0], answers[1][1].error], [400, "FEATURE_COUNT"]);
  for (const i of [2, 3, 4]) expect([answers[i][0], answers[i][1].error], [400, "NO_JSON"]);
  expect(answers[5], [200, { label: "setosa" }]);
  return { ms };
}

/** answering-worker.js, whose model is deployed with it. */
export async function answeringWorker(engine) {
  const ask = async (body) => {
    const response = await engine.dispatchFetch("http://localhost/", { method: "POST", body });
    return [response.status, await response.json()];
  };
  const begun = performance.now();
  const first = await ask(JSON.stringify({ X: petals.X }));
  const ms = performance.now() - begun;
  expect(first, [200, { labels: petals.y }]);
  expect((await ask('{"X":[[1]]}'))[1].error, "FEATURE_COUNT");
  expect((await ask("{"))[1].error, "NOT_A_MATRIX");
  return { ms };
}

/** seeded-worker.js, which knows its classes from the first request on, and learns. */
export async function seededWorker(engine) {
  const ask = async (path, body) => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const options = { method: "POST", headers, body: JSON.stringify(body) };
    const response = await engine.dispatchFetch(`http://localhost${path}`, options);
    return [response.status, await response.json()];
  };
  const begun = performance.now();
  expect(await ask("/classify", petals), [200, { labels: petals.y }]);
  const ms = performance.now() - begun;
  expect(await ask("/learn", petals), [200, { rows: 6 }]);
  expect(await ask("/classify", petals), [200, { labels: petals.y }]);
  return { ms };
}

/** worker.js in an engine that remembers what its objects store, then in another that begins with that. */
export async function worker(start) {
  const ask = async (engine, path, body, token = TOKEN) => {
    const response = await engine.dispatchFetch(`http://localhost${path}`, {
      ...{ method: "POST", headers: { authorization: `Bearer ${token}` } },
      body: JSON.stringify(body),
    });
    const said = await response.text();
    return [response.status, response.ok || response.status === 400 ? JSON.parse(said) : said];
  };
  const first = await start();
  let ms;
  try {
    const begun = performance.now();
    expect((await ask(first, "/classify", petals))[1].error, "NOT_FITTED");
    ms = performance.now() - begun;
    for (let i = 0; i < 60; i++) expect(await ask(first, "/learn", petals), [200, { rows: 6 }]);
    expect((await ask(first, "/learn", petals, "guessed"))[0], 401);
    expect((await ask(first, "/other", petals))[0], 404);
    expect((await ask(first, "/learn", { X: petals.X, y: Array(6).fill("rose") }))[1].error, "UNKNOWN_CLASS");
    for (const body of [null, {}]) expect((await ask(first, "/classify", body))[0], 400);
    expect((await ask(first, "/learn", { X: [[1]], y: ["setosa"] }))[1].error, "FEATURE_COUNT");
  } finally {
    await first.dispose();
  }
  const second = await start();
  try {
    expect(await ask(second, "/classify", petals), [200, { labels: petals.y }]);
  } finally {
    await second.dispose();
  }
  return { ms };
}

/** page.html, whose import from a CDN comes from the package. Timed from the way to the page. */
export async function page(browser) {
  const tab = await browser.newPage();
  try {
    const errors = [];
    tab.on("pageerror", (error) => errors.push(error.message));
    const library = join(LIBRARY, "node_modules/rosenblatt");
    const fileOf = (url) => join(library, new URL(url).pathname.replace(/^\/npm\/rosenblatt@[^/]+/, ""));
    const headers = { "access-control-allow-origin": "*" };
    await tab.route("https://cdn.jsdelivr.net/**", (route) =>
      route.fulfill({ path: fileOf(route.request().url()), contentType: "text/javascript", headers }),
    );
    await tab.route("http://page.test/", (route) =>
      route.fulfill({ contentType: "text/html", body: readFileSync(join(EXAMPLES, "page.html"), "utf8") }),
    );
    const begun = performance.now();
    await tab.goto("http://page.test/");
    const shown = () => tab.locator("output").textContent();
    expect(await shown(), "versicolor");
    const ms = performance.now() - begun;
    await tab.locator("#length").fill("1.5");
    await tab.locator("#width").fill("0.2");
    expect([await shown(), errors], ["setosa", []]);
    return { ms };
  } finally {
    await tab.close();
  }
}

/** The recipe of docs/files.md that keeps a model in IndexedDB; and what the browser says to the model itself. */
export async function indexedDB(browser) {
  const tab = await browser.newPage();
  try {
    const installed = join(LIBRARY, "node_modules/rosenblatt");
    const recipe = readFileSync(join(installed, "docs/files.md"), "utf8")
      .match(/```js\n((?:(?!```)[\s\S])*indexedDB[\s\S]*?)```/)[1]
      .replace('"rosenblatt";', '"/rosenblatt.js";');
    const bodies = { "/recipe.js": recipe, "/": "<!doctype html><title>IndexedDB</title>" };
    await tab.route("http://page.test/**", (route) => {
      const { pathname } = new URL(route.request().url());
      const contentType = pathname === "/" ? "text/html" : "text/javascript";
      if (pathname in bodies) return route.fulfill({ contentType, body: bodies[pathname] });
      return route.fulfill({ contentType, path: join(installed, "dist", pathname) });
    });
    await tab.goto("http://page.test/");
    const said = await tab.evaluate(async ({ X, y }) => {
      const { save, load } = await import("/recipe.js");
      const { Perceptron, TLU } = await import("/rosenblatt.js");
      const refused = (attempt) => {
        try {
          return `it gave ${attempt()}`;
        } catch (error) {
          return error.name;
        }
      };
      const model = new Perceptron().fit(X, y);
      await save("petals", model);
      const answers = [(await load("petals")).predict(X), (await load("none")) === undefined];
      const opening = indexedDB.open("rosenblatt");
      await new Promise((resolve) => {
        opening.onsuccess = resolve;
      });
      const store = opening.result.transaction("models", "readwrite").objectStore("models");
      return [
        ...answers,
        ...[model, new TLU(), { model }].flatMap((value) => [
          refused(() => structuredClone(value)),
          refused(() => new MessageChannel().port1.postMessage(value)),
          refused(() => store.put(value, "model")),
        ]),
      ];
    }, petals);
    expect(said, [petals.y, true, ...Array(9).fill("DataCloneError")]);
  } finally {
    await tab.close();
  }
}

export const examples = {
  ...{ name: "examples", folder: "examples" },
  rows: [
    { name: "example stream.js", restarts: true, run: stream },
    { name: "example lambda.js", restarts: true, run: lambda },
  ],
};
