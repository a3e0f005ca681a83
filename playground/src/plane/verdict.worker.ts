// Proofs are found beside the page, which goes on meanwhile.
import type { PointSet } from "../data/points";
import { verdictOf } from "./verdict";

self.onmessage = ({ data }: MessageEvent<{ points: PointSet; joint: boolean }>) =>
  self.postMessage(verdictOf(data.points, data.joint));
