// The documentation as a whole: no dead link in the repository or in the package, no orphan page, every error code.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const docs = readdirSync("docs")
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`);
const shipped = ["README.md", ...docs];
const ofSite = readdirSync("site/pages", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .map((name) => `site/pages/${name.replaceAll("\\", "/")}`);
const inRepository = [...shipped, ...ofSite, "CONTRIBUTING.md", "bench/README.md", "playground/README.md"];

const read = (page: string): string => readFileSync(page, "utf8");
const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, "");

/** Relative links and pictures of a page, each as the file that it names and the heading in it, if any. */
const links = (page: string): { page: string; link: string; file: string; anchor: string | undefined }[] =>
  [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] as string)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path, anchor] = link.split("#") as [string, string?];
      return { page, link, file: path === "" ? page : join(dirname(page), path), anchor };
    });

/** The anchors that GitHub and npm give to the headings of a page. */
const anchors = (page: string): string[] =>
  [...withoutCode(read(page)).matchAll(/^#+ (.*)$/gm)].map((match) =>
    (match[1] as string)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

describe("links", () => {
  it("name a file that there is and, where they name a heading, one that it has", () => {
    const dead = inRepository
      .flatMap(links)
      .filter(
        ({ file, anchor }) =>
          !existsSync(file) ||
          (anchor !== undefined && !(file.endsWith(".md") && anchors(file).includes(anchor))),
      );
    expect(inRepository.flatMap(links).length).toBeGreaterThan(30);
    expect(dead).toEqual([]);
  });

  it("of the README and docs/ stay within the package, which ships every page", () => {
    const pack = ["pack", "--dry-run", "--json", "--ignore-scripts"];
    const [packed] = JSON.parse(
      execFileSync("npm", pack, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    );
    const paths = new Set(packed.files.map(({ path }: { path: string }) => path));
    expect(shipped.filter((page) => !paths.has(page))).toEqual([]);
    expect(shipped.flatMap(links).filter(({ file }) => !paths.has(file))).toEqual([]);
  });

  it("of the README lead to every page and every subpath", () => {
    const named = links("README.md").map(({ file }) => file);
    expect(docs.filter((page) => !named.includes(page))).toEqual([]);
    const { exports } = JSON.parse(read("package.json"));
    const subpaths = Object.keys(exports).filter((name) => /^\.\/[a-z]+$/.test(name));
    expect(subpaths.length).toBeGreaterThan(0);
    expect(
      subpaths.filter((name) => !read("README.md").includes(`[\`rosenblatt/${name.slice(2)}\`]`)),
    ).toEqual([]);
  });
});

describe("figures", () => {
  const MEASURED = /\d (?:ns|µs|ms|s)\b|\d ?%|times as (?:fast|long)|\d×(?!\d)/;
  /** Times that are set, not measured. */
  const SET = /every (?:4|10) ms|up to 5 s/;
  const ofSection = (page: string): { page: string; heading: string; text: string }[] =>
    withoutCode(read(page))
      .split(/^(?=## )/m)
      .map((text) => ({ page, heading: text.split("\n")[0] as string, text }));

  it("stand with the date, the engine and the machine of their measurement, in the same section", () => {
    const sections = [...shipped, ...ofSite]
      .flatMap(ofSection)
      .filter(({ text }) => text.split("\n").some((line) => MEASURED.test(line) && !SET.test(line)));
    expect(sections.length).toBeGreaterThan(10);
    const undated = sections.filter(
      ({ text }) => !(/\b20\d\d-\d\d-\d\d\b/.test(text) && /Node\s\d/.test(text)),
    );
    expect(undated.map(({ page, heading }) => `${page}: ${heading}`)).toEqual([]);
  });
});

it("the site has every page of docs/", () => {
  const listed = read("site/scripts/pages.mjs");
  expect(docs.filter((page) => !listed.includes(`"${page}"`))).toEqual([]);
});

describe("docs/errors.md", () => {
  const CODE = /"((?=[A-Z0-9_]{4})[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)"/.source;
  /** The sources that may throw an error of the library; the command line has its own. */
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.wasm|error-codes)\.ts$/.test(file) && !file.startsWith("cli"))
    .map((file) => read(join("src", file)));

  /** The classes of each code: what is constructed with it, by `new`, by `refusal` or by `needsAllRows`. */
  function thrown(): Map<string, Set<string>> {
    const classes = new Map<string, Set<string>>();
    const add = (code: string, ...names: string[]): void => {
      classes.set(code, new Set([...(classes.get(code) ?? []), ...names]));
    };
    for (const text of sources) {
      for (const [, name, code] of text.matchAll(new RegExp(`new (\\w+Error)\\(\\s*${CODE}`, "g")))
        add(code as string, name as string);
      for (const [, code] of text.matchAll(new RegExp(`refusal\\(\\s*\\w+,\\s*${CODE}`, "g")))
        add(code as string, "KindError", "ValueError");
      for (const [, code] of text.matchAll(new RegExp(`needsAllRows\\([^()]*?${CODE}`, "g")))
        add(code as string, "ValueError");
    }
    return classes;
  }

  const rows = [...read("docs/errors.md").matchAll(/^\| `([A-Z0-9_]+)` \| ([\w, ]+) \| (.+) \| (.+) \|$/gm)];

  it("has every code that is thrown, with its classes, and no other", () => {
    const listed = rows.map(([, code, classes]) => [code, (classes as string).split(", ").sort()]);
    const expected = [...thrown()].map(([code, classes]) => [code, [...classes].sort()]);
    expect(listed.toSorted()).toEqual(expected.toSorted());
    expect(new Set(listed.map(([code]) => code)).size).toBe(listed.length);
  });

  it("has the codes of the type ErrorCode", () => {
    const union = [...read("src/base/error-codes.ts").matchAll(new RegExp(`\\| ${CODE}`, "g"))];
    expect(union.map(([, code]) => code).toSorted()).toEqual(rows.map(([, code]) => code).toSorted());
  });

  it("misses no code for being thrown in a way that this test does not know", () => {
    const known = thrown();
    const constants = sources.flatMap((text) =>
      [...text.matchAll(new RegExp(CODE, "g"))].map((match) => match[1]),
    );
    const ofFormats = ["ARROW1", "PAR1", "REQUIRED", "REPEATED", "DECIMAL", "INT32", "BOOLEAN"];
    const ofPackers = ["UNCOMPRESSED", "SNAPPY", "GZIP", "BROTLI", "ZSTD"];
    const ofOthers = ["ENOENT", "ENOTDIR", "EEXIST", "EPIPE", ...ofFormats, ...ofPackers];
    const unknown = [...new Set(constants)].filter((name) => !known.has(name as string));
    expect(unknown.filter((name) => !ofOthers.includes(name as string))).toEqual([]);
  });
});
