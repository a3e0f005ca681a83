// The rules of the code base that a program can check: layers, names, sizes, what an install brings.
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

/** A folder each, but for the public classes of `learn`, which lie above its sub-folders, and the root. */
const LAYERS = [
  "base",
  "core",
  "data",
  "learn",
  "learn/predict",
  "learn/train",
  "learn/file",
  "learn's classes",
  "logic",
  "separability",
  "hebb",
  "network",
  "metrics",
  "calibration",
  "classes",
  "rules",
  "svmlight",
  "features",
  "table",
  "npy",
  "arrow",
  "parquet",
  "sklearn",
  "pipeline",
  "predict",
  "export",
  "import",
  "threads",
  "worker",
  "cluster",
  "index.ts",
  "edge",
  "cli",
];
const CLASSES = ["dense", "tlu", "perceptron-model", "perceptron"].map((name) => `src/learn/${name}.ts`);
/** All texts are in these, however long they are. */
const TEXTS = [
  "src/base/texts-cluster.ts",
  "src/base/words.ts",
  "src/base/texts.ts",
  "src/base/texts-subpaths.ts",
];
const LOADER = "@assemblyscript/loader";

interface Source {
  readonly path: string;
  readonly text: string;
  /** Paths for the project's own files, names for packages. */
  readonly imports: readonly string[];
}

