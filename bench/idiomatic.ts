/**
 * What a non-expert writes: rows of numbers, a row of weights for each class, one class against the rest.
 *
 * @param X  [n×d]
 * @param y  [n] classes 0 … k − 1
 */
export function idiomaticTraining(
  X: readonly number[][],
  y: readonly number[],
  k: number,
  epochs: number,
): { W: number[][]; b: number[] } {
  const d = X[0].length;
  const W = Array.from({ length: k }, () => new Array<number>(d).fill(0));
  const b = new Array<number>(k).fill(0);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = 0; i < X.length; i++) {
      for (let j = 0; j < k; j++) {
        let z = b[j];
        for (let p = 0; p < d; p++) z += W[j][p] * X[i][p];
        const error = (y[i] === j ? 1 : 0) - (z >= 0 ? 1 : 0);
        if (error === 0) continue;
        for (let p = 0; p < d; p++) W[j][p] += error * X[i][p];
        b[j] += error;
      }
    }
  }
  return { W, b };
}
