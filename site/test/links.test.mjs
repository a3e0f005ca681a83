// Every link of the built site, its Markdown and its map leads to something that is there.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { test } from "node:test";
import { folder } from "./serve.mjs";

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !file.startsWith("playground/") && !file.startsWith("lib/"));
const pages = files.filter((file) => file.endsWith(".html"));
const texts = new Map();
const read = (file) => {
  if (!texts.has(file)) texts.set(file, readFileSync(join(folder, file), "utf8"));
  return texts.get(file);
};

/** The file that an address means, and its anchor. */
function target(from, link) {
  const [path, anchor] = link.split("#");
  const file = path === "" ? from : posix.join(posix.dirname(from), path);
  const folderOf = existsSync(join(folder, file)) && statSync(join(folder, file)).isDirectory();
  return { file: folderOf ? posix.join(file, "index.html") : file, anchor };
}

function dead(from, link) {
  if (/^(https?:|data:|mailto:)/.test(link)) return false;
  const { file, anchor } = target(from, decodeURI(link.replaceAll("&amp;", "&")));
  if (link.startsWith("/") || !existsSync(join(folder, file))) return true;
  return Boolean(anchor) && file.endsWith(".html") && !read(file).includes(` id="${anchor}"`);
}

const descriptionIn = (page) => /<meta name="description" content="([^"]*)"/.exec(page)?.[1];

test("of the pages: links, pictures, scripts and anchors, each relative, so that any sub-path will do", () => {
  const links = pages
    .filter((page) => page !== "404.html")
    .flatMap((page) => {
      const markup = read(page).replaceAll(/(<script[^>]*>)[\s\S]*?<\/script>/g, "$1");
      return [...markup.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, link]) => ({ page, link }));
    });
  assert.ok(links.length > 3000, `only ${links.length} links`);
  assert.deepEqual(links.filter(({ page, link }) => dead(page, link)).slice(0, 20), []);
});

test("of each page as Markdown, which stands beside it, and of llms.txt, which names them all", () => {
  const markdown = files.filter((file) => file.endsWith(".md"));
  assert.deepEqual(
    markdown.map((file) => file.replace(/md$/, "html")).sort(),
    pages.filter((page) => page !== "404.html").sort(),
  );
  const links = [...markdown, "llms.txt"].flatMap((file) => {
    const text = read(file)
      .replaceAll(/^```[\s\S]*?^```/gm, "")
      .replaceAll(/`[^`\n]*`/g, "");
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => ({ file, link }));
  });
  assert.deepEqual(links.filter(({ file, link }) => dead(file, link)).slice(0, 20), []);
  const named = links.filter(({ file }) => file === "llms.txt").map(({ link }) => posix.normalize(link));
  assert.deepEqual(named.sort(), markdown.filter((file) => file !== "index.md").sort());
  const entries = read("llms.txt").match(/^- .*/gm);
  // a sentence, of which a phrase such as "JSON and bytes." has not the words
  assert.deepEqual(
    entries.filter((entry) => !/^- \[[^\]]+\]\([^)]+\): (\S+ ){7,}\S+[.]$/.test(entry)),
    [],
  );
  const described = pages.filter((page) => page !== "404.html").map((page) => descriptionIn(read(page)));
  assert.equal(new Set(described).size, described.length); // none has the site's own, or another page's
});

test("the reference begins with what a reader looks for, and ends with errors", () => {
  const names = (file) => [...read(file).matchAll(/^### (.*?)(?:\(\))?$/gm)].map(([, name]) => name);
  const root = names("api/rosenblatt.md");
  const errors = ["KindError", "ShapeError", "StateError", "ValueError"];
  const functions = ["dense", "matmul", "heaviside", "sgn", "runtime"];
  assert.deepEqual(root.slice(0, 11), ["Perceptron", "TLU", ...errors, ...functions]);
  assert.equal(names("api/rosenblatt/table.md")[1], "TableEncoder");
  assert.equal(names("api/rosenblatt/logic.md")[2], "compile");
  const [first, second] = read("api/index.md").matchAll(/^\| \[`([^`]*)`/gm);
  assert.deepEqual([first[1], second[1]], ["rosenblatt", "rosenblatt/predict"]);
  const api = files.filter((file) => /^api\/.*\.md$/.test(file)).map(read);
  for (const text of api) {
    assert.doesNotMatch(text, /^#+ (Get Signature|Inherited from|Overrides)$/m); // what each getter and each copy said
    assert.doesNotMatch(text, /PerceptronModel|PaceOptions|hasInstance|docs\/[a-z-]+\.md/); // what has no page here
    assert.doesNotMatch(text, /\| Modifier \|/); // which called every property public where one is static
    assert.doesNotMatch(text, /^(#+) Throws\n\n[^#]*\n\1 Throws$/m); // a heading for each code
  }
  assert.match(read("api/rosenblatt/pipeline.md"), /<\/a> `static format` \| `"rosenblatt.Pipeline"` \|/);
  assert.match(read("api/rosenblatt.md"), /<\/a> `coef` \| \[`Matrix`\]\(#matrix\) \|/);
});

test("no figure of a page is parted from its unit or its range, and no flag is broken after a hyphen", () => {
  const parted = /\d (?:(?:%|[nµm]?s|min|[kM]B|GB\/s)[ ,.;:)]|– \d)/;
  const whole = /<pre[\s\S]*?<\/pre>|<span class="whole">[^<]*<\/span>|<[^>]*>/g;
  const prose = pages.map((page) => [page, read(page).replaceAll(whole, "")]);
  assert.deepEqual(
    prose.filter(([, text]) => parted.test(text)).map(([page, text]) => `${page}: ${parted.exec(text)[0]}`),
    [],
  );
  const performance = read("performance.html");
  assert.match(performance, /\d\u00a0ms<\/td>/);
  assert.match(performance, /<span class="whole">\d\.\d – \d\.\d<\/span>/);
  assert.match(
    performance,
    /<code>npm run bench <span class="whole">--<\/span> <span class="whole">--peers<\/span><\/code>/,
  );
});