function sources(folder: string): Source[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.(ts|mjs)$/.test(file) && !/(^|\/)(node_modules|\.work)\//.test(file),
  );
  return files.map((file) => {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    const specifiers = [...text.matchAll(/\b(?:(?:from|import)\s+|import\((?="\.))"([^"]+)"/g)].map(
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
const graph = new Map([...src, ...assembly].map(({ path, imports }) => [path, own(imports)]));

function layer(path: string): number {
  if (CLASSES.includes(path)) return LAYERS.indexOf("learn's classes");
  const folder = path.startsWith("src/learn/") ? dirname(path).slice("src/".length) : path.split("/")[1];
  return LAYERS.indexOf(folder as string);
}

/** The shortest chain of imports from a file to each that it leads to, both ends among them. */
function chains(from: string): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>([[from, [from]]]);
  for (const [path, chain] of found) {
    for (const next of graph.get(path) ?? []) if (!found.has(next)) found.set(next, [...chain, next]);
  }
  return found;
}

describe("layers", () => {
  it("imports point down", () => {
    const upward = src.flatMap(({ path, imports }) =>
      own(imports)
        .filter((target) => layer(target) > layer(path) || layer(target) < 0)
        .map((target) => `${path} → ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it("imports make no cycle", () => {
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) cycles.push([...trail, path].join(" → "));
      if (trail.includes(path) || done.has(path)) return;
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it("at most six imports lead from the root to any of its files, and by way of fit to the kernels", () => {
    const [fit, kernels] = ["src/learn/train/fit.ts", "src/core/kernels.wasm.ts"];
    const fromRoot = chains("src/index.ts");
    const byFit = [...(fromRoot.get(fit) ?? []), ...(chains(fit).get(kernels)?.slice(1) ?? [])];
    expect([byFit[0], byFit.at(-1)]).toEqual(["src/index.ts", kernels]);
    const long = [byFit, ...fromRoot.values()].filter((chain) => chain.length - 1 > 6);
    expect(long.map((chain) => chain.join(" → "))).toEqual([]);
  });

  it("every file is imported by another, but for the entries", () => {
    const subpaths = LAYERS.slice(LAYERS.indexOf("logic"), LAYERS.indexOf("index.ts"));
    const entryPoints = subpaths.map((name) => `src/${name}/index.ts`);
    const entries = [
      "src/index.ts",
      ...entryPoints,
      "src/threads/thread.ts",
      "src/worker/host.ts",
      "src/cluster/thread.ts",
      "src/edge/kernels.ts",
      "src/cli/main.ts",
      "assembly/index.ts",
      "assembly/logic/index.ts",
      "assembly/sequential/index.ts",
      "assembly/features/index.ts",
      "assembly/rules/index.ts",
    ];
    const all = [...src, ...assembly];
    const imported = new Set([...entries, ...all.flatMap(({ imports }) => own(imports))]);
    expect(all.map(({ path }) => path).filter((path) => !imported.has(path))).toEqual([]);
  });

  it("Node's own modules and packages stay where they belong", () => {
    const foreign = src
      .filter(({ path }) => !/^src\/(cli|cluster)\//.test(path)) // which are for Node alone
      .flatMap(({ path, imports }) =>
        imports.filter((name) => !name.endsWith(".ts")).map((name) => [path, name]),
      );
    expect(foreign).toEqual([
      ["src/core/instantiate.ts", LOADER],
      ["src/edge/kernels.ts", "#core"],
      ["src/table/papaparse.ts", "papaparse"],
    ]);
  });

  it("two files ask whether a value is an array: a proxy that was revoked throws", () => {
    const asking = src.filter(({ text }) => /\bArray\.isArray\(/.test(text)).map(({ path }) => path);
    expect(asking.sort()).toEqual(["src/base/words.ts", "src/data/view.ts"]);
  });

  it("of the numeric kernels, three files know a v128, and one function shifts an index into bytes", () => {
    const kernels = assembly.filter(({ path }) => !path.startsWith("assembly/logic/"));
    const matching = (pattern: RegExp): string[] =>
      kernels
        .filter(({ text }) => pattern.test(text))
        .map(({ path }) => path)
        .sort();
    expect(matching(/\b(v128|[fi](32|64)x\d)\b/)).toEqual([
      "assembly/features/block.ts",
      "assembly/signs.ts",
      "assembly/vector.ts",
    ]);
    expect(matching(/<</)).toEqual(["assembly/vector.ts"]);
    expect(kernels.find(({ path }) => path === "assembly/vector.ts")?.text.match(/<</g)).toHaveLength(1);
  });
});

/** Exported names, and the file of each. Generated files that hold the bytes of a module all call them `wasm`. */
function exported(): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const { path, text } of src.filter(({ path }) => !path.endsWith(".wasm.ts"))) {
    const names = new Set(
      [
        ...text.matchAll(
          /^export (?:declare )?(?:async )?(?:abstract )?(?:const|let|function\*?|class|interface|type) (\w+)/gm,
        ),
      ].map((match) => match[1] as string),
    );
    for (const name of names) files.set(name, [...(files.get(name) ?? []), path]);
  }
  return files;
}

describe("names", () => {
  it("a name that is exported has one meaning", () => {
    const twice = [...exported()].filter(([name, paths]) => paths.length > 1 && name !== "Perceptron");
    expect(Object.fromEntries(twice)).toEqual({});
  });
});

/** The functions of a formatted source, and how many lines each has: from the end of its head to the brace below it. */
function functions(text: string): { line: number; length: number }[] {
  const lines = text.split("\n");
  return lines.flatMap((line, i) => {
    const isHead =
      /(\)|\): .*|=>) \{$/.test(line) &&
      !/^\s*(\}? ?(if|else|for|while|switch|catch|describe|it)\b|.*\bdescribe)/.test(line);
    if (!isHead) return [];
    const indent = line.match(/^ */)?.[0] ?? "";
    const end = lines.findIndex((other, j) => j > i && other.startsWith(`${indent}}`));
    return [{ line: i + 1, length: end - i + 1 }];
  });
}

/** All that the playground says in a language is one file, for whoever translates it. */
const isTranslation = (path: string): boolean => /^playground\/src\/text\/..\.ts$/.test(path);

describe("sizes", () => {
  const folders = ["test", "bench", "scripts", "playground/src", "site/scripts", "site/test", "site/badge"];
  const written = [...src, ...assembly, ...folders.flatMap(sources)].filter(
    ({ path }) => !/\.wasm\.ts$|\/bundle\.mjs$/.test(path), // which are made, by the build and by the bench
  );

  // One that is given a new value has the old one for who requires it: the build writes plain properties for CommonJS.
  it("no variable that changes is exported", () => {
    const changing = src.filter(({ text }) => /^export (let|var)\b/m.test(text));
    expect(changing.map(({ path }) => path)).toEqual([]);
  });

  it("functions stay within 70 lines", () => {
    const long = written.flatMap(({ path, text }) =>
      functions(text)
        .filter(({ length }) => length > 70)
        .map(({ line, length }) => `${path}:${line} has ${length}`),
    );
    expect(long).toEqual([]);
  });

  it("files stay within 300 lines", () => {
    const long = written.filter(({ text }) => text.trimEnd().split("\n").length > 300);
    expect(
      long.map(({ path }) => path).filter((path) => !TEXTS.includes(path) && !isTranslation(path)),
    ).toEqual([]);
  });

  it("all error texts live in the files of texts", () => {
    const elsewhere = src.filter(
      ({ path, text }) =>
        /new (KindError|ValueError|ShapeError|StateError|TypeError)\(/.test(text) && !TEXTS.includes(path),
    );
    expect(elsewhere.map(({ path }) => path)).toEqual([]);
  });
});

// A hook in a module that several files import is one of the first of them alone, where they share a process.
it("every run of tests takes away in the end what it wrote to the temporary folder", () => {
  const runs = readdirSync(".").filter((name) => /^vitest\..*config\.ts$/.test(name));
  expect(runs.length).toBe(3);
  for (const run of runs) expect(readFileSync(run, "utf8")).toContain("test/support/temporary-folder.ts");
  expect(basename(tmpdir())).toMatch(/^tests-/);
});

describe("package", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));

  it("an install brings nothing but this package", () => {
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = manifest;
    const required = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name].optional);
    expect([{ ...dependencies, ...optionalDependencies }, required]).toEqual([{}, []]);
  });

  it("what is bundled is pinned", () => {
    for (const name of [LOADER, "papaparse"]) {
      expect(manifest.devDependencies[name]).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });
});
