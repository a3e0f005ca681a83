// The licences of what is bundled, as they ask to be passed on with it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { changes } from "./loader.mjs";
import { taken } from "./papaparse.mjs";

const LICENCE = /^(licen[cs]e|copying|notice)(\.\w+)?$/i;

const manifest = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
/** The files of a package that hold its licence, or what must be said with it. */
const licencesOf = (folder) =>
  readdirSync(folder).filter((file) => LICENCE.test(file) && textOf(folder, file) !== "");
/** Behind the end of the Apache License: how to apply it to a work of one's own. */
const APPENDIX = /^APPENDIX: How to apply[\s\S]*?^limitations under the License\.\n/m;
/** Without the blanks before its lines, and without that appendix, which each install would download. */
const textOf = (folder, file) =>
  readFileSync(join(folder, file), "utf8")
    .replace(/^[ \t]+/gm, "")
    .replace(APPENDIX, "")
    .trim();
const repositoryOf = ({ repository }) => repository?.url ?? repository;

/** The folder of the package that a file belongs to; none for our own. */
const packageOf = (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

/**
 * Where the licence of a package is: in it, or, as with the packages of one repository that ship theirs only once, in
 * another dependency of ours of the same repository and version.
 *
 * @throws if neither has one
 */
function licensed(folder) {
  const { name, version, ...own } = manifest(folder);
  const siblings = Object.keys(manifest(".").devDependencies)
    .map((dependency) => join("node_modules", dependency))
    .filter((path) => existsSync(path))
    .filter((path) => {
      const other = manifest(path);
      return other.version === version && repositoryOf(other) === repositoryOf(own);
    });
  const found = [folder, ...siblings].find((path) => licencesOf(path).length > 0);
  if (found === undefined) throw new Error(`${name} is bundled, and no licence of it was found`);
  return found;
}

/** What is not bundled as it came. */
const CHANGED = {
  "@assemblyscript/loader": [`Left out of it by the build:\n${changes}`],
  papaparse: [`Taken from it by the build, and nothing else:\n${taken}`],
};

function noticeOf(folder) {
  const { name, version, license, ...own } = manifest(folder);
  const where = licensed(folder);
  const texts = licencesOf(where).map((file) => textOf(where, file));
  const head = `${name} ${version} (${license})\n${repositoryOf(own)}`;
  return [head, ...(CHANGED[name] ?? []), ...texts].join("\n\n");
}

/**
 * @param files  all that went into the bundles; what lies in node_modules is another's
 * @throws if a package has no text of a licence
 */
export function notices(files) {
  const folders = [...new Set(files.map(packageOf).filter(Boolean))].sort();
  const head = "This package has the work of others in it, under their own licences.";
  return `${[head, ...folders.map(noticeOf)].join(`\n\n${"=".repeat(80)}\n\n`)}\n`;
}
