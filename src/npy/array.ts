import { call } from "../base/errors.js";
import { Instance } from "../base/instance.js";
import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import type { Matrix } from "../data/view.js";
import { isArray } from "../data/view.js";

/** The numbers of an array, in the type that they were saved in. */
export type NumpyNumbers =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** An array of numbers or texts, row-major, as numpy has it. */
export class NumpyArray extends Instance {
  static override readonly name: string = "NumpyArray"; // which minifying would take away

  /**
   * @param data   its elements, row by row
   * @param shape  how many there are along each dimension
   */
  constructor(
    /** Integers of 64 bits are Float64Array, half floats Float32Array, and booleans Uint8Array of 0 and 1. */
    readonly data: NumpyNumbers | string[],
    /** How many elements there are along each dimension. */
    readonly shape: readonly number[],
  ) {
    super(NumpyArray);
  }

  /**
   * Samples, for `fit`: [shape[0] × the product of the others]; a row has one element where there is one dimension. Its data
   * is the array's own where that is of floats, and a copy to f32 or f64 otherwise.
   *
   * @throws {KindError} WRONG_KIND for texts
   */
  matrix(): Matrix {
    return call("NumpyArray.matrix", () => {
      const { data, shape } = this;
      if (isArray(data)) throw fail.wrongKind("the array", "numbers", data);
      const [rows = 1, ...others] = shape;
      // What has 8 or 16 bits fits f32.
      const isSmall = data.BYTES_PER_ELEMENT <= 2;
      const isFloat = data instanceof Float32Array || data instanceof Float64Array;
      const values = isFloat ? data : isSmall ? Float32Array.from(data) : Float64Array.from(data);
      return { data: values, rows, cols: others.reduce((product, size) => product * size, 1) };
    });
  }

  /**
   * Labels, for `fit`.
   *
   * @throws {ShapeError} LABELS_SHAPE unless it is [n] or [n×1]   @throws {ValueError} TOO_LARGE for more than an array holds
   */
  labels(): number[] | string[] {
    return call("NumpyArray.labels", () => {
      const { data, shape } = this;
      const [rows = -1, ...others] = shape;
      if (rows < 0 || others.some((size) => size !== 1)) throw fail.labelsShape(shape);
      plainLength("the labels", data.length);
      return isArray(data) ? [...data] : Array.from(data);
    });
  }
}
