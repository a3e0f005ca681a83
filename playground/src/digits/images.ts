// Handwritten digits of 8 × 8 pixels.
import { readSvmlight } from "rosenblatt/svmlight";
import { BLACK, PIXELS } from "./ink";

/** So many of the images are learned from; with the others it is asked what was learned. */
export const TRAINING_ROWS = 1500;

export interface Images {
  /** Pixels from 0 to 1 [n×64]. */
  readonly X: { readonly data: Float64Array; readonly rows: number; readonly cols: number };
  /** [n] */
  readonly y: readonly number[];
}

/** The images of a svmlight file with pixels from 0 to 16: those to learn from, and the others. */
export function readImages(text: string): { training: Images; others: Images } {
  const { X, y } = readSvmlight(text, { cols: PIXELS });
  const data = new Float64Array(X.rows * PIXELS);
  for (let i = 0; i < X.rows; i++) {
    for (let p = X.indptr[i] as number; p < (X.indptr[i + 1] as number); p++)
      data[i * PIXELS + (X.indices[p] as number)] = (X.data[p] as number) / BLACK;
  }
  const part = (from: number, to: number): Images => ({
    X: { data: data.subarray(from * PIXELS, to * PIXELS), rows: to - from, cols: PIXELS },
    y: Array.from(y.slice(from, to), Number),
  });
  return { training: part(0, TRAINING_ROWS), others: part(TRAINING_ROWS, X.rows) };
}
