// The export table: generics cannot be exported, so each kernel is named once for each element type.

import { epoch, epochs, scan } from "./perceptron";
import { product } from "./product";
import { checkRows as check } from "./sparse";
import { standardize } from "./standardize";
import { transpose } from "./transpose";
import { allFinite } from "./vector";

/** Where the memory that the kernels do not use themselves begins. */
export function heapBase(): usize {
  return __heap_base;
}

export function product_f32(call: usize): i32 {
  return product<f32>(call);
}

export function product_f64(call: usize): i32 {
  return product<f64>(call);
}

export function checkRows(rows: usize, cols: u32, indptr: usize, indices: usize): i32 {
  return i32(check(rows, cols, indptr, indices));
}

export function epoch_f32(task: usize, from: usize, to: usize): i32 {
  return epoch<f32>(task, from, to);
}

export function epoch_f64(task: usize, from: usize, to: usize): i32 {
  return epoch<f64>(task, from, to);
}

export function epochs_f32(task: usize, rows: usize, count: i32, orderStride: usize, mistakes: usize): i32 {
  return epochs<f32>(task, rows, count, orderStride, mistakes);
}

export function epochs_f64(task: usize, rows: usize, count: i32, orderStride: usize, mistakes: usize): i32 {
  return epochs<f64>(task, rows, count, orderStride, mistakes);
}

export function scan_f32(task: usize, from: usize, to: usize): i32 {
  return scan<f32>(task, from, to);
}

export function scan_f64(task: usize, from: usize, to: usize): i32 {
  return scan<f64>(task, from, to);
}

export function allFinite_f32(n: usize, x: usize): i32 {
  return i32(allFinite<f32>(n, x));
}

export function allFinite_f64(n: usize, x: usize): i32 {
  return i32(allFinite<f64>(n, x));
}

export function transpose_f32(m: usize, n: usize, A: usize, B: usize): void {
  transpose<f32>(m, n, A, B);
}

export function transpose_f64(m: usize, n: usize, A: usize, B: usize): void {
  transpose<f64>(m, n, A, B);
}

export function standardize_f32(
  n: usize,
  d: usize,
  X: usize,
  indices: usize,
  mean: usize,
  deviation: usize,
): void {
  standardize<f32>(n, d, X, indices, mean, deviation);
}

export function standardize_f64(
  n: usize,
  d: usize,
  X: usize,
  indices: usize,
  mean: usize,
  deviation: usize,
): void {
  standardize<f64>(n, d, X, indices, mean, deviation);
}
