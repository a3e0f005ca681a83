import { bytesPer, type DType } from "../base/dtype.js";
import type { Arena } from "../core/arena.js";
import { NULL, type Ptr } from "../core/contract.js";
import type { Task } from "../core/task.js";
import { areEqual, type Weights } from "../learn/model.js";
import type { OpenRule } from "../learn/rule.js";
import { ruleKernelsOf } from "./current-kernel.js";
import { type RuleKind, ruleStateBytes, writeRuleState } from "./rule-state.js";

/** The pass over the rows before which those of ones are laid out. That takes as long as it saves in four passes. */
const FIRST_LAID_OUT = 3;
/** The most memory, in bytes, that is taken for it. */
const MOST_ROOM = 2 ** 26;

/** Memory that an epoch only takes longer without; NULL if there is no more. */
function takeIfThere(arena: Arena, bytes: number): Ptr {
  try {
    return arena.take(bytes);
  } catch {
    return NULL;
  }
}

/**
 * Begins to learn by a rule, over the weights of a task.
 *
 * @param strength  C of the passive-aggressive rules, r of AROW
 * @param before    AROW's variances; undefined at the beginning
 * @param rows      how many rows stay in memory; 0 if others take their place
 */
export function openRule(
  kind: RuleKind,
  strength: number,
  arena: Arena,
  task: Task,
  dtype: DType,
  before: Weights | undefined,
  rows: number,
): OpenRule {
  const { d, k, fitIntercept } = task;
  const keeps = kind === "arow";
  const outputs = keeps ? k : 1;
  const kept = keeps ? before : undefined;
  const place = (values: Weights["W"] | undefined, count: number, otherwise: number): Ptr => {
    const at = arena.takeReals(dtype, count);
    const placed = arena.reals(dtype, at, count);
    if (values === undefined) placed.fill(otherwise);
    else placed.set(values);
    return at;
  };
  const state = {
    most: kind === "pa1" ? strength : Infinity,
    softening: kind === "pa1" ? 0 : keeps ? strength : 1 / (2 * strength),
    adaptive: Number(keeps),
    variance: place(kept?.W, outputs * d, 1),
    // Without a bias neuron it is 0, of a class that has come late, too.
    biasVariance: place(fitIntercept ? kept?.b : undefined, outputs, fitIntercept),
    scratch: arena.takeReals(dtype, d),
    spreads: keeps || rows === 0 ? NULL : place(undefined, rows, 0),
    ones: NULL,
  };
  const address = arena.take(ruleStateBytes());
  writeRuleState(arena.core.memory, address, state);
  const kernels = ruleKernelsOf(arena.core);
  const kernel = kernels[`epoch_${dtype}`];
  const layOut = kernels[`layOutOnes_${dtype}`];
  const sparse = rows > 0 && task.indptr !== NULL;
  const stored = sparse ? (arena.words(task.indptr, rows + 1)[rows] as number) : 0;
  const mayBeOnes = stored > 0 && arena.reals(dtype, task.X, 1)[0] === 1; // others need no room
  const room = 64 + 4 * rows + (stored + rows) * (64 / bytesPer[dtype]);
  const ones = layOut && k === 1 && mayBeOnes && room <= MOST_ROOM ? takeIfThere(arena, room) : NULL;
  let passes = 0;
  const views = (W: Ptr, b: Ptr): Weights => ({
    W: arena.reals(dtype, W, k * d),
    b: arena.reals(dtype, b, k),
  });
  const copied = ({ W, b }: Weights): Weights => ({ W: W.slice(), b: b.slice() });
  const last = copied(views(task.W, task.b));
  return {
    epoch(at, from, to) {
      if (layOut && ones !== NULL && from === 0 && ++passes === FIRST_LAID_OUT)
        layOut(at, address, rows, ones);
      return kernel(at, address, from, to);
    },
    hasMoved() {
      const now = views(task.W, task.b);
      const moved = !areEqual(now, last);
      last.W.set(now.W);
      last.b.set(now.b);
      return moved;
    },
    variance: () => (keeps ? copied(views(state.variance, state.biasVariance)) : undefined),
  };
}
