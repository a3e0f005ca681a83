import { type DType, type Reals, zeros } from "../base/dtype.js";
import type { Connections } from "./fields.js";
import { ACTIVATION, type Activation } from "./layer-call.js";
import type { WiredLayer } from "./layer-memory.js";

/** Numbers rounded to an element type, in a fresh array. */
export function withType(dtype: DType, values: ArrayLike<number>): Reals {
  const rounded = zeros(dtype, values.length);
  rounded.set(values);
  return rounded;
}

/** 1 / √inputs of each unit, whatever signs its weights have [m]. */
const scalesOf = ({ starts }: Connections): Float64Array =>
  Float64Array.from({ length: (starts.length - 1) / 2 }, (_, u) => {
    return 1 / Math.sqrt((starts[2 * u + 2] as number) - (starts[2 * u] as number));
  });

export function layerOf(
  connections: Connections,
  { d, dtype, thresholds }: { d: number; dtype: DType; thresholds: Reals },
  activation: Activation,
): WiredLayer {
  const { starts, inputs } = connections;
  const scales = withType(dtype, scalesOf(connections));
  return { dtype, d, units: { starts, inputs, scales, thresholds, activation: ACTIVATION[activation] } };
}

/**
 * The mean of each unit's scaled sum, and up to `jitter` standard deviations beside it, as they would be if its inputs were
 * independent: θ = s·(Σ₊ x̄ − Σ₋ x̄) + r · jitter · s·√(Σ var x), s = 1/√inputs. The sum is linear in its inputs, so that
 * their means are enough.
 *
 * @returns [m]
 */
export function meanThresholds(
  connections: Connections,
  { mean, variance }: { mean: Float64Array; variance: Float64Array },
  jitter: number,
): Float64Array {
  const { starts, inputs, jitters } = connections;
  return scalesOf(connections).map((scale, u) => {
    const [from, middle, to] = starts.subarray(2 * u, 2 * u + 3) as unknown as [number, number, number];
    let [sum, squares] = [0, 0];
    for (let p = from; p < to; p++) {
      const input = inputs[p] as number;
      sum += p < middle ? (mean[input] as number) : -(mean[input] as number);
      squares += variance[input] as number;
    }
    return scale * sum + (jitters[u] as number) * jitter * (scale * Math.sqrt(squares));
  });
}
