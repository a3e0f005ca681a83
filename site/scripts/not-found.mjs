// The page that a host shows for an address which leads nowhere. It may stand at any depth, so it brings its styles with it,
// and asks the folders above it where the site begins before it links there.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./places.mjs";

const LINKS = [
  ["", "Front page"],
  ["introduction.html", "Introduction"],
  ["api/", "API reference"],
  ["playground/", "Playground"],
];

const STYLES = `
body {
  max-width: 40rem;
  margin: 0 auto;
  padding: 18vh 1.5rem 4rem;
  background: var(--vp-c-bg);
  color: var(--vp-c-text-1);
  font: 1.15rem/1.6 var(--serif);
}
a { color: var(--blue); }
.home { font-size: 1.35rem; font-style: italic; }
h1 { margin: 2rem 0 1rem; font-size: 2.4rem; font-weight: 400; line-height: 1.15; }
ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; padding: 0; list-style: none; }
li a { display: inline-block; padding: 0.6rem 0; }
`;

/** The colours of the last visit, or else of the system, as VitePress keeps them. */
function colours() {
  let kept;
  try {
    kept = localStorage.getItem("vitepress-theme-appearance");
  } catch {
    // then the system's
  }
  const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", dark);
}

/** Goes up from folder to folder until one holds the site, and shows the links into it. */
async function links() {
  const isSite = (folder) =>
    fetch(new URL("lib/exports.json", folder))
      .then((response) => response.ok && response.json())
      .then((exports) => Boolean(exports.rosenblatt))
      .catch(() => false);
  let folder = new URL(".", location.href);
  while (!(await isSite(folder))) {
    if (folder.pathname === "/") return;
    folder = new URL("..", folder);
  }
  for (const link of document.querySelectorAll("a")) link.href = new URL(link.dataset.to, folder);
  document.querySelector("nav").hidden = false;
}

/** The page as HTML. */
export function notFoundPage() {
  const palette = readFileSync(join(root, "site/.vitepress/theme/colours.css"), "utf8");
  const items = LINKS.map(([to, text]) => `<li><a data-to="${to}">${text}</a></li>`).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Nothing here · rosenblatt</title>
<style>${palette}${STYLES}</style>
<script>(${colours})()</script>
</head>
<body>
<main>
<p class="home">rosenblatt</p>
<h1>There is nothing at this address</h1>
<p>The page may have another name now, or the link a typing mistake.</p>
<nav aria-label="The site" hidden><ul>${items}</ul></nav>
</main>
<script>(${links})()</script>
</body>
</html>
`;
}
