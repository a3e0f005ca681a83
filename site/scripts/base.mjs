// One build for every sub-path. VitePress wants to know its base, so it is given one that stands nowhere else; afterwards
// each mention of it becomes relative in HTML and CSS, and in JavaScript an expression of the page's own address.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseAst } from "rollup/parseAst";

/** The base that VitePress builds for. */
export const BASE = "/the-base-of-the-site/";
/** The global in which a page keeps its own. */
const GLOBAL = "__SITE_BASE__";

/** JavaScript in which every string that holds the base is put together when it runs. */
export function relocateScript(code) {
  const found = [];
  const visit = (node) => {
    if (node === null || typeof node !== "object") return;
    if (Array.isArray(node)) return node.forEach(visit);
    if (node.type === "Literal" && typeof node.value === "string" && node.value.includes(BASE))
      found.push(node);
    else if (node.type === "TemplateElement" && node.value.raw.includes(BASE)) found.push(node);
    else Object.values(node).forEach(visit);
  };
  visit(parseAst(code));
  for (const { type, start, end } of found.sort((a, b) => b.start - a.start)) {
    const source = code.slice(start, end);
    const quote = source[0];
    const moved =
      type === "Literal"
        ? `(${source.split(BASE).join(`${quote}+${GLOBAL}+${quote}`)})`
        : source.split(BASE).join(`\${${GLOBAL}}`);
    code = code.slice(0, start) + moved + code.slice(end);
  }
  return code;
}

const SCRIPT =
  /(<script(?![^>]*\bsrc=)(?![^>]*type="(?!module|text\/javascript))[^>]*>)([\s\S]*?)(<\/script>)/g;

/**
 * An HTML page at this address of the site: its links are relative. Before VitePress takes over, they become absolute, as
 * a link that is relative to one page would lead elsewhere from the next.
 */
export function relocatePage(html, address) {
  const up = posix.relative(posix.dirname(address), ".") || ".";
  const scripts = [];
  const kept = html.replace(SCRIPT, (_, open, code, close) => {
    scripts.push(`${open}${relocateScript(code)}${close}`);
    return `<script ${scripts.length - 1}></script>`;
  });
  const own = `<script>${GLOBAL}=new URL("${up}/",location.href).pathname</script>`;
  const absolute = `<script>for(const a of document.querySelectorAll('a[href^="."],link[rel=icon]'))a.setAttribute("href",a.href)</script>`;
  return kept
    .replaceAll(`vp-doc ${BASE.replaceAll("/", "_")}`, "vp-doc _") // a class with the page's address
    .replaceAll(BASE, `${up}/`)
    .replace("<head>", `<head>${own}`)
    .replace("</body>", `${absolute}</body>`)
    .replace(/<script (\d+)><\/script>/g, (_, i) => scripts[i]);
}

/** Relocates a whole site. */
export function relocate(folder) {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, file);
    const change = (how) => {
      const before = readFileSync(path, "utf8");
      if (!before.includes(BASE) && !file.endsWith(".html")) return;
      writeFileSync(path, how(before, file.replaceAll("\\", "/")));
    };
    if (/^(playground|lib)\b/.test(file)) continue;
    if (file.endsWith(".html")) change(relocatePage);
    else if (file.endsWith(".js")) change(relocateScript);
    else if (file.endsWith(".css"))
      change((css, address) =>
        css.replaceAll(BASE, `${posix.relative(posix.dirname(address), ".") || "."}/`),
      );
  }
}
