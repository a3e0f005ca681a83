// Takes the packed library through every engine, bundler and policy that it is meant for: each trains and predicts,
// says which core ran, and comes to the digest of all others, or the matrix fails.
//
//   npm run test:runtimes                         all rows
//   npm run test:runtimes -- --only node,workerd  some of them
//   npm run test:runtimes -- --cold               times are the median of five fresh starts
import { parseArgs } from "node:util";
import { install, packLibrary } from "./folder.mjs";
import { chromium } from "./rows/chromium.mjs";
import { commonjs } from "./rows/commonjs.mjs";
import { edge } from "./rows/edge.mjs";
import { bun, deno, nodes } from "./rows/engines.mjs";
import { examples } from "./rows/examples.mjs";
import { managers } from "./rows/managers.mjs";
import { mixes } from "./rows/mixes.mjs";
import { linters } from "./rows/package.mjs";
import { types } from "./rows/types.mjs";
import { workerd } from "./rows/workerd.mjs";

/**
 * @typedef Group    rows that need the same packages
 * @property name    what --only calls it
 * @property folder  where its packages are, under .work
 * @property needs   their names in package.json
 * @property find    what else must be on the machine; throws if it is not
 * @property open    what its rows share, from what was found; it has a `close`
 *
 * @typedef Row
 * @property core      which core must run; none where nothing is trained
 * @property restarts  whether a run is a fresh start, and its time worth a median
 * @property run       from what its group has opened, or { tarball }, to { core, reason?, digest, ms? }
 */
const GROUPS = [
  ...nodes,
  deno,
  bun,
  workerd,
  edge,
  chromium,
  examples,
  commonjs,
  mixes,
  types,
  linters,
  managers,
];

/** With fewer the matrix says too little, whatever they come to. */
const LEAST_ROWS = 8;
const STARTS = 5;

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

function options() {
  const { values } = parseArgs({ options: { only: { type: "string" }, cold: { type: "boolean" } } });
  const names = [...new Set(GROUPS.map(({ name }) => name))];
  const only = values.only?.split(",") ?? names;
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`--only knows ${names.join(", ")}; not ${unknown.join(", ")}`);
  return { groups: GROUPS.filter(({ name }) => only.includes(name)), cold: values.cold ?? false };
}

const { groups, cold } = options();
const width = Math.max(...groups.flatMap(({ rows }) => rows.map(({ name }) => name.length)));
const count = { passed: 0, failed: 0, skipped: 0 };
/** The first digest, and the row that came to it. */
let reference;

const line = (name, core = "", digest = "", ms = "", verdict = "") =>
  console.log([name.padEnd(width), core.padEnd(4), digest.padEnd(16), ms.padStart(6), verdict].join("  "));

/** What is wrong with an answer, if anything is. */
function fault(row, { core, reason, digest }) {
  if (row.core === undefined) return undefined;
  if (core !== row.core) return `expected the ${row.core} core${reason ? `; ${reason}` : ""}`;
  reference ??= { digest, name: row.name };
  return digest === reference.digest ? undefined : `another digest than ${reference.name}`;
}

async function ask(row, opening) {
  try {
    const shared = await opening;
    const answers = [];
    do answers.push((await row.run(shared)) ?? {});
    while (cold && row.restarts && answers.length < STARTS);
    const ms = row.restarts ? median(answers.map((answer) => answer.ms)).toFixed(1) : undefined;
    return { ...answers[0], ms, fault: answers.map((answer) => fault(row, answer)).find(Boolean) };
  } catch (error) {
    return { fault: error.message };
  }
}

async function run({ folder, needs, find, open, rows }, tarball) {
  let found;
  try {
    found = find?.();
    if (needs) install(folder, needs);
  } catch (error) {
    count.skipped += rows.length;
    return console.log(`skipped ${rows.length} rows of ${folder}: ${error.message}`);
  }
  // What cannot be opened is reported by each row, in place of its answer.
  const opening = Promise.resolve(open?.(found) ?? { tarball });
  for (const row of rows) {
    const answer = await ask(row, opening);
    count[answer.fault ? "failed" : "passed"]++;
    line(
      row.name,
      answer.core,
      answer.digest,
      answer.ms,
      answer.fault ? `✗ ${answer.fault.replaceAll("\n", "\n    ")}` : "ok",
    );
  }
  await opening.then((shared) => shared.close?.()).catch(() => {});
}

const tarball = packLibrary();
line("runtime", "core", "digest", "ms");
for (const group of groups) await run(group, tarball);

const { passed, failed, skipped } = count;
const least = Math.min(LEAST_ROWS, passed + failed + skipped);
if (passed + failed < least) console.log(`too few rows ran: at least ${least} must`);
const starts = cold ? `, the median of ${STARTS} fresh starts` : "";
console.log(`ms: from the import to the first prediction; of workerd, the first request${starts}`);
console.log(`${passed} rows passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || passed + failed < least ? 1 : 0;
