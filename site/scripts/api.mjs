// The API reference, from the doc comments: a page of Markdown for each subpath of the package.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Application, Converter } from "typedoc";
import { gettersAsProperties, withoutAsides, withoutMachinery } from "./api-model.mjs";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

/** The import names of the package that have an API, each with its source file. */
const entries = Object.keys(manifest.exports)
  .filter((name) => /^\.(\/[a-z]+)?$/.test(name))
  .map((name) => ({ name: `rosenblatt${name.slice(1)}`, file: `src${name.slice(1)}/index.ts` }));

/**
 * Writes the reference into a folder. In a group, names stand in the order in which the subpath's guide has them, and errors last.
 *
 * @param guides the text of the guide of each import name
 * @returns the import names, in the order of the package's exports; each names its page, too
 * @throws if typedoc finds an error
 */
export async function writeApi(root, folder, guides) {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: entries.map(({ file }) => join(root, file)),
    tsconfig: join(root, "site/tsconfig.api.json"),
    plugin: ["typedoc-plugin-markdown"],
    readme: "none",
    disableSources: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    excludeExternals: true,
    githubPages: false,
    logLevel: "Error",
    router: "module",
    hidePageHeader: true,
    hideBreadcrumbs: true,
    hidePageTitle: true,
    hideGroupHeadings: false,
    groupOrder: ["Classes", "Functions", "Variables", "Constructors", "Properties", "Methods", "*"],
    useCodeBlocks: true,
    parametersFormat: "table",
    classPropertiesFormat: "table",
    interfacePropertiesFormat: "table",
    typeDeclarationFormat: "table",
    enumMembersFormat: "table",
    indexFormat: "table",
    sanitizeComments: true,
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    for (const module of context.project.children ?? []) {
      const entry = entries.find(({ file }) => module.name === nameByDefault(file));
      if (entry) module.name = entry.name;
    }
    gettersAsProperties(context.project);
    withoutMachinery(context.project);
  });
  const project = await app.convert();
  if (!project) throw new Error("typedoc reads no project");
  withoutAsides(project);
  for (const module of project.children) {
    const place = placeIn(guides.get(module.name) ?? "");
    for (const { children } of module.groups ?? []) children.sort((a, b) => place(a.name) - place(b.name));
  }
  await app.outputs.writeOutput({ name: "markdown", path: folder }, project);
  if (app.logger.hasErrors()) throw new Error("typedoc found errors");
  return entries.map(({ name }) => name);
}

/** Where the code of a guide has a name: what it lacks comes after the others, and errors after that. */
function placeIn(guide) {
  const code = guide.match(/^```[\s\S]*?^```|`[^`\n]+`/gm) ?? [];
  const words = code.join(" ").match(/\w+/g) ?? [];
  return (name) => (/Error$/.test(name) ? Number.MAX_VALUE : words.indexOf(name) >>> 0);
}

/** What typedoc calls an entry point before it is renamed. */
const nameByDefault = (source) => source.slice("src/".length, -".ts".length).replace(/\/index$/, "");
