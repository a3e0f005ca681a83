// What the site does to a page's Markdown: its links, its code blocks and its pictures of networks.
import { posix } from "node:path";
import { diagram } from "./diagram.mjs";

/** A text with `change` applied to what is no code. */
export function outsideCode(text, change) {
  return text
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part, i) => (i % 2 === 1 ? part : change(part)))
    .join("");
}

/**
 * A page's links, from files of the repository to files of the site.
 *
 * @param places address of the site for each file of the repository
 * @throws if a link leads to a file that is not in the site
 */
export function relink(text, source, address, places) {
  const from = posix.dirname(address);
  const target = (link) => {
    if (/^([a-z]+:|#)/.test(link)) return link;
    const [path, anchor] = link.split("#");
    const file = posix.join(posix.dirname(source), path);
    const place = places.get(file);
    if (place === undefined) throw new Error(`${source} links to ${file}, which is not in the site`);
    const relative = posix.relative(from, place);
    return `${relative.startsWith(".") ? "" : "./"}${relative}${anchor === undefined ? "" : `#${anchor}`}`;
  };
  return outsideCode(text, (part) => part.replaceAll(/\]\(([^)\s]+)\)/g, (_, link) => `](${target(link)})`));
}

/** Whether a page has this module: the library, and what reads files of the package in place of Node's. */
const isInPage = (name) =>
  name === "node:fs" || (/^rosenblatt(\/|$)/.test(name) && name !== "rosenblatt/cluster");

/** What keeps a block from running in a page: the first module that a page has not, if any. */
const needs = (block) =>
  [...block.matchAll(/from "([^"]+)"/g)].map(([, name]) => name).find((name) => !isInPage(name));

/** A text whose numbers stay in a line with their units, and those of a range with each other. */
const unbroken = (text) =>
  text
    .replaceAll(/(?<=\d) (?=(%|[nµm]?s|min|[kKMG]?B(\/s)?)(?![\p{L}\p{N}]))/gu, "\u00a0")
    .replaceAll(/[\d.]+ – [\d.]*\d/g, WHOLE); // a dash may end a line, whatever space comes after it

/** What is found, in one line. */
const WHOLE = '<span class="whole">$&</span>';

/** Lets VitePress draw `mermaid` blocks, put a frame with a button around `js` blocks, and break no figure, flag or name. */
export function extend(md) {
  const usual = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, i, ...rest) => {
    const { info, content } = tokens[i];
    if (info === "mermaid") return diagram(content);
    const html = usual(tokens, i, ...rest);
    if (info !== "js") return html;
    const missing = needs(content);
    return `<RunBlock${missing === undefined ? "" : ` needs="${missing}"`}>${html}</RunBlock>\n`;
  };
  const { rules } = md.renderer;
  const [plain, code] = [rules.text, rules.code_inline];
  rules.text = (...args) => unbroken(plain(...args));
  rules.code_inline = (...args) =>
    code(...args)
      .replaceAll(/--[\w-]*|static \w+/g, WHOLE)
      .replaceAll(/rosenblatt\/(?=\w)/g, "$&<wbr>"); // a narrow page breaks a subpath there, not within its name
  for (const [end, step] of [
    ["open", 1],
    ["close", -1],
  ])
    md.renderer.rules[`th_${end}`] = (tokens, i, options, _, self) => {
      if (tokens[i + step].content === "") tokens[i].tag = "td"; // a heading without a word is none
      return self.renderToken(tokens, i, options);
    };
}

/** The anchor that GitHub gives to a heading, so that the links of docs/ hold in both places. */
export const slugify = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
