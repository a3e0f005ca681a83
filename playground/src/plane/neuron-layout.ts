// Where the parts of the drawn neuron are: its inputs in a column on the left, its sums in one on the right.

export interface Center {
  readonly x: number;
  readonly y: number;
}

export interface NeuronLayout {
  readonly height: number;
  /** The inputs that are drawn, and last the bias neuron, whose output is always 1. */
  readonly inputs: readonly Center[];
  readonly inputRadius: number;
  /** Whether an input has room for its value. */
  readonly hasValues: boolean;
  /** Whether the name of an input stands on its left, rather than above it. */
  readonly namesLeft: boolean;
  readonly outputs: readonly Center[];
  readonly outputRadius: number;
  /** Whether an output has room for its sum below it. */
  readonly hasSums: boolean;
}

export const WIDTH = 320;
const [LOW, HIGH] = [204, 250];
/** More inputs than this are not drawn one by one. */
export const MAX_INPUTS = 15;
const [LARGE_INPUT, SMALLEST_WITH_VALUE] = [23, 13];

/**
 * @param d  inputs that are drawn, without the bias
 * @param k  outputs
 */
export function neuronLayout(d: number, k: number): NeuronLayout {
  const height = d <= 2 && k <= 3 ? LOW : HIGH;
  if (d <= 2) {
    const inputs = spread(d + 1, 40, height, 34);
    return {
      ...outputsOf(k, height, d),
      height,
      inputs,
      inputRadius: LARGE_INPUT,
      hasValues: true,
      namesLeft: false,
    };
  }
  const gap = height / (d + 1);
  const inputRadius = Math.min(17, gap / 2 - 2);
  const hasValues = inputRadius >= SMALLEST_WITH_VALUE;
  const inputs = spread(d + 1, 62, height, gap / 2);
  return { ...outputsOf(k, height, d), height, inputs, inputRadius, hasValues, namesLeft: true };
}

function outputsOf(k: number, height: number, d: number) {
  if (k === 1)
    return { outputs: [{ x: d <= 2 ? 176 : 188, y: height / 2 }], outputRadius: 25, hasSums: true };
  const edge = k <= 3 ? 34 : height / k / 2;
  const outputRadius = k <= 3 ? 19 : Math.min(15, height / k / 2 - 2);
  return { outputs: spread(k, 190, height, edge), outputRadius, hasSums: k <= 3 };
}

/** Centres in a column, from an edge to the other. */
const spread = (n: number, x: number, height: number, edge: number): Center[] =>
  Array.from({ length: n }, (_, i) => ({ x, y: edge + (i * (height - 2 * edge)) / Math.max(1, n - 1) }));
