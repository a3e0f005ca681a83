// One file of declarations for each entry point, rolled up by API Extractor from what tsc writes of src/.
//
// An entry imports what an entry before it exports, and does not repeat it: a class with private members is a type of
// its own wherever it is declared, and a second Perceptron would refuse the root's.
//
// The file is of CommonJS (.d.cts), which both kinds of module may import; what `import` gets (.d.ts) is a line that
// re-exports it. So a program sees one type, whatever mix of modules it uses.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, posix, resolve } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

/** The compiler that API Extractor brings: TypeScript 7 has no programming interface. */
const ts = createRequire(import.meta.resolve("@microsoft/api-extractor"))("typescript");

/** Where tsc writes: a package of its own, with the finished entries in its node_modules, which nothing rolls up again. */
const WORK = resolve("build/types");
const FINISHED = "finished";
/** Without the types of the DOM or Node: what would mention one of theirs is an error. */
const COMPILER_OPTIONS = {
  target: "es2022",
  module: "nodenext",
  lib: ["es2023"],
  types: [],
  strict: true,
  skipLibCheck: true,
};

/**
 * Writes the declarations of src/ into dist/.
 *
 * @param entryPoints  paths below src/ without their extension, each after those that it imports
 * @throws if tsc or API Extractor finds an error
 */
export function writeDeclarations(entryPoints) {
  rmSync(WORK, { recursive: true, force: true });
  write(join(WORK, "package.json"), JSON.stringify({ name: "declarations", type: "module" }));
  const tsc = ["node_modules/typescript/bin/tsc", "--emitDeclarationOnly", "--outDir", WORK];
  execFileSync(process.execPath, tsc, { stdio: "inherit" });
  for (const name of readdirSync(WORK, { recursive: true })) if (name.endsWith(".d.ts")) hideInstance(name);
  const programOf = programs();
  for (const entry of entryPoints) {
    const program = programOf(entry);
    const text = rolledUp(entry, program);
    write(join(WORK, "node_modules", FINISHED, `${entry}.d.cts`), text);
    for (const [file, names] of exportsOf(entry, program)) replace(file, names, `${FINISHED}/${entry}.cjs`);
    write(`dist/${entry}.d.cts`, tidied(withRelativePaths(entry, text)));
    write(`dist/${entry}.d.ts`, `export * from "./${basename(entry)}.cjs";\n`);
  }
}

/** What the public classes have in common (src/base/instance.ts) is not for those who use them: it has no member. */
function hideInstance(name) {
  const file = join(WORK, name);
  const text = readFileSync(file, "utf8");
  if (text.includes(" extends Instance")) writeFileSync(file, text.replace(" extends Instance", ""));
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A function that makes the program of an entry. Files that did not change are parsed once for all of them. */
function programs() {
  const { options } = ts.convertCompilerOptionsFromJson(COMPILER_OPTIONS, WORK);
  const host = ts.createCompilerHost(options);
  const parse = host.getSourceFile;
  const parsed = new Map();
  host.getSourceFile = (file, ...others) => {
    const text = host.readFile(file);
    if (parsed.get(file)?.text !== text) parsed.set(file, parse(file, ...others));
    return parsed.get(file);
  };
  return (entry) => ts.createProgram([join(WORK, `${entry}.d.ts`)], options, host);
}

/** What API Extractor makes of an entry. */
function rolledUp(entry, program) {
  const file = join(WORK, "rolled-up.d.ts");
  const none = { default: { logLevel: ExtractorLogLevel.None } };
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: WORK,
      mainEntryPointFilePath: join(WORK, `${entry}.d.ts`),
      compiler: { overrideTsconfig: { compilerOptions: COMPILER_OPTIONS } },
      dtsRollup: { enabled: true, untrimmedFilePath: file },
      apiReport: { enabled: false },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: "lf",
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: none,
        tsdocMessageReporting: none,
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(WORK, "package.json"),
  });
  const { succeeded } = Extractor.invoke(config, {
    compilerState: { program },
    localBuild: true,
    messageCallback(message) {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (!succeeded) throw new Error(`API Extractor could not roll up the declarations of ${entry}`);
  return readFileSync(file, "utf8");
}

/** What an entry exports and no entry before it does: the names of each file that declares some, here and as exported. */
function exportsOf(entry, program) {
  const file = join(WORK, `${entry}.d.ts`);
  const checker = program.getTypeChecker();
  const files = new Map();
  for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)))) {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const declared = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
    const { fileName } = declared.declarations[0].getSourceFile();
    if (fileName.includes("/node_modules/")) continue;
    files.set(fileName, (files.get(fileName) ?? new Map()).set(declared.name, symbol.name));
  }
  return files;
}

/** Replaces the declarations of these names in a file by an import of them. */
function replace(file, names, specifier) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
  const nameOf = ({ name, declarationList }) => (name ?? declarationList?.declarations[0].name)?.text;
  const others = source.statements.filter((statement) => !names.has(nameOf(statement)));
  const imports = [...names].map(([name, exported]) => `${exported} as ${name}`);
  writeFileSync(
    file,
    [
      `import { ${imports.join(", ")} } from "${specifier}";`,
      `export { ${[...names.keys()].join(", ")} };`,
      ...others.map((statement) => statement.getFullText(source)),
    ].join("\n"),
  );
}

/** The finished entries that an entry imports, by the way to them in dist/. */
function withRelativePaths(entry, text) {
  return text.replaceAll(new RegExp(`(?<=')${FINISHED}/(?=.*\\.cjs')`, "g"), () => {
    const path = posix.relative(dirname(entry), ".");
    return `${path === "" ? "." : path}/`;
  });
}

/** With one import for each file, and not for each name, and a tab for four spaces (measured: 0.5 KB of the package). */
function tidied(text) {
  const imports = new Map();
  const rest = text.replace(/^import \{ (.*) \} from ('.*');\n/gm, (_, name, file) => {
    imports.set(file, [...(imports.get(file) ?? []), name]);
    return "";
  });
  const lines = [...imports].map(([file, names]) => `import { ${names.join(", ")} } from ${file};\n`);
  return lines.join("") + rest.replace(/^( {4})+/gm, (spaces) => "\t".repeat(spaces.length / 4));
}
