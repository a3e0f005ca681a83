import { className } from "../data/names";
import { type PointSet, presentClasses } from "../data/points";
import { texts } from "../text/language";
import type { Inputs } from "./inputs";
import type { CertificateRow, SeparabilityReport, SubproblemReport } from "./separability";

export interface SeparabilityText {
  readonly heading: string;
  readonly text: string;
  readonly tone: "good" | "bad" | "quiet";
}

export function pendingText(): SeparabilityText {
  const [heading, text] = texts().separability.pending as [string, string];
  return { heading, text, tone: "quiet" };
}

/** A bound on the mistakes that is larger says nothing to anyone. */
const MAX_BOUND = 1e6;

/** A report in words. */
export function describeSeparability(
  report: SeparabilityReport | null,
  points: PointSet,
  inputs: Inputs,
): SeparabilityText {
  const { noPoints, oneClass, twoNeeded, yes, no } = texts().separability;
  if (report === null) {
    const [present] = presentClasses(points);
    return { heading: present === undefined ? noPoints : oneClass, text: twoNeeded, tone: "quiet" };
  }
  const { subproblems } = report;
  const failed = subproblems.filter(({ separable }) => !separable);
  if (failed.length === 0) return { heading: yes, text: howSeparable(subproblems, inputs), tone: "good" };
  return { heading: no, text: whyNot(report, failed, points, inputs), tone: "bad" };
}

function howSeparable(subproblems: readonly SubproblemReport[], { plain }: Inputs): string {
  const text = texts().separability;
  if (subproblems.length > 1) return plain ? text.each : text.eachCurved;
  const { margin, mistakeBound } = subproblems[0] as SubproblemReport;
  if (margin === undefined) return text.joint;
  if (margin === 0 || mistakeBound === undefined || !Number.isFinite(mistakeBound))
    return plain ? text.tight : text.curved;
  if (!plain && mistakeBound > MAX_BOUND) return text.curved;
  if (!plain) return `${text.curved} ${text.bound(Math.floor(mistakeBound))}`;
  return text.margin(margin, Math.floor(mistakeBound));
}

function whyNot(
  { certificate, commonPoint }: SeparabilityReport,
  failed: readonly SubproblemReport[],
  points: PointSet,
  { plain }: Inputs,
): string {
  const text = texts().separability;
  if (!plain) return text.notCurved(certificate.length);
  if (commonPoint === null) return text.notJoint(certificate.length);
  const [first] = failed;
  const claim = first?.label == null ? text.claim : text.claimOne(className(points, first.label));
  return text.because(claim, describeCertificate(certificate));
}

/** What the few points of a certificate look like (Radon 1921: two convex hulls that intersect). */
function describeCertificate(certificate: readonly CertificateRow[]): string {
  const { sameSpot, between, triangle, cross, cancel } = texts().separability;
  const positives = certificate.filter(({ positive }) => positive).length;
  const [fewer, more] = [positives, certificate.length - positives].sort((a, b) => a - b);
  if (fewer === 1 && more === 1) return sameSpot;
  if (fewer === 1 && more === 2) return between;
  if (fewer === 1 && more === 3) return triangle;
  return fewer === 2 && more === 2 ? cross : cancel(certificate.length);
}
