import { className, type PointSet, presentClasses } from "../data/points";
import { short, whole } from "../numbers";
import type { ConflictRow, Part, Verdict } from "./verdict";

export interface VerdictText {
  readonly heading: string;
  readonly text: string;
  readonly tone: "good" | "bad" | "quiet";
}

const quiet = (heading: string, text: string): VerdictText => ({ heading, text, tone: "quiet" });

export const PENDING = quiet(
  "Looking for a proof …",
  "A line that parts the classes, or points that forbid it.",
);

/** The verdict in words. */
export function describeVerdict(verdict: Verdict | null, points: PointSet): VerdictText {
  if (verdict === null) {
    const [only] = presentClasses(points);
    const missing = only === undefined ? "No points yet" : "One class so far";
    return quiet(missing, "Place points of two classes, and there is something to tell apart.");
  }
  const { parts } = verdict;
  const failed = parts.filter(({ separable }) => !separable);
  if (failed.length === 0) return { heading: "Separable", text: howSeparable(parts), tone: "good" };
  return { heading: "Not separable", text: whyNot(verdict, failed, points), tone: "bad" };
}

function howSeparable(parts: readonly Part[]): string {
  if (parts.length > 1) return "Each class has a line of its own that parts it from the rest.";
  const { margin, mistakeBound } = parts[0] as Part;
  if (margin === undefined) return "There are weights whose largest score is right for every point.";
  if (margin === 0 || mistakeBound === undefined || !Number.isFinite(mistakeBound)) {
    return "A line parts the classes, closer to the nearest point than a number can tell.";
  }
  const bound = `so learning from zero takes at most ${whole(mistakeBound)} mistakes`;
  return `A line parts the classes, ${short(margin)} away from the nearest point, ${bound}.`;
}

function whyNot({ conflict, common }: Verdict, failed: readonly Part[], points: PointSet): string {
  if (common === null) {
    return `No weights have the largest score right everywhere; the ${conflict.length} ringed points prove it.`;
  }
  const [part] = failed;
  const who =
    part?.label == null
      ? "No line can part them"
      : `No line parts ${className(points, part.label)} from the rest`;
  return `${who}: ${picture(conflict)}. That is a proof, not a lack of patience.`;
}

/** What the few points of a conflict look like (Radon 1921: two hulls that meet). */
function picture(conflict: readonly ConflictRow[]): string {
  const positives = conflict.filter(({ positive }) => positive).length;
  const [fewer, more] = [positives, conflict.length - positives].sort((a, b) => a - b);
  if (fewer === 1 && more === 1) return "two ringed points lie on the same spot";
  if (fewer === 1 && more === 2) return "a ringed point lies between two of the other class";
  if (fewer === 1 && more === 3) return "a ringed point lies in a triangle of the other class";
  if (fewer === 2 && more === 2) return "the lines between the ringed points of either class cross";
  return `the ${conflict.length} ringed points cancel out`;
}
