// The house rules that a program can check: floors, sizes, what an install brings.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const FLOORS = [
  "base",
  "core",
  "data",
  "learn",
  "logic",
  "separability",
  "hebb",
  "network",
  "metrics",
  "svmlight",
  "sklearn",
  "threads",
  "worker",
  "index.ts",
  "edge",
  "cli",
];
/** All texts are in these, however long they are. */
const TEXTS = ["src/base/words.ts", "src/base/texts.ts", "src/base/texts-subpaths.ts"];
const LOADER = "@assemblyscript/loader";

interface Source {
  readonly path: string;
  readonly text: string;
  /** Paths for the project's own files, names for packages. */
  readonly imports: readonly string[];
}

function sources(folder: string): Source[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.includes("node_modules"),
  );
  return files.map((file) => {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    const specifiers = [...text.matchAll(/\b(?:from|import)\s+"([^"]+)"/g)].map(
      (match) => match[1] as string,
    );
    const imports = specifiers.map((specifier) =>
      specifier.startsWith(".")
        ? normalize(join(dirname(path), specifier)).replace(/(\.js)?$/, ".ts")
        : specifier,
    );
    return { path, text, imports };
  });
}

const src = sources("src");
const assembly = sources("assembly");
const own = (imports: readonly string[]): string[] => imports.filter((path) => path.endsWith(".ts"));

describe("floors", () => {
  it("imports go down the stairs", () => {
    const floor = (path: string): number => FLOORS.indexOf(path.split("/")[1] as string);
    const upward = src.flatMap(({ path, imports }) =>
      own(imports)
        .filter((target) => floor(target) > floor(path) || floor(target) < 0)
        .map((target) => `${path} → ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it("imports make no circle", () => {
    const circles: string[] = [];
    const graph = new Map([...src, ...assembly].map(({ path, imports }) => [path, own(imports)]));
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail, path].join(" → "));
      else for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it("every file is imported by another, but for the entries", () => {
    const subpaths = FLOORS.slice(FLOORS.indexOf("logic"), FLOORS.indexOf("index.ts"));
    const roofs = subpaths.map((name) => `src/${name}/index.ts`);
    const entries = [
      "src/index.ts",
      ...roofs,
      "src/threads/thread.ts",
      "src/worker/host.ts",
      "src/edge/kernels.ts",
      "src/cli/main.ts",
      "assembly/index.ts",
      "assembly/logic/index.ts",
      "assembly/sequential/index.ts",
    ];
    const all = [...src, ...assembly];
    const imported = new Set([...entries, ...all.flatMap(({ imports }) => own(imports))]);
    expect(all.map(({ path }) => path).filter((path) => !imported.has(path))).toEqual([]);
  });

  it("Node's own modules and packages stay where they belong", () => {
    const foreign = src
      .filter(({ path }) => !path.startsWith("src/cli/"))
      .flatMap(({ path, imports }) =>
        imports.filter((name) => !name.endsWith(".ts")).map((name) => [path, name]),
      );
    expect(foreign).toEqual([
      ["src/core/instantiate.ts", LOADER],
      ["src/edge/kernels.ts", "#core"],
    ]);
  });

  it("of the numeric kernels, two files know a v128, and one function shifts an index into bytes", () => {
    const kernels = assembly.filter(({ path }) => !path.startsWith("assembly/logic/"));
    const matching = (pattern: RegExp): string[] =>
      kernels.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
    expect(matching(/\b(v128|[fi](32|64)x\d)\b/)).toEqual(["assembly/signs.ts", "assembly/vector.ts"]);
    expect(matching(/<</)).toEqual(["assembly/vector.ts"]);
    expect(kernels.find(({ path }) => path === "assembly/vector.ts")?.text.match(/<</g)).toHaveLength(1);
  });
});

describe("sizes", () => {
  const written = [
    ...src,
    ...assembly,
    ...sources("test"),
    ...sources("bench"),
    ...sources("playground/src"),
  ].filter(({ path }) => !path.endsWith(".wasm.ts") && !TEXTS.includes(path));

  it("files stay under 320 lines", () => {
    const long = written.filter(({ text }) => text.split("\n").length > 320).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it("all error texts live in the files of texts", () => {
    const elsewhere = src.filter(
      ({ path, text }) =>
        /new (KindError|ValueError|ShapeError|StateError|TypeError)\(/.test(text) && !TEXTS.includes(path),
    );
    expect(elsewhere.map(({ path }) => path)).toEqual([]);
  });
});

describe("package", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));

  it("an install brings nothing but this package", () => {
    const { dependencies, optionalDependencies, peerDependencies } = manifest;
    expect({ ...dependencies, ...optionalDependencies, ...peerDependencies }).toEqual({});
  });

  it("the loader, which is bundled, is pinned", () => {
    expect(manifest.devDependencies[LOADER]).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
