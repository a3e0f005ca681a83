// The loop: seeded, with a corpus that comes first and a minimiser for what fails.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Random } from "../support/random.js";
import { Failure, type Target } from "./target.js";
import { cluster } from "./targets/cluster.js";
import { differential } from "./targets/differential.js";
import { failures } from "./targets/failures.js";
import { files } from "./targets/files.js";
import { importing } from "./targets/import.js";
import { importers } from "./targets/importers.js";
import { kernels } from "./targets/kernels.js";
import { limits } from "./targets/limits.js";
import { predict } from "./targets/predict.js";
import { propositions } from "./targets/propositions.js";
import { svmlight } from "./targets/svmlight.js";
import { table } from "./targets/table.js";
import { threads } from "./targets/threads.js";
import { typed } from "./targets/typed.js";
import { url } from "./targets/url.js";

const TARGETS = [
  ...[
    files,
    predict,
    url,
    importers,
    importing,
    svmlight,
    table,
    typed,
    cluster,
    propositions,
    differential,
    kernels,
    failures,
    limits,
    threads,
  ],
] as readonly Target<unknown>[];

/** Where a run is remembered, and what failed is written. */
const PLACE = "build/fuzz";
const CORPUS = "test/fuzz/corpus";

interface State {
  /** The number of the next input. */
  next: number;
  cases: number;
  seconds: number;
}

const UNBEGUN: State = { next: 0, cases: 0, seconds: 0 };

/** Random numbers of one input, whatever came before it. */
const randomOf = (seed: number, i: number): Random =>
  new Random((Math.imul(seed, 0x9e3779b1) + Math.imul(i + 1, 0x85ebca6b)) >>> 0);

export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ inputs: { type: "string" }, minutes: { type: "string" }, seconds: { type: "string" } },
      ...{ seed: { type: "string" }, case: { type: "string" } },
    },
  });
  const chosen =
    positionals.length === 0 ? TARGETS : TARGETS.filter(({ name }) => positionals.includes(name));
  const unknown = positionals.filter((name) => !TARGETS.some((target) => target.name === name));
  if (unknown.length > 0) {
    console.error(`no target ${unknown.join(", ")}; there are ${TARGETS.map(({ name }) => name).join(", ")}`);
    return 2;
  }
  const odd = Object.entries(values).find(([, value]) => !(Number(value) >= 0));
  if (odd !== undefined) {
    console.error(`--${odd[0]} is a number, not "${odd[1]}"`);
    return 2;
  }
  const seed = Number(values.seed ?? 1);
  const seconds = Number(values.seconds ?? 60 * Number(values.minutes)); // NaN where no time is asked for
  let failed = 0;
  for (const target of chosen) {
    try {
      failed += Number(
        await (values.case
          ? one(target, seed, Number(values.case))
          : run(
              target,
              seed,
              seconds > 0 ? { seconds } : { inputs: Number(values.inputs ?? target.inputs) },
            )),
      );
    } finally {
      target.close?.();
    }
  }
  return failed > 0 ? 1 : 0;
}

/** Runs one input alone. @returns whether it fails */
async function one(target: Target<unknown>, seed: number, i: number): Promise<boolean> {
  const input = target.generate(randomOf(seed, i));
  console.log(JSON.stringify(input).slice(0, 4000));
  const error = await failureOf(target, input);
  console.log(error === undefined ? "holds" : error);
  return error !== undefined;
}

/**
 * Tries the first so many inputs of a seed, which are the same on every machine; or searches for a time, from where the last
 * search of that seed ended.
 *
 * @returns whether an input fails
 */
async function run(
  target: Target<unknown>,
  seed: number,
  most: { inputs: number } | { seconds: number },
): Promise<boolean> {
  const file = `${PLACE}/${target.name}-${seed}.json`;
  const state = "seconds" in most ? readState(file) : { ...UNBEGUN };
  const began = performance.now();
  const goesOn = (): boolean =>
    "seconds" in most ? performance.now() - began < 1000 * most.seconds : state.next < most.inputs;
  let failure: { input: unknown; error: unknown; i: number | string } | undefined = await replay(target);
  while (failure === undefined && goesOn()) {
    const input = target.generate(randomOf(seed, state.next));
    try {
      state.cases += await target.check(input);
    } catch (error) {
      failure = { input: await minimised(target, input), error, i: state.next };
    }
    state.next++;
  }
  state.seconds += Math.round((performance.now() - began) / 1000);
  if ("seconds" in most) writeFileSync(file, JSON.stringify(state));
  const said = target.summary ? `; ${target.summary()}` : "";
  console.log(
    `${target.name}: ${state.cases} cases of ${state.next} inputs, seed ${seed}, ${state.seconds} s in all${said}`,
  );
  if (failure === undefined) return false;
  const kept = `${PLACE}/failure-${target.name}-${seed}-${failure.i}.json`;
  writeFileSync(kept, JSON.stringify(failure.input));
  console.error(`✗ ${target.name}, input ${failure.i} of seed ${seed}: ${describe(failure.error)}`);
  console.error(`  made smaller: ${kept}; when it is mended, keep it in ${CORPUS}/${target.name}`);
  return true;
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

function readState(file: string): State {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { ...UNBEGUN };
  }
}

/** Runs what failed once. */
async function replay(
  target: Target<unknown>,
): Promise<{ input: unknown; error: unknown; i: string } | undefined> {
  for (const name of corpusOf(target)) {
    const input = JSON.parse(readFileSync(`${CORPUS}/${target.name}/${name}`, "utf8"));
    const error = await failureOf(target, input);
    if (error !== undefined) return { input, error, i: name };
  }
  return undefined;
}

function corpusOf({ name }: Target<unknown>): string[] {
  try {
    return readdirSync(`${CORPUS}/${name}`).filter((file) => file.endsWith(".json"));
  } catch {
    return [];
  }
}

async function failureOf(target: Target<unknown>, input: unknown): Promise<unknown> {
  try {
    await target.check(input);
    return undefined;
  } catch (error) {
    return error ?? new Failure("nothing was thrown, and yet it failed");
  }
}

/** The smallest input found that still fails, in at most a minute: the first smaller one is taken, again and again. */
async function minimised(target: Target<unknown>, input: unknown): Promise<unknown> {
  const began = performance.now();
  let smallest = input;
  for (let found = true; found; ) {
    found = false;
    for (const smaller of target.shrink?.(smallest) ?? []) {
      if (performance.now() - began > 60_000) return smallest;
      if ((await failureOf(target, smaller)) === undefined) continue;
      smallest = smaller;
      found = true;
      break;
    }
  }
  return smallest;
}
