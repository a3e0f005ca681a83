// Whether a program that mixes `import` and `require` has one copy of everything. It loads no entry by itself.
const { exports: subpaths } = require("rosenblatt/package.json");
const refusals = require("./refusals.cjs");

/** What may be imported and required. */
const specifiers = Object.keys(subpaths)
  .filter((subpath) => typeof subpaths[subpath] === "object")
  .map((subpath) => `rosenblatt${subpath.slice(1)}`);

/** What a bundler may take in: a cluster is of Node's own modules, and imports its queue when it is asked for. */
const bundled = specifiers.filter((specifier) => specifier !== "rosenblatt/cluster");

/** The error with which an entry refuses. */
async function refusal(specifier, library) {
  if (refusals[specifier] === undefined) throw new Error(`refusals.cjs has nothing of ${specifier}`);
  try {
    await refusals[specifier](library);
  } catch (error) {
    return error;
  }
  throw new Error(`${specifier} has refused nothing`);
}

/**
 * An entry by one way and all entries by the other.
 *
 * @param first   the specifier that is loaded before all others
 * @param load    loads it, and the root a second time
 * @param others  loads by the other way
 * @param all     the specifiers
 * @throws if there are two copies of a value, or of the classes of errors
 */
async function mix(first, load, others, all = specifiers) {
  const library = await load(first);
  const loaded = new Map();
  for (const specifier of all) loaded.set(specifier, await others(specifier));
  for (const [name, value] of Object.entries(library)) {
    if (loaded.get(first)[name] !== value) throw new Error(`there are two of ${name} of ${first}`);
  }
  const roots = [await load("rosenblatt"), loaded.get("rosenblatt")];
  const known = (error) =>
    roots.every(({ KindError, ValueError }) =>
      [KindError, ValueError].some((ErrorClass) => error instanceof ErrorClass),
    );
  for (const [specifier, entry] of [[first, library], ...loaded]) {
    const error = await refusal(specifier, entry);
    if (!known(error))
      throw new Error(`after ${first}, ${specifier} throws what the root does not know: ${error}`);
  }
}

/** @throws if the threads that one way starts are not those of the other: they are of the core */
async function shareThreads(...ways) {
  for (const start of ways) {
    const threads = await (await start("rosenblatt/threads")).useThreads(2);
    const counts = [];
    for (const load of ways) counts.push((await load("rosenblatt")).runtime().threads);
    threads.close();
    if (counts.some((count) => count !== 2)) throw new Error(`the roots see ${counts.join(" and ")} threads`);
  }
}

module.exports = { bundled, mix, shareThreads, specifiers };
