// The search for rows of a few features and two to four outputs: the outputs lie in the lanes of vectors, so that
// nothing is folded across lanes. Lane for lane, the additions are those of one output.
//
//   panel   | w₀₀ w₁₀ w₂₀ w₃₀ | w₀₁ w₁₁ w₂₁ w₃₁ | … | b₀ b₁ b₂ b₃ |   each feature's weights of all outputs together

import { lowBits, NOWHERE, remember, wrongOnes } from "./found";
import { aboveOf8, belowOf4, isNothing, restOf, signs, targetSigns } from "./signs";
import { HEAVISIDE } from "./step";
import { Task } from "./task";
import { bytes, multiplyAdd, splatAt, vector, vectorBytes, vectorSum, wordAt, zeros } from "./vector";

/** With more features, the row-major kernel is as fast. */
export const MOST_FEATURES: usize = 16;

/** Whether outputs, where they are several, are asked through the panel. */
export function hasPanel(task: Task): bool {
  return task.d <= MOST_FEATURES && task.indptr === 0 && task.joint === 0;
}

/** Copies the weights and biases of outputs j … j + outputs − 1 into the panel; lanes without one are zero. */
export function fillPanel<T extends number>(task: Task, j: usize, outputs: usize): void {
  memory.fill(task.margins, 0, bytes<T>(4 * (task.d + 1)));
  for (let o: usize = 0; o < outputs; o++) fillLane<T>(task, j, o);
}

/** Copies the weights and the bias of output j + o into its lane of the panel. */
export function fillLane<T extends number>(task: Task, j: usize, o: usize): void {
  let lane = task.margins + bytes<T>(o);
  let w = task.W + bytes<T>((j + o) * task.d);
  for (const end = w + bytes<T>(task.d); w < end; w += sizeof<T>(), lane += bytes<T>(4)) {
    store<T>(lane, load<T>(w));
  }
  store<T>(lane, load<T>(task.b + bytes<T>(j + o)));
}

/** The number of the first row that outputs j … j + outputs − 1 answer wrongly; as `firstWrong`. */
export function firstWrongOfPanel<T extends number>(
  task: Task,
  j: usize,
  outputs: usize,
  from: usize,
  to: usize,
): usize {
  const panel = task.margins;
  const order = task.order;
  const X = task.X;
  const row = bytes<T>(task.d);
  const whole = vectorBytes<T>(task.d);
  const Y = task.Y + j;
  const stride = task.stride;
  const heaviside = task.step === HEAVISIDE;
  const lanes = lowBits(outputs);
  let rest = zeros<T>();
  for (let i = from; i < to; i++) {
    const r = wordAt(order, i);
    let x = X + r * row;
    const end = x + row;
    let w = panel;
    // Of f32, four features at a time; of f64 two, each with two outputs in one vector and two in the next.
    let s0 = zeros<T>();
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (const last = x + whole; x < last; x += 16, w += 64) {
      s0 = multiplyAdd<T>(s0, splatAt<T>(x), vector(w));
      s1 = multiplyAdd<T>(s1, splatAt<T>(sizeof<T>() === 4 ? x + 4 : x), vector(w + 16));
      s2 = multiplyAdd<T>(s2, splatAt<T>(x + 8), vector(w + 32));
      s3 = multiplyAdd<T>(s3, splatAt<T>(sizeof<T>() === 4 ? x + 12 : x + 8), vector(w + 48));
    }
    let low = vectorSum<T>(s0, s2);
    let high = vectorSum<T>(s1, s3);
    if (sizeof<T>() === 4) low = vectorSum<T>(low, high);
    for (; x < end; x += sizeof<T>(), w += bytes<T>(4)) {
      low = multiplyAdd<T>(low, splatAt<T>(x), vector(w));
      if (sizeof<T>() === 8) high = multiplyAdd<T>(high, splatAt<T>(x), vector(w + 16));
    }
    low = vectorSum<T>(low, vector(w));
    if (sizeof<T>() === 8) high = vectorSum<T>(high, vector(w + 16));
    rest = restOf<T>(rest, low, high);
    // Bits for `signs` are made where there is a mistake: most rows have none.
    const y = Y + r * stride;
    const wrong = heaviside
      ? (aboveOf8(y) ^ ~belowOf4<T>(low, high)) & lanes
      : wrongOnes(signs<T>(low, high), targetSigns(y), false, outputs);
    if (wrong !== 0) return isNothing(rest) ? remember(task, wrong, signs<T>(low, high), i) : NOWHERE;
  }
  return isNothing(rest) ? to : NOWHERE;
}
