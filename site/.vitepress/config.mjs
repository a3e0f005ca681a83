import { readFileSync } from "node:fs";
import { defineConfig } from "vitepress";
import { BASE } from "../scripts/base.mjs";
import { extend, slugify } from "../scripts/markdown.mjs";
import { dark, light } from "./code-themes.mjs";

// What scripts/stage.mjs made of the repository's pages.
const { sidebar, version, about } = JSON.parse(
  readFileSync(new URL("../staged/site.json", import.meta.url), "utf8"),
);

/** What a static host does, and the dev server of VitePress does not: the playground's folder has a page, and the site an icon. */
const asHost = {
  name: "as-a-host",
  apply: "serve",
  configureServer({ middlewares }) {
    middlewares.use((request, _, next) => {
      request.url = request.url.replace(/^\/playground\/(?=$|\?)/, "/playground/index.html");
      next();
    });
  },
  transformIndexHtml: () => [{ tag: "link", attrs: { rel: "icon", href: "/icon.svg" } }],
};

/** The heading of a group of the sidebar that cannot be folded is no button, and no stop of the tab key. */
const plainHeadings = {
  name: "plain-headings",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/VPSidebarItem.vue")) return null;
    const changed = code
      .replace(':role="itemRole"', ':role="collapsible ? itemRole : undefined"')
      .replace(':tabindex="item.items && 0"', ':tabindex="collapsible ? 0 : undefined"');
    if (changed.split("collapsible ? ").length !== 3) throw new Error("VitePress has another sidebar");
    return changed;
  },
};

/** The built pages have their language and direction. To set them again, as VitePress does when it mounts, styles all anew. */
const oneLanguage = {
  name: "one-language",
  apply: "build",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/vitepress/dist/client/app/index.js")) return null;
    const changed = code.replaceAll(/document\.documentElement\.(lang|dir) = .*;/g, "");
    if (/document\.documentElement/.test(changed) || changed === code)
      throw new Error("VitePress sets the language elsewhere");
    return changed;
  },
};

export default defineConfig(({ command }) => ({
  srcDir: "staged/pages",
  outDir: "../build/site",
  cacheDir: "staged/cache",
  base: command === "build" ? BASE : "/",
  lang: "en",
  title: "rosenblatt",
  titleTemplate: ":title · rosenblatt",
  description:
    "Perceptrons and threshold logic units on SIMD WebAssembly: small, exact, the same bits everywhere.",
  head: [
    ["link", { rel: "icon", type: "image/svg+xml", href: `${command === "build" ? BASE : "/"}icon.svg` }],
    ["meta", { name: "theme-color", content: "#fbf8f1", media: "(prefers-color-scheme: light)" }],
    ["meta", { name: "theme-color", content: "#191816", media: "(prefers-color-scheme: dark)" }],
  ],
  // else a page that is mounted styles all its elements four times over, to hide transitions between colours that stay
  appearance: { disableTransition: false },
  ignoreDeadLinks: [/playground\/index/], // which is built by itself
  router: { prefetchLinks: false },
  transformPageData: ({ relativePath }) => ({ description: about[relativePath.replace(/\.md$/, "")] }),
  markdown: {
    anchor: { slugify, level: [1, 2, 3, 4, 5] }, // not of what the reference says of each method: Parameters, Returns, Throws
    toc: { slugify },
    config: extend,
    theme: { light, dark },
    headers: { level: [2, 3] },
  },
  themeConfig: {
    nav: [
      { text: "Guide", link: "/introduction", activeMatch: "^/(introduction|training|data|guides/)" },
      { text: "API", link: "/api/", activeMatch: "^/api/" },
      { text: "Benchmarks", link: "/performance" },
      { text: "Comparison", link: "/comparison" },
      { text: "Playground", link: "/playground/", target: "_self" },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: {
      provider: "local",
      options: {
        detailedView: false,
        // a page that explains comes before the reference, where both have the word
        miniSearch: { searchOptions: { boostDocument: (id) => (id.includes("/api/") ? 0.3 : 1) } },
      },
    },
    externalLinkIcon: false,
    footer: { message: `rosenblatt ${version} · MIT` },
  },
  vite: {
    plugins: [asHost, plainHeadings, oneLanguage],
    publicDir: new URL("../staged/public", import.meta.url).pathname,
    build: { chunkSizeWarningLimit: 2000 },
  },
}));
