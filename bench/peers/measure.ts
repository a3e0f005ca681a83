// One row: enter, compare, warm up, then rounds in which all are timed one after the other, so that a machine that
// slows down slows all. A contestant's figure is its time over the library's in the same round.
import { median, type Range, ROUND_MILLISECONDS, range } from "../clock.js";
import { Absent, type Contest, type Contestant, type Entry, type Result, type Row } from "./contest.js";
import { limitOf, type Pace, secondsAt, type Work, workSays } from "./limit.js";

export interface Standing {
  readonly name: string;
  /** Null if none is set. */
  readonly target: number | null;
  /** What it computed, its note, or why it was not timed. */
  readonly says: string;
  /** Seconds per run; absent if it was not timed. */
  readonly seconds?: Range;
  /** How many times as fast the library is. */
  readonly ratio?: Range;
}

/** What the machine itself could do, in the same rounds. */
export interface Limit {
  readonly says: string;
  readonly seconds: Range;
  /** The library's time over it. */
  readonly ratio: Range;
  /** Medians. */
  readonly pace: Pace;
}

export interface Measured {
  readonly id: string;
  readonly title: string;
  readonly library: { readonly seconds: Range; readonly says: string };
  readonly limit?: Limit;
  readonly runsPerSecond?: { readonly target: number; readonly reached: number };
  /** Seconds. */
  readonly atMost?: { readonly target: number; readonly reached: number };
  readonly standings: readonly Standing[];
}

interface Timed {
  readonly contestant: Contestant;
  readonly says: string;
  readonly entry: Entry;
  readonly seconds: number[];
}

const reason = (error: unknown): string =>
  error instanceof Absent ? error.message : `does not run here: ${String(error).split("\n")[0]}`;

/** Admits a contestant if it computes what the library does. */
async function admit(contest: Contest, contestant: Contestant, library: Result): Promise<Timed | string> {
  try {
    const entry = await contestant.enter();
    const result = await entry.result();
    if (contestant.note !== undefined) return { contestant, says: contestant.note, entry, seconds: [] };
    const { agrees, says } = contest.judge(result, library);
    if (agrees) return { contestant, says, entry, seconds: [] };
    entry.leave?.();
    return `not timed, its result differs: ${says}`;
  } catch (error) {
    return reason(error);
  }
}

/** A long run was made once to compare; short ones get another round, until the engine has compiled them. */
async function warmUp(entry: Entry): Promise<void> {
  const seconds = await entry.seconds();
  if (seconds < ROUND_MILLISECONDS / 1000) await entry.seconds();
}

/** Of rounds: the machine's rates in each, and the time that the library took in it. */
function limitRange(work: Work, paces: readonly Pace[], library: readonly number[]): Limit {
  const seconds = paces.map((pace) => secondsAt(work, pace));
  return {
    says: workSays(work),
    seconds: range(seconds),
    ratio: range(seconds.map((limit, round) => (library[round] as number) / limit)),
    pace: {
      bytesPerSecond: median(paces.map(({ bytesPerSecond }) => bytesPerSecond)),
      multiplyAddsPerSecond: median(paces.map(({ multiplyAddsPerSecond }) => multiplyAddsPerSecond)),
    },
  };
}

const standing = (
  { name, target = 1 }: Contestant,
  outcome: Timed | string,
  library: readonly number[],
): Standing =>
  typeof outcome === "string"
    ? { name, target, says: outcome }
    : {
        name,
        target,
        says: outcome.says,
        seconds: range(outcome.seconds),
        ratio: range(outcome.seconds.map((theirs, round) => theirs / (library[round] as number))),
      };

export async function measure(row: Row, rounds: number, step: (what: string) => void): Promise<Measured> {
  const contest = await row.contest();
  step("checked");
  const reference = await contest.library.result();
  const admitted: { contestant: Contestant; outcome: Timed | string }[] = [];
  for (const contestant of contest.contestants)
    admitted.push({ contestant, outcome: await admit(contest, contestant, reference) });
  const timed = admitted.flatMap(({ outcome }) => (typeof outcome === "string" ? [] : [outcome]));

  const library: number[] = [];
  const paces: Pace[] = [];
  const { work } = contest;
  const pace = work && limitOf(work);
  for (const entry of [contest.library, ...timed.map(({ entry }) => entry)]) await warmUp(entry);
  step("warm");
  for (let round = 1; round <= rounds; round++) {
    library.push(await contest.library.seconds());
    if (pace !== undefined) paces.push(await pace());
    for (const { entry, seconds } of timed) seconds.push(await entry.seconds());
    step(`round ${round}`);
  }
  for (const entry of [contest.library, ...timed.map(({ entry }) => entry)]) entry.leave?.();

  const seconds = range(library);
  const reached = { atMost: seconds.median, runsPerSecond: 1 / seconds.median };
  return {
    id: row.id,
    title: contest.title,
    library: { seconds, says: contest.judge(reference, reference).says },
    ...(work && { limit: limitRange(work, paces, library) }),
    ...(contest.runsPerSecond && {
      runsPerSecond: { target: contest.runsPerSecond, reached: reached.runsPerSecond },
    }),
    ...(contest.atMost && { atMost: { target: contest.atMost, reached: reached.atMost } }),
    standings: admitted.map(({ contestant, outcome }) => standing(contestant, outcome, library)),
  };
}
