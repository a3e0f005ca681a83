// rosenblatt/worker, where there are workers. It is not closed: an idle worker must keep no process alive.
import { samples } from "./program.mjs";

/** @throws if the worker comes to other scores than the root, or hears of no abort while it works */
export async function far({ Perceptron }, worker) {
  const { nested, side } = samples();
  const labels = side.map((z) => (z > 4 ? "right" : z < -4 ? "left" : "middle"));
  const options = { tol: null, maxIter: 9 };
  const here = new Perceptron(options).fit(nested, labels);
  const there = await new worker.Perceptron(options).fit(nested, labels, { onEpoch() {} });
  const [near, distant] = [here.decisionFunction(nested), await there.decisionFunction(nested)];
  if (String(near.data) !== String(distant.data)) throw new Error("the worker comes to other scores");

  const endless = new worker.Perceptron({ tol: null, maxIter: 1e9 });
  const reason = await endless
    .fit(nested, labels, { signal: AbortSignal.timeout(50) })
    .catch((error) => error);
  if (reason.name !== "TimeoutError") throw new Error(`an abort came back as ${reason}`);
  if ((await there.score(nested, labels)) !== here.score(nested, labels)) throw new Error("another score");
}
