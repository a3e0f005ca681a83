// Proofs are searched for in a worker, so that the page stays responsive.
import type { PointSet } from "../data/points";
import { type InputChoice, makeInputs } from "./inputs";
import { testSeparability } from "./separability";

interface Question {
  readonly points: PointSet;
  readonly joint: boolean;
  readonly choice: InputChoice;
}

self.onmessage = ({ data: { points, joint, choice } }: MessageEvent<Question>) =>
  self.postMessage(testSeparability(points, joint, makeInputs(points, choice).transform(points.xy)));
