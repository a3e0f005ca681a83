// The bench runs in a worker, so that it does not block the page.
import { type Runtime, runtime } from "rosenblatt";
import { multiplyBaseline, trainBaseline } from "./baseline";
import {
  areEqual,
  equalNumbers,
  measureRound,
  multiplyLibrary,
  type Round,
  trainingWork,
  trainLibrary,
  type Work,
} from "./measure";
import { makeProduct, makeTask, TASKS, type TaskShape } from "./tasks";

const ROUNDS = 7;
/** Rounds that are not reported, in which the engine optimises the code. */
const WARM_UP = 3;

/** Both came to the same result; of a training, with so many mistakes in so many decisions. */
export interface Verified {
  readonly kind: "verified";
  readonly task: number;
  readonly equal: boolean;
  readonly mistakes: number;
  readonly decisions: number;
}

/** A message of the worker to the page. */
export type BenchMessage =
  | { readonly kind: "runtime"; readonly runtime: Runtime }
  | Verified
  | { readonly kind: "round"; readonly task: number; readonly round: Round }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "done" };

const post = (message: BenchMessage): void => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<{ tensorflow: boolean }>) => {
  try {
    post({ kind: "runtime", runtime: runtime() });
    const tensorflow = data.tensorflow ? await import("./tensorflow") : null;
    await tensorflow?.startTensorFlow();
    for (const [task, shape] of TASKS.entries()) {
      const { verified, work } = prepare(shape, tensorflow);
      post({ kind: "verified", task, ...verified });
      if (!verified.equal) continue;
      for (let round = 0; round < WARM_UP; round++) measureRound(work, 0);
      for (let round = 0; round < ROUNDS; round++) {
        post({ kind: "round", task, round: measureRound(work, round) });
      }
    }
    post({ kind: "done" });
  } catch (error) {
    post({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
  }
};

type TensorFlow = typeof import("./tensorflow") | null;

function prepare(
  shape: TaskShape,
  tensorflow: TensorFlow,
): { verified: Omit<Verified, "kind" | "task">; work: Work } {
  if (shape.kind === "product") {
    const product = makeProduct(shape);
    const equal = equalNumbers(multiplyLibrary(product), multiplyBaseline(product));
    const work = { library: () => multiplyLibrary(product), baseline: () => multiplyBaseline(product) };
    const others = tensorflow === null ? {} : { tensorflow: () => tensorflow.multiplyTensorFlow(product) };
    return { verified: { equal, mistakes: 0, decisions: 0 }, work: { ...work, ...others } };
  }
  const task = makeTask(shape);
  const [library, baseline] = [trainLibrary(task), trainBaseline(task)];
  const mistakes = baseline.mistakes.reduce((sum, made) => sum + made, 0);
  const decisions = task.n * task.k * baseline.mistakes.length;
  const others = tensorflow === null ? {} : { tensorflow: () => tensorflow.trainTensorFlow(task) };
  return {
    verified: { equal: areEqual(library, baseline), mistakes, decisions },
    work: { ...trainingWork(task), ...others },
  };
}
