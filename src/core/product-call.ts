import type { Memory, Ptr, StepCode } from "./contract.js";
import { Struct } from "./struct.js";

/** What a product works on, as it lies in linear memory; assembly/product-call.ts says what each field is. */
export interface ProductCall {
  m: number;
  n: number;
  k: number;
  A: Ptr;
  /** Left out, like `indices`, where the rows are dense. */
  indptr?: Ptr;
  indices?: Ptr;
  B: Ptr;
  b: Ptr;
  C: Ptr;
  step: StepCode;
}

/** The fields as assembly/product-call.ts has them. */
const LAYOUT = /* @__PURE__ */ new Struct(
  [],
  ["m", "n", "k", "A", "indptr", "indices", "B", "b", "C", "step"],
);

export const productCallBytes = (): number => LAYOUT.bytes;

export const writeProductCall = (memory: Memory, at: Ptr, call: ProductCall): void =>
  LAYOUT.write(memory.buffer, at, call);

export const readProductCall = (memory: Memory, at: Ptr): Required<ProductCall> =>
  LAYOUT.read(memory.buffer, at) as Required<ProductCall>;
