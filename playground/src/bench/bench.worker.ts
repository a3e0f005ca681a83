// The bench runs in a worker, so that it does not block the page.
import { type Runtime, runtime } from "rosenblatt";
import { trainBaseline } from "./baseline";
import { areEqual, measureRound, type Round, trainLibrary } from "./measure";
import { makeTask, TASKS } from "./tasks";

const ROUNDS = 7;
/** Rounds that are not reported, in which the engine optimises the code. */
const WARM_UP = 3;

/** A message of the worker to the page. */
export type BenchMessage =
  | { readonly kind: "runtime"; readonly runtime: Runtime }
  /** Both have trained, and made so many mistakes in so many decisions. */
  | {
      readonly kind: "verified";
      readonly task: number;
      readonly equal: boolean;
      readonly mistakes: number;
      readonly decisions: number;
    }
  | { readonly kind: "round"; readonly task: number; readonly round: Round }
  | { readonly kind: "done" };

const post = (message: BenchMessage): void => self.postMessage(message);

self.onmessage = () => {
  post({ kind: "runtime", runtime: runtime() });
  for (const [number, shape] of TASKS.entries()) {
    const task = makeTask(shape);
    const [library, baseline] = [trainLibrary(task), trainBaseline(task)];
    const mistakes = baseline.mistakes.reduce((sum, made) => sum + made, 0);
    const decisions = task.n * task.k * baseline.mistakes.length;
    const equal = areEqual(library, baseline);
    post({ kind: "verified", task: number, equal, mistakes, decisions });
    if (!equal) continue;
    for (let round = 0; round < WARM_UP; round++) measureRound(task, true);
    for (let round = 0; round < ROUNDS; round++) {
      post({ kind: "round", task: number, round: measureRound(task, round % 2 === 0) });
    }
  }
  post({ kind: "done" });
};
