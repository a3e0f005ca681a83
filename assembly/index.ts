// The export table: generics cannot be exported, so each kernel is named once for each element type.

import { epoch } from "./perceptron";
import { product } from "./product";
import { transpose } from "./transpose";

/** Where the memory that the kernels do not use themselves begins. */
export function heapBase(): usize {
  return __heap_base;
}

export function product_f32(
  m: usize,
  n: usize,
  k: usize,
  A: usize,
  B: usize,
  b: usize,
  C: usize,
  step: i32,
): i32 {
  return product<f32>(m, n, k, A, B, b, C, step);
}

export function product_f64(
  m: usize,
  n: usize,
  k: usize,
  A: usize,
  B: usize,
  b: usize,
  C: usize,
  step: i32,
): i32 {
  return product<f64>(m, n, k, A, B, b, C, step);
}

export function epoch_f32(
  n: usize,
  d: usize,
  k: usize,
  X: usize,
  Y: usize,
  sampleWeight: usize,
  classWeight: usize,
  W: usize,
  b: usize,
  order: usize,
  margins: usize,
  sums: usize,
  visits: f64,
  eta: f64,
  step: i32,
  fitIntercept: i32,
): i32 {
  return epoch<f32>(
    n,
    d,
    k,
    X,
    Y,
    sampleWeight,
    classWeight,
    W,
    b,
    order,
    margins,
    sums,
    visits,
    eta,
    step,
    fitIntercept,
  );
}

export function epoch_f64(
  n: usize,
  d: usize,
  k: usize,
  X: usize,
  Y: usize,
  sampleWeight: usize,
  classWeight: usize,
  W: usize,
  b: usize,
  order: usize,
  margins: usize,
  sums: usize,
  visits: f64,
  eta: f64,
  step: i32,
  fitIntercept: i32,
): i32 {
  return epoch<f64>(
    n,
    d,
    k,
    X,
    Y,
    sampleWeight,
    classWeight,
    W,
    b,
    order,
    margins,
    sums,
    visits,
    eta,
    step,
    fitIntercept,
  );
}

export function transpose_f32(m: usize, n: usize, A: usize, B: usize): void {
  transpose<f32>(m, n, A, B);
}

export function transpose_f64(m: usize, n: usize, A: usize, B: usize): void {
  transpose<f64>(m, n, A, B);
}
