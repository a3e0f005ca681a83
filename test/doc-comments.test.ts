// An editor's hover explains each option, with its default, and each export, member and parameter, each standing alone.
// What is read is what the package declares (dist/*.d.cts), with the compiler that rolled it up.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, it } from "vitest";

/** The syntax of TypeScript, as far as it is read here: 7 has no programming interface, and 6 comes with API Extractor. */
interface Syntax {
  readonly kind: number;
  readonly name?: { getText(): string };
  readonly questionToken?: Syntax;
  readonly type?: Syntax;
  readonly modifiers?: readonly Syntax[];
  readonly members?: readonly Syntax[];
  readonly parameters?: readonly Syntax[];
  readonly statements?: readonly Syntax[];
  getText(): string;
}
const fromHere = createRequire(import.meta.url);
const ts = createRequire(fromHere.resolve("@microsoft/api-extractor"))("typescript");
const { ClassDeclaration, Constructor, FunctionDeclaration, InterfaceDeclaration } = ts.SyntaxKind;
const { PrivateKeyword, TypeAliasDeclaration } = ts.SyntaxKind;
const READ = [ClassDeclaration, FunctionDeclaration, InterfaceDeclaration, TypeAliasDeclaration];

const files = readdirSync("dist", { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".d.cts"),
);

interface Declared {
  /** Such as `Perceptron.fit`, or `Perceptron.fit(X)` of a parameter. */
  readonly name: string;
  /** The comment before it; of a parameter its own line of that. */
  readonly comment: string;
  readonly isOptional: boolean;
}

/** All that a text declares, down to members and parameters. */
function declarationsOf(text: string): Declared[] {
  const found: Declared[] = [];
  const visit = (node: Syntax, path: string): void => {
    const own = node.kind === Constructor ? "constructor" : (node.name?.getText() ?? "");
    if (own.startsWith("#") || node.modifiers?.some(({ kind }) => kind === PrivateKeyword)) return;
    const name = path === "" ? own : `${path}.${own}`;
    const parts: readonly Syntax[] = ts.getJSDocCommentsAndTags(node);
    const comment = parts.map((part) => part.getText()).join("\n");
    found.push({ name, comment, isOptional: node.questionToken !== undefined });
    for (const parameter of node.parameters ?? []) {
      const of = parameter.name?.getText() ?? "";
      found.push({
        name: `${name}(${of})`,
        comment: new RegExp(`@param\\s+${of}\\s+\\S.*`).exec(comment)?.[0] ?? "",
        isOptional: parameter.questionToken !== undefined,
      });
    }
    for (const member of node.members ?? node.type?.members ?? []) visit(member, name);
  };
  const source: Syntax = ts.createSourceFile("index.d.cts", text, ts.ScriptTarget.ES2022, true);
  for (const statement of source.statements ?? []) if (READ.includes(statement.kind)) visit(statement, "");
  return found;
}

const declared = files.flatMap((file) => {
  const all = declarationsOf(readFileSync(join("dist", file), "utf8"));
  // An editor shows the comment of the first of several overloads.
  const commentOf = ({ name, comment }: Declared): string => {
    const [, method, parameter] = /^(.*)\((\w+)\)$/.exec(name) ?? [];
    const isOf = (one: Declared): boolean =>
      one.name === name || (one.name === method && new RegExp(`@param\\s+${parameter}\\s`).test(one.comment));
    return comment || (all.find((one) => isOf(one) && one.comment !== "")?.comment ?? "");
  };
  return all.map((one) => ({ file, ...one, comment: commentOf(one) }));
});
const places = (some: typeof declared): string[] => some.map(({ file, name }) => `${file}: ${name}`);

it("finds what has no word, a parameter that is left out, and a member of a member", () => {
  const text = `
    /** An interface. */ export interface A { b?: { c: number };
 /** Said. */
 d: number }
    /** A function.\n * @param x  said */ export declare function f(x: number, y: number): void;
    export declare class C { #private; private hidden; constructor(options?: A); }`;
  const silent = declarationsOf(text).filter(({ comment }) => comment === "");
  expect(silent.map(({ name }) => name)).toEqual([
    ...["A.b", "A.b.c", "f(y)", "C", "C.constructor", "C.constructor(options)"],
  ]);
});

it("every option says what it does, and what it is by default", () => {
  const options = declared.filter(({ name }) => /^\w*Options\.\w+$/.test(name));
  expect(options.length).toBeGreaterThan(60);
  expect(places(options.filter(({ comment }) => comment === ""))).toEqual([]);
  const DEFAULTS = /\bdefault\b|\bif left out\b/i;
  expect(places(options.filter(({ comment, isOptional }) => isOptional && !DEFAULTS.test(comment)))).toEqual(
    [],
  );
});

/**
 * Inner parts of a saved model, which its own comment explains, names of classes, keys of any name, and what another package
 * declares.
 */
const EXPLAINED = /^\w+JSON\.\w+\.|\.name$|\.\(\w+\)$|^(Arrow\w+|AsyncBuffer|Url)Like\./;
it("every export, member and parameter has a word", () => {
  const silent = declared.filter(({ name, comment }) => comment === "" && !EXPLAINED.test(name));
  expect(places(silent)).toEqual([]);
});

it("no comment sends its reader to a function that the package does not export", () => {
  const REFERENCES = /what `([a-z]\w*)`[^.;]*? (?:refuse|throw)s?/g;
  const lost = declared.filter(({ comment }) =>
    [...comment.matchAll(REFERENCES)].some(
      ([, called]) => !declared.some((one) => new RegExp(`(^|[.(])${called}\\)?$`).test(one.name)),
    ),
  );
  expect(places(lost)).toEqual([]);
});
