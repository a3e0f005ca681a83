// What the blocks of the pages use of node:fs: they read files of the installed package, which here is the site's copy.
const PACKAGE = "node_modules/rosenblatt/";

export function readFileSync(path, encoding) {
  if (!path.startsWith(PACKAGE) || encoding !== "utf8") throw new Error(`a page cannot read ${path}`);
  const request = new XMLHttpRequest();
  request.open("GET", new URL(`../lib/${path.slice(PACKAGE.length)}`, import.meta.url), false);
  request.send();
  if (request.status !== 200) throw new Error(`${path}: ${request.status}`);
  return request.responseText;
}
