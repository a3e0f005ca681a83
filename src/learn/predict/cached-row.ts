// The model that was asked last for single rows, with its weights in linear memory: a row is then a short copy and one
// call of the kernel (measured, d = 64, k = 3: twice as fast as the JavaScript core, which needs no such preparation).

import { CACHE_AFTER_CALLS, CACHED_LEAST_WEIGHTS, CACHED_MOST_WEIGHTS } from "../../base/costs.js";
import { bytesPer, type Reals } from "../../base/dtype.js";
import type { Arena } from "../../core/arena.js";
import { STEP } from "../../core/contract.js";
import { ownArena } from "../../core/current.js";
import { productCallBytes, writeProductCall } from "../../core/product-call.js";
import type { PredictionWeights } from "../model.js";

interface RowPredictor {
  /** A row goes here [d] */
  readonly x: Reals;
  /** Its margins come here [k] */
  readonly z: Reals;
  /** @returns 0, or NOT_FINITE */
  answer(): number;
}

let last: PredictionWeights | undefined;
let asked = 0;
let arena: Arena | undefined;
let predictor: RowPredictor | undefined;

/** The predictor of these weights, if they have been asked often enough to have one. */
export function cachedPredictor(prediction: PredictionWeights): RowPredictor | undefined {
  if (prediction === last) {
    if (++asked === CACHE_AFTER_CALLS) predictor = makePredictor(prediction);
    return predictor;
  }
  last = prediction;
  asked = 0;
  predictor = undefined;
  return undefined;
}

function makePredictor({ dtype, W, b }: PredictionWeights): RowPredictor | undefined {
  if (W.length > CACHED_MOST_WEIGHTS || W.length < CACHED_LEAST_WEIGHTS) return undefined;
  arena ??= ownArena();
  if (arena.core.name === "js") return undefined;
  try {
    return arena.scope(() => placePredictor(arena as Arena, { dtype, W, b }));
  } catch {
    return undefined; // no memory: JavaScript needs none
  }
}

/** What lies there stays when the scope is closed: nobody else uses this arena. */
function placePredictor(own: Arena, { dtype, W, b }: PredictionWeights): RowPredictor {
  const [k, d] = [b.length, W.length / b.length];
  own.reserve(productCallBytes() + (W.length + 2 * k + d) * bytesPer[dtype]);
  const [weights, bias] = [own.place(W), own.place(b)];
  const [x, z] = [own.takeReals(dtype, d), own.takeReals(dtype, k)];
  const call = own.take(productCallBytes());
  const { memory, kernels } = own.core;
  writeProductCall(memory, call, { m: 1, n: k, k: d, A: x, B: weights, b: bias, C: z, step: STEP.none });
  const product = kernels[`product_${dtype}`];
  return {
    x: own.reals(dtype, x, d),
    z: own.reals(dtype, z, k),
    answer: () => product(call),
  };
}
