// A Perceptron as bytes: container.ts draws the file. Its header is that of the JSON file with the number of rows and
// columns in the place of each tensor, so that the length of a tensor is compared with what the model needs and with
// the file before anything is allocated.

import { bytesPer, type Reals, view } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import { isArray } from "../../data/view.js";
import { align, BYTES_VERSION, type Opened, openContainer, packContainer } from "./container.js";
import { ensure } from "./ensure.js";
import { readVersion, type TensorReader } from "./read-model.js";
import { type Model, writeModel } from "./write-model.js";

/** @throws {ValueError} TOO_LARGE if the names of the classes and the history make more than 16 MiB */
export function packPerceptron(model: Model, resume: boolean): Uint8Array<ArrayBuffer> {
  const tensors: Reals[] = [];
  const header = writeModel(
    model,
    (data, cols) => {
      tensors.push(data);
      return cols === undefined ? data.length : [data.length / cols, cols];
    },
    resume,
  );
  return packContainer(BYTES_VERSION, header, tensors);
}

/** @throws {KindError} NOT_BYTES   @throws {ValueError} MODEL_FILE, DETACHED; and what options and classes refuse */
export function unpackPerceptron(bytes: unknown): Model {
  const opened = openContainer(bytes);
  if ("format" in opened.header) throw fail.notThisFormat(opened.header.format);
  const reader = new BytesReader(opened);
  const model = readVersion(opened.header, opened.version, reader);
  reader.close();
  return model;
}

/** Takes tensors one after the other, as they were written. */
class BytesReader implements TensorReader {
  #at = 0;
  constructor(readonly opened: Opened) {}

  shape = (value: unknown): readonly unknown[] => {
    const shape = isArray(value) ? value : [value];
    const areCounts = shape.every(Number.isInteger);
    const needed = areCounts ? shape.reduce((product, size) => product * size, bytesPer.f32) : Infinity;
    ensure(needed <= this.opened.body.length, "it has no room for its weights");
    return shape;
  };

  read: TensorReader["read"] = (name, value, dtype, rows, cols) => {
    const { body } = this.opened;
    const from = this.#at;
    const [foundRows, foundCols, ...more] = this.shape(value);
    const size = rows * (cols ?? 1) * bytesPer[dtype];
    const isSame = foundRows === rows && foundCols === cols && more.length === 0;
    ensure(isSame && from + align(size) <= body.length, `${name} has another size`);
    this.#at += align(size);
    return view(dtype, body.slice(from, from + size).buffer, 0, size / bytesPer[dtype]);
  };

  close(): void {
    ensure(this.#at === this.opened.body.length, "it has bytes behind its last tensor");
  }
}
