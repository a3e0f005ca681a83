// Lays out the pages that VitePress builds: staged/pages from the repository's Markdown, staged/public with each page as
// Markdown and llms.txt, staged/site.json with the sidebar.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { ABOUT, aboutApi } from "./about.mjs";
import { writeApi } from "./api.mjs";
import { withFigures } from "./comparison.mjs";
import { outsideCode, relink, slugify } from "./markdown.mjs";
import { FRONT, SIDEBAR } from "./pages.mjs";
import { root, staged } from "./places.mjs";

const read = (file) => readFileSync(join(root, file), "utf8");
const manifest = JSON.parse(read("package.json"));

function write(file, content) {
  mkdirSync(dirname(join(staged, file)), { recursive: true });
  writeFileSync(join(staged, file), content);
}

const titleOf = (text) => /^(?:# |title: )(.*)$/m.exec(text)[1].replaceAll("`", "");

/** The README's table of what is fast, with the line that says where and when it was measured. */
function figures() {
  const [, table] = /\n## How fast\n([\s\S]*?)\n!\[/.exec(read("README.md"));
  const [, measured] = /\n(`npm run bench -- --peers`[\s\S]*?)\. The figure/.exec(read("README.md"));
  return `${table.trim()}\n\n${measured}.`;
}

const pages = [FRONT, ...SIDEBAR.flatMap((group) => group.pages)];

/** The address in the site of each file of the repository that a page may link to. */
const places = new Map([
  ...pages.map(([address, source]) => [source, `${address}.md`]),
  ["docs/speed.svg", "speed.svg"],
  ["site/pages/api.md", "api/index.md"],
  ["playground/README.md", "playground/index.html"],
]);

/** A page of the site: its Markdown with the links of the site. */
function page([address, source]) {
  const text = relink(
    withFigures(read(source)).replace("<!-- figures -->", figures),
    source,
    `${address}.md`,
    places,
  );
  return { address, source, text, title: titleOf(text) };
}

/**
 * Links of typedoc to headings of the same page. It numbers what has the same name on a page, also where only one of them is
 * a heading, which then has no number.
 */
function relinkHeadings(text) {
  const headings = new Set([...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => slugify(heading)));
  return text.replaceAll(/\]\(#([\w-]+)-\d+\)/g, (link, name) =>
    headings.has(name) && !text.includes(`id="${name}-`) ? `](#${name})` : link,
  );
}

/** The pages that doc comments name by their files, as links with their titles, for the reference of an import name. */
const linkPages = (text, name) =>
  outsideCode(text, (part) =>
    part.replaceAll(/\bdocs\/[a-z-]+\.md\b/g, (file) => {
      const [address, , title] = pages.find(([, source]) => source === file);
      return `[${title ?? titleOf(read(file))}](${posix.relative(posix.dirname(`api/${name}`), `${address}.md`)})`;
    }),
  );

/** What the README says of each import name, and the guide that it names there. */
function subpaths() {
  const rows = read("README.md").matchAll(/^\| \[`(rosenblatt[^`]*)`\]\(([^)#]*)[^)]*\) \| (.*) \|$/gm);
  return new Map([...rows].map(([, name, guide, what]) => [name, { guide, what }]));
}

/** The pages of the API, in the order of the README, each with the name that one imports, its links and its title. */
export async function apiPages() {
  const folder = join(staged, "api");
  const said = subpaths();
  const guides = new Map([...said].map(([name, { guide }]) => [name, read(guide)]));
  const names = await writeApi(root, folder, guides);
  const order = [...said.keys()];
  names.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return names.map((name) => {
    const body = readFileSync(join(folder, `${name}.md`), "utf8");
    const text = `# \`${name}\`: API\n\n${linkPages(relinkHeadings(body), name)}`;
    return { address: `api/${name}`, title: name, text, description: said.get(name).what };
  });
}

/** Where the reference begins: each subpath with what the README says of it. */
function apiIndex(api) {
  const rows = api.map(({ title, description }) => `| [\`${title}\`](./${title}.md) | ${description} |`);
  const head =
    "Every exported name, from the doc comments of the source. The pages of the guide explain and show.";
  return {
    address: "api/index",
    title: "API reference",
    text: `# API reference\n\n${head}\n\n| import | what it does |\n|---|---|\n${rows.join("\n")}\n`,
  };
}

/** The map of the site for language models: llmstxt.org. */
function llms(groups, about) {
  const [, library] = /^# .*\n+([\s\S]*?)\n\n/.exec(read("README.md"));
  const link = ({ title, address }) => `- [${title}](./${address}.md): ${about.get(address)}`;
  const list = ({ text, items }) => `## ${text}\n\n${items.map(link).join("\n")}\n`;
  return `# rosenblatt\n\n> ${library.replaceAll("\n", " ")}\n\nVersion ${manifest.version}. \`npm install rosenblatt\`.\n\n${groups.map(list).join("\n")}`;
}

/** The text of a page for who reads Markdown: without what only VitePress knows. */
function plain({ title, text }) {
  const body = text
    .replace(/^---\n[\s\S]*?\n---\n+/, "")
    .replaceAll(/^<\/?(FrontPage|template|ComparisonChart).*>\n+/gm, "");
  return /^# /m.test(body) ? body : `# ${title}\n\n${body}`;
}

/** The groups of the sidebar and of llms.txt, with titles and addresses. */
function groupsOf(written, api) {
  const byAddress = new Map(written.map((one) => [one.address, one]));
  const guide = SIDEBAR.map(({ text, pages }) => ({
    text,
    items: pages.map(([address, , title]) => {
      const page = byAddress.get(address);
      return { title: title ?? page.title, address };
    }),
  }));
  return [...guide, { text: "API", items: [byAddress.get("api/index"), ...api] }];
}

/** Stages the pages, with those of the API that `apiPages` gives. */
export function stagePages(api) {
  const written = [...pages.map(page), apiIndex(api), ...api];
  for (const one of written) {
    write(`pages/${one.address}.md`, one.text);
    write(`public/${one.address}.md`, plain(one));
  }
  for (const to of ["pages", "public"]) cpSync(join(root, "docs/speed.svg"), join(staged, to, "speed.svg"));
  const groups = groupsOf(written, api);
  const about = new Map([
    ...Object.entries(ABOUT),
    ...api.map(({ address, title, description }) => [address, aboutApi(title, description)]),
  ]);
  for (const { address } of written)
    if (!about.has(address)) throw new Error(`${address} is not in about.mjs`);
  write("public/llms.txt", llms(groups, about));
  const sidebar = groups.map(({ text, items }) => ({
    text,
    items: items.map(({ title, address }) => ({ text: title, link: `/${address.replace(/\bindex$/, "")}` })),
  }));
  write(
    "site.json",
    JSON.stringify({ sidebar, version: manifest.version, about: Object.fromEntries(about) }),
  );
}
