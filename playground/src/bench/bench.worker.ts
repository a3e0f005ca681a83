// The bench runs beside the page, so that neither disturbs the other.
import { type Runtime, runtime } from "rosenblatt";
import { trainPlain } from "./loop";
import { areSame, measureRound, type Round, trainLibrary } from "./measure";
import { makeTask, TASKS } from "./tasks";

const ROUNDS = 7;
/** Rounds that are not told, in which the engine compiles what is hot. */
const WARM_UP = 3;

/** What the worker tells the page. */
export type Message =
  | { readonly kind: "runtime"; readonly runtime: Runtime }
  /** Both were asked; `share` is that of wrong decisions among all. */
  | {
      readonly kind: "verified";
      readonly task: number;
      readonly same: boolean;
      readonly mistakes: number;
      readonly share: number;
    }
  | { readonly kind: "round"; readonly task: number; readonly round: Round }
  | { readonly kind: "done" };

const tell = (message: Message): void => self.postMessage(message);

self.onmessage = () => {
  tell({ kind: "runtime", runtime: runtime() });
  for (const [number, shape] of TASKS.entries()) {
    const task = makeTask(shape);
    const [library, plain] = [trainLibrary(task), trainPlain(task)];
    const mistakes = plain.mistakes.reduce((sum, made) => sum + made, 0);
    const share = mistakes / (task.n * task.k * plain.mistakes.length);
    const same = areSame(library, plain);
    tell({ kind: "verified", task: number, same, mistakes, share });
    if (!same) continue;
    for (let round = 0; round < WARM_UP; round++) measureRound(task, true);
    for (let round = 0; round < ROUNDS; round++) {
      tell({ kind: "round", task: number, round: measureRound(task, round % 2 === 0) });
    }
  }
  tell({ kind: "done" });
};
