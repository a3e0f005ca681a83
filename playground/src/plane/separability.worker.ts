// Proofs are searched for in a worker, so that the page stays responsive.
import type { PointSet } from "../data/points";
import { testSeparability } from "./separability";

self.onmessage = ({ data }: MessageEvent<{ points: PointSet; joint: boolean; X: Float64Array }>) =>
  self.postMessage(testSeparability(data.points, data.joint, data.X));
