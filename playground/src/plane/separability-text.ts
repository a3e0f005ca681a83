import { className, type PointSet, presentClasses } from "../data/points";
import { short, whole } from "../numbers";
import type { CertificateRow, SeparabilityReport, SubproblemReport } from "./separability";

export interface SeparabilityText {
  readonly heading: string;
  readonly text: string;
  readonly tone: "good" | "bad" | "quiet";
}

const quiet = (heading: string, text: string): SeparabilityText => ({ heading, text, tone: "quiet" });

export const PENDING = quiet(
  "Looking for a proof …",
  "A line that parts the classes, or points that forbid it.",
);

/** A report in words. */
export function describeSeparability(report: SeparabilityReport | null, points: PointSet): SeparabilityText {
  if (report === null) {
    const [present] = presentClasses(points);
    const missing = present === undefined ? "No points yet" : "One class so far";
    return quiet(missing, "Place points of two classes, and there is something to tell apart.");
  }
  const { subproblems } = report;
  const failed = subproblems.filter(({ separable }) => !separable);
  if (failed.length === 0) return { heading: "Separable", text: howSeparable(subproblems), tone: "good" };
  return { heading: "Not separable", text: whyNot(report, failed, points), tone: "bad" };
}

function howSeparable(subproblems: readonly SubproblemReport[]): string {
  if (subproblems.length > 1) return "Each class has a line of its own that subproblems it from the rest.";
  const { margin, mistakeBound } = subproblems[0] as SubproblemReport;
  if (margin === undefined) return "There are weights whose largest score is right for every point.";
  if (margin === 0 || mistakeBound === undefined || !Number.isFinite(mistakeBound)) {
    return "A line parts the classes, closer to the nearest point than a number can tell.";
  }
  const bound = `so learning from zero takes at most ${whole(mistakeBound)} mistakes`;
  return `A line parts the classes, ${short(margin)} away from the nearest point, ${bound}.`;
}

function whyNot(
  { certificate, commonPoint }: SeparabilityReport,
  failed: readonly SubproblemReport[],
  points: PointSet,
): string {
  if (commonPoint === null) {
    return `No weights have the largest score right everywhere; the ${certificate.length} ringed points prove it.`;
  }
  const [first] = failed;
  const claim =
    first?.label == null
      ? "No line can part them"
      : `No line subproblems ${className(points, first.label)} from the rest`;
  return `${claim}: ${describeCertificate(certificate)}. That is a proof, not a lack of patience.`;
}

/** What the few points of a certificate look like (Radon 1921: two convex hulls that intersect). */
function describeCertificate(certificate: readonly CertificateRow[]): string {
  const positives = certificate.filter(({ positive }) => positive).length;
  const [fewer, more] = [positives, certificate.length - positives].sort((a, b) => a - b);
  if (fewer === 1 && more === 1) return "two ringed points lie on the same spot";
  if (fewer === 1 && more === 2) return "a ringed point lies between two of the other class";
  if (fewer === 1 && more === 3) return "a ringed point lies in a triangle of the other class";
  if (fewer === 2 && more === 2) return "the lines between the ringed points of either class cross";
  return `the ${certificate.length} ringed points cancel out`;
}
