// One row: enter, compare, warm up, then rounds in which all are timed one after the other, so that a machine that
// slows down slows all. What is told of a contestant is its time over the library's in the same round.
import { median, ROUND_MILLISECONDS } from "../clock.js";
import { Absent, type Contest, type Contestant, type Entry, type Result, type Row } from "./contest.js";

export interface Range {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Standing {
  readonly name: string;
  readonly target: number;
  /** What it computed, its note, or why it was not timed. */
  readonly says: string;
  /** Seconds per run; absent if it was not timed. */
  readonly seconds?: Range;
  /** How many times as fast the library is. */
  readonly ratio?: Range;
}

export interface Measured {
  readonly id: string;
  readonly title: string;
  readonly library: { readonly seconds: Range; readonly says: string };
  readonly runsPerSecond?: { readonly target: number; readonly reached: number };
  readonly standings: readonly Standing[];
}

interface Timed {
  readonly contestant: Contestant;
  readonly says: string;
  readonly entry: Entry;
  readonly seconds: number[];
}

const range = (values: readonly number[]): Range => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

const reason = (error: unknown): string =>
  error instanceof Absent ? error.message : `does not run here: ${String(error).split("\n")[0]}`;

/** Lets it in if it computes what the library does. */
async function admit(contest: Contest, contestant: Contestant, library: Result): Promise<Timed | string> {
  try {
    const entry = await contestant.enter();
    const result = await entry.result();
    if (contestant.note !== undefined) return { contestant, says: contestant.note, entry, seconds: [] };
    const { agrees, says } = contest.judge(result, library);
    if (agrees) return { contestant, says, entry, seconds: [] };
    entry.leave?.();
    return `not timed, it comes to something else: ${says}`;
  } catch (error) {
    return reason(error);
  }
}

/** A long run was made once to compare; short ones get another round, until the engine has compiled them. */
async function warmUp(entry: Entry): Promise<void> {
  const seconds = await entry.seconds();
  if (seconds < ROUND_MILLISECONDS / 1000) await entry.seconds();
}

export async function measure(row: Row, rounds: number, step: (what: string) => void): Promise<Measured> {
  const contest = await row.contest();
  step("checked");
  const reference = await contest.library.result();
  const admitted: { contestant: Contestant; outcome: Timed | string }[] = [];
  for (const contestant of contest.contestants)
    admitted.push({ contestant, outcome: await admit(contest, contestant, reference) });
  const timed = admitted.flatMap(({ outcome }) => (typeof outcome === "string" ? [] : [outcome]));

  const library: number[] = [];
  for (const entry of [contest.library, ...timed.map(({ entry }) => entry)]) await warmUp(entry);
  step("warm");
  for (let round = 1; round <= rounds; round++) {
    library.push(await contest.library.seconds());
    for (const { entry, seconds } of timed) seconds.push(await entry.seconds());
    step(`round ${round}`);
  }
  for (const { entry } of timed) entry.leave?.();

  const seconds = range(library);
  return {
    id: row.id,
    title: contest.title,
    library: { seconds, says: contest.judge(reference, reference).says },
    ...(contest.runsPerSecond && {
      runsPerSecond: { target: contest.runsPerSecond, reached: 1 / seconds.median },
    }),
    standings: admitted.map(({ contestant: { name, target = 1 }, outcome }) =>
      typeof outcome === "string"
        ? { name, target, says: outcome }
        : {
            ...{ name, target, says: outcome.says, seconds: range(outcome.seconds) },
            ratio: range(outcome.seconds.map((theirs, round) => theirs / (library[round] as number))),
          },
    ),
  };
}
