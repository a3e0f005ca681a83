// AssemblyScript, compiled by scripts/bench.mjs: what the machine itself can do, to hold the library's times against.

/** Bytes that `read` takes in one step, and the least that it reads. */
const STEP: usize = 128;

/** Loads every 16 bytes from `at` on, repeatedly, and does just enough with them for the loads not to be optimised away. */
export function read(at: usize, bytes: usize, passes: u32): bool {
  let a = i32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const end = at + bytes;
  for (let pass: u32 = 0; pass < passes; pass++) {
    for (let from = at; from < end; from += STEP) {
      a = v128.xor(a, v128.xor(v128.load(from), v128.load(from, 16)));
      b = v128.xor(b, v128.xor(v128.load(from, 32), v128.load(from, 48)));
      c = v128.xor(c, v128.xor(v128.load(from, 64), v128.load(from, 80)));
      d = v128.xor(d, v128.xor(v128.load(from, 96), v128.load(from, 112)));
    }
  }
  return v128.any_true(v128.xor(v128.xor(a, b), v128.xor(c, d)));
}

/**
 * `steps` steps of twelve multiply-adds each, a ← a · factor + addend. Each of the twelve depends only on itself: with
 * the two constants they fill the registers that an engine has on every machine, and there are no loads among them.
 */
function chains<T>(steps: u32, factor: v128, addend: v128): v128 {
  let a = v128.splat<T>(<T>0);
  let b = v128.splat<T>(<T>1);
  let c = v128.splat<T>(<T>2);
  let d = v128.splat<T>(<T>3);
  let e = v128.splat<T>(<T>4);
  let f = v128.splat<T>(<T>5);
  let g = v128.splat<T>(<T>6);
  let h = v128.splat<T>(<T>7);
  let i = v128.splat<T>(<T>8);
  let j = v128.splat<T>(<T>9);
  let k = v128.splat<T>(<T>10);
  let l = v128.splat<T>(<T>11);
  for (let step: u32 = 0; step < steps; step++) {
    a = v128.add<T>(v128.mul<T>(a, factor), addend);
    b = v128.add<T>(v128.mul<T>(b, factor), addend);
    c = v128.add<T>(v128.mul<T>(c, factor), addend);
    d = v128.add<T>(v128.mul<T>(d, factor), addend);
    e = v128.add<T>(v128.mul<T>(e, factor), addend);
    f = v128.add<T>(v128.mul<T>(f, factor), addend);
    g = v128.add<T>(v128.mul<T>(g, factor), addend);
    h = v128.add<T>(v128.mul<T>(h, factor), addend);
    i = v128.add<T>(v128.mul<T>(i, factor), addend);
    j = v128.add<T>(v128.mul<T>(j, factor), addend);
    k = v128.add<T>(v128.mul<T>(k, factor), addend);
    l = v128.add<T>(v128.mul<T>(l, factor), addend);
  }
  const left = v128.add<T>(v128.add<T>(a, b), v128.add<T>(v128.add<T>(c, d), v128.add<T>(e, f)));
  const right = v128.add<T>(v128.add<T>(g, h), v128.add<T>(v128.add<T>(i, j), v128.add<T>(k, l)));
  return v128.add<T>(left, right);
}

/** 48 multiply-adds a step. */
export function multiplyAdd_f32(steps: u32, factor: f32, addend: f32): f32 {
  return f32x4.extract_lane(chains<f32>(steps, f32x4.splat(factor), f32x4.splat(addend)), 0);
}

/** 24 multiply-adds a step. */
export function multiplyAdd_f64(steps: u32, factor: f64, addend: f64): f64 {
  return f64x2.extract_lane(chains<f64>(steps, f64x2.splat(factor), f64x2.splat(addend)), 0);
}
