// What people install: which file each kind of program gets, and what the declarations tell it.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { describe, expect, it } from "vitest";

type Files = Readonly<Record<string, string>>;
interface Conditions {
  readonly types: Files;
  readonly workerd?: string;
  readonly "edge-light"?: string;
  readonly require: string;
  readonly node: string;
  readonly default: string;
}

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
/** What may be imported and required, by subpath. */
const subpaths = Object.entries<Conditions | string>(manifest.exports).filter(
  (entry): entry is [string, Conditions] => typeof entry[1] === "object",
);

describe("each subpath", () => {
  it("has its declarations for TypeScript that knows no exports: `module: commonjs` of TypeScript 5 as it comes", () => {
    const fromHere = createRequire(import.meta.url);
    const ts = createRequire(fromHere.resolve("@microsoft/api-extractor"))("typescript");
    const installed = "/consumer/node_modules/rosenblatt/";
    const here = (file: string): string =>
      file.startsWith(installed) ? file.slice(installed.length) : "none";
    const host = {
      fileExists: (file: string) => existsSync(here(file)),
      readFile: (file: string) => readFileSync(here(file), "utf8"),
    };
    const node10 = { moduleResolution: ts.ModuleResolutionKind.Node10 };
    const found = subpaths.map(([subpath]) => {
      const from = ["/consumer/main.ts", node10, host] as const;
      const { resolvedModule } = ts.resolveModuleName(subpath.replace(".", "rosenblatt"), ...from);
      return resolvedModule?.resolvedFileName;
    });
    expect(found).toEqual(subpaths.map(([, { types }]) => join(installed, types.require as string)));
  });

  it("gives Node and bundlers the ES module, and CommonJS to what cannot load one", () => {
    for (const [subpath, conditions] of subpaths) {
      const { default: entry, workerd, "edge-light": edge } = conditions;
      const name = subpath === "." ? "index" : subpath.slice(2);
      const base = entry.replace(/\.js$/, "");
      expect(workerd).toBe(edge);
      const expected = {
        types: { require: `${base}.d.cts`, default: `${base}.d.ts` },
        ...(workerd && { workerd, "edge-light": edge }),
        ...{ "module-sync": entry, module: entry },
        require: `${base}.cjs`,
        ...{ node: `./dist/node/${name}.js`, default: entry },
      };
      // As text, because the first condition that holds is taken.
      expect(JSON.stringify(conditions)).toBe(JSON.stringify(expected));
    }
  });

  it("has all the files that it names", () => {
    const files = subpaths.flatMap(([, { types, ...code }]) => [
      ...Object.values(types),
      ...Object.values(code),
    ]);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it("exports the same names of every file", async () => {
    const require = createRequire(import.meta.url);
    for (const [, { require: commonjs, node, default: module }] of subpaths) {
      const files = [import(new URL(`../${module}`, import.meta.url).href), require(`../${commonjs}`)];
      const [expected, actual] = (await Promise.all(files)).map((exports) => Object.keys(exports).sort());
      expect(actual).toEqual(expected);
      expect(/\{ (.*) \}/.exec(readFileSync(node, "utf8"))?.[1]?.split(", ")).toEqual(expected);
    }
  });
});

interface Declarations {
  readonly entry: string;
  /** Other modules that are mentioned. */
  readonly imports: readonly string[];
  readonly exported: readonly string[];
  /** Names that are declared, and not exported. */
  readonly unexported: readonly string[];
}

/** What a file says that API Extractor rolled up: each declaration begins a line. */
function declarations({ types }: Conditions): Declarations {
  const text = readFileSync(types.require as string, "utf8");
  const code = text.replaceAll(/\/\*.*?\*\//gs, "");
  const all = [
    ...code.matchAll(
      /^(export )?(?:declare )?(?:abstract class|class|const|enum|function|interface|namespace|type) (\w+)/gm,
    ),
  ].map(([, isExported, name]) => ({ isExported, name: name as string }));
  const names = (some: typeof all): string[] => [...new Set(some.map(({ name }) => name))];
  return {
    entry: posix.relative("dist", types.require as string),
    imports: [...code.matchAll(/\b(?:from|import\(|require\()\s*['"]([^'"]+)['"]/g)].map(
      ([, path]) => path as string,
    ),
    exported: names(all.filter(({ isExported }) => isExported)),
    unexported: names(all.filter(({ isExported }) => !isExported)),
  };
}

/** Names that a signature uses and nobody else needs: parts of an option or of a saved model, what fit returns. */
const UNEXPORTED = {
  "index.d.cts": [
    ...["FittedUnit", "FittedWith", "JSONNumber", "OnEpoch", "OutputKind", "PaceOptions", "PerceptronModel"],
    "StepValue",
  ],
  "logic/index.d.cts": ["IsOne"],
  "pipeline/index.d.cts": ["Answer", "FittedPipeline"],
  "sklearn/index.d.cts": [
    ...[
      "Estimator",
      "Fitted",
      "LabelsOf",
      "LinearClassifier",
      "SklearnFitOptions",
      "SklearnPartialFitOptions",
    ],
  ],
  "worker/index.d.cts": ["FittedRemote", "RemoteModel"],
};

describe("the declarations", () => {
  const entries = subpaths.map(([, conditions]) => declarations(conditions));

  it("mention no internal type, beside a few that are listed", () => {
    const mentioned = entries.filter(({ unexported }) => unexported.length > 0);
    expect(Object.fromEntries(mentioned.map(({ entry, unexported }) => [entry, unexported]))).toEqual(
      UNEXPORTED,
    );
  });

  it("import only one another", () => {
    const files = entries.map(({ entry }) => entry);
    for (const { entry, imports } of entries) {
      const targets = imports.map((path) => posix.join(dirname(entry), path).replace(/\.cjs$/, ".d.cts"));
      expect(targets.filter((target) => !files.includes(target))).toEqual([]);
    }
  });

  it("declare each type once, so that what one entry makes fits the parameters of another", () => {
    const places = new Map<string, string[]>();
    for (const { entry, exported, unexported } of entries) {
      for (const name of [...exported, ...unexported]) places.set(name, [...(places.get(name) ?? []), entry]);
    }
    const twice = [...places].filter(([, files]) => files.length > 1);
    // The worker and scikit-learn's order have classes of their own.
    expect(Object.fromEntries(twice)).toEqual({
      Perceptron: ["index.d.cts", "sklearn/index.d.cts", "worker/index.d.cts"],
      PerceptronOptions: ["index.d.cts", "sklearn/index.d.cts"],
    });
  });

  it("export all that the code does", async () => {
    for (const [, conditions] of subpaths) {
      const { exported } = declarations(conditions);
      const code = await import(new URL(`../${conditions.default}`, import.meta.url).href);
      expect(Object.keys(code).filter((name) => !exported.includes(name))).toEqual([]);
    }
  });

  it("are the same for import and for require", () => {
    for (const [, { types }] of subpaths) {
      expect(readFileSync(types.default as string, "utf8")).toBe(`export * from "./index.cjs";\n`);
    }
  });
});

describe("manners", () => {
  it("no script of the package can run at an install, nor be asked about", () => {
    const run = [
      "preinstall",
      "install",
      "postinstall",
      "prepublish",
      "preprepare",
      "prepare",
      "postprepare",
    ];
    expect(Object.keys(manifest.scripts).filter((name) => run.includes(name))).toEqual([]);
  });

  it("the changelog begins with the version of the package", () => {
    expect(/^## (\S+)$/m.exec(readFileSync("CHANGELOG.md", "utf8"))?.[1]).toBe(manifest.version);
  });

  it("CI is .ci/run, and a release waits for it and signs where it was built", () => {
    const [ci, release] = ["ci", "release"].map((name) =>
      readFileSync(`.github/workflows/${name}.yml`, "utf8"),
    );
    expect(ci).toMatch(/^ +- run: bash \.ci\/run$/m);
    expect(release).toMatch(/^ +needs: ci$/m);
    expect(release).toMatch(/^ +id-token: write\b/m);
    expect(manifest.publishConfig.provenance).toBe(true);
  });

  it("the build fails on a bundled package without the text of a licence", async () => {
    const { notices } = await import(new URL("../scripts/notices.mjs", import.meta.url).href);
    const folder = mkdtempSync(join(tmpdir(), "rosenblatt-"));
    const bundled = join(folder, "node_modules/unlicensed");
    mkdirSync(bundled, { recursive: true });
    writeFileSync(join(bundled, "package.json"), JSON.stringify({ name: "unlicensed", version: "1.0.0" }));
    writeFileSync(join(bundled, "LICENSE"), "\n");
    try {
      expect(() => notices([join(bundled, "index.js")])).toThrow("unlicensed is bundled");
      writeFileSync(join(bundled, "LICENSE"), "Do what you like.\n");
      expect(notices([join(bundled, "index.js")])).toContain("Do what you like.");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it("shows a line of an error that nobody caught, not a whole minified file", () => {
  const esm = (text: string) => ["--input-type=module", "--eval", text];
  for (const args of [
    esm('import { Perceptron } from "./dist/index.js"; new Perceptron({ learningRate: 1 });'),
    esm('import { Perceptron } from "./dist/index.js"; await new Perceptron().fitAsync([[1]], [1]);'),
    esm('import { readTable } from "./dist/table/index.js"; await readTable("a,b\\n1,2,3");'),
    esm('import { loadModel } from "./dist/predict/index.js"; loadModel({});'),
    ["--eval", 'new (require("./dist/index.cjs").Perceptron)().predict([[1]]);'],
  ]) {
    const { stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^(Kind|Value|State)Error: /m);
    for (const line of stderr.split("\n")) expect(line.length, stderr.slice(0, 500)).toBeLessThan(400);
  }
});
