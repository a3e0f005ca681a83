// The only file that knows a v128: L = 16 / sizeof<T>() lanes, 4 of f32 or 2 of f64.

export type Vector = v128;

/** The distance in bytes of element `index` from the start of its array. Nothing else shifts. */
export function bytes<T extends number>(index: usize): usize {
  return index << alignof<T>();
}

/** Element `index` of an array of u32: a row of an order, where a sparse row starts, the column of an element. */
export function wordAt(array: usize, index: usize): usize {
  return load<u32>(array + bytes<u32>(index)) as usize;
}

/** How many bytes of an array of `count` elements fill whole vectors. */
export function vectorBytes<T extends number>(count: usize): usize {
  return bytes<T>(count) & ~15;
}

/** How many of `count` elements fill whole vectors. */
export function wholeVectors<T extends number>(count: usize): usize {
  return count & ~(16 / sizeof<T>() - 1);
}

/** The L elements at `pointer`, which need not be aligned. */
export function vector(pointer: usize): Vector {
  return v128.load(pointer);
}

/** The L elements behind them: an offset in the instruction, which costs no addition (measured: 1.14–1.27×). */
export function nextVector(pointer: usize): Vector {
  return v128.load(pointer, 16);
}

/** A number in every lane. */
export function splat<T extends number>(value: T): Vector {
  return v128.splat<T>(value);
}

export function zeros<T extends number>(): Vector {
  return v128.splat<T>(0 as T);
}

export function storeVector(pointer: usize, v: Vector): void {
  v128.store(pointer, v);
}

/** The first f64 of each. */
export function lowPair(a: Vector, b: Vector): Vector {
  return v128.shuffle<f64>(a, b, 0, 2);
}

/** The second f64 of each. */
export function highPair(a: Vector, b: Vector): Vector {
  return v128.shuffle<f64>(a, b, 1, 3);
}

/** Four f64 rounded to f32: the two of a, the two of b. */
export function roundedPairs(a: Vector, b: Vector): Vector {
  return lowPair(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b));
}

/** sum + a·b in every lane: the product rounded, then the sum, never fused. */
export function multiplyAdd<T extends number>(sum: Vector, a: Vector, b: Vector): Vector {
  return v128.add<T>(sum, v128.mul<T>(a, b));
}

export function vectorSum<T extends number>(a: Vector, b: Vector): Vector {
  return v128.add<T>(a, b);
}

export function vectorProduct<T extends number>(a: Vector, b: Vector): Vector {
  return v128.mul<T>(a, b);
}

/** a, or b where that is larger, in every lane: NaN stays in a, and one instruction does. */
export function vectorMaximum<T extends number>(a: Vector, b: Vector): Vector {
  return v128.pmax<T>(a, b);
}

/** For each lane a vector of ones in it and zeros in the others. */
const LANES_F32: usize = memory.data<u32>([
  0xffffffff, 0, 0, 0, 0, 0xffffffff, 0, 0, 0, 0, 0xffffffff, 0, 0, 0, 0, 0xffffffff,
]);
const LANES_F64: usize = memory.data<u32>([0xffffffff, 0xffffffff, 0, 0, 0, 0, 0xffffffff, 0xffffffff]);

/** Ones in lane `index` mod L, zeros in the others. */
export function laneOf<T extends number>(index: usize): Vector {
  const at = (index & (16 / sizeof<T>() - 1)) * 16;
  return sizeof<T>() === 4 ? v128.load(at, LANES_F32) : v128.load(at, LANES_F64);
}

/**
 * sums + x·w of element `index` of w: in its lane alone, the others gain +0. The weight is loaded by itself, as it is stored:
 * a vector of which an element has just been corrected would wait for that store.
 *
 * @param x     the factor in every lane
 * @param lane  laneOf(index)
 */
export function addElement<T extends number>(
  sums: Vector,
  x: Vector,
  w: usize,
  index: usize,
  lane: Vector,
): Vector {
  const product = v128.mul<T>(x, splatAt<T>(w + bytes<T>(index)));
  return v128.add<T>(sums, v128.and(product, lane));
}

/** How many of `count` u32 are not above the one before them. */
export function descents(count: usize, values: usize): u32 {
  if (count < 2) return 0;
  let found = zeros<u32>();
  let p = values;
  const end = values + bytes<u32>(count - 1);
  const fours = p + ((end - p) & ~15);
  for (; p !== fours; p += 16) found = i32x4.sub(found, i32x4.ge_u(vector(p), v128.load(p, 4)));
  const halves = i32x4.add(found, v128.shuffle<u32>(found, found, 2, 3, 0, 1));
  let sum = i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
  for (; p !== end; p += 4) sum += i32(load<u32>(p) >= load<u32>(p, 4));
  return sum;
}

/** The L running sums of a dot product by halves: f32 (s₀ + s₂) + (s₁ + s₃), f64 s₀ + s₁. */
export function fold<T extends number>(s: Vector): T {
  if (sizeof<T>() === 8) return (f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1)) as T;
  const halves = f32x4.add(s, v128.shuffle<f32>(s, s, 2, 3, 0, 1));
  return (f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1)) as T;
}

/** Four f32 folds at once: element i is the fold of the i-th argument, to the bit. */
function fold4(a: Vector, b: Vector, c: Vector, d: Vector): Vector {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}

/** Two f64 folds at once. */
function fold2(a: Vector, b: Vector): Vector {
  return f64x2.add(lowPair(a, b), highPair(a, b));
}

/** Stores the first `count` of four numbers. */
export function storeSome<T extends number>(z: usize, low: Vector, high: Vector, count: usize): void {
  if (sizeof<T>() === 4) {
    if (count === 4) v128.store(z, low);
    else storeUpTo3(z, low, count);
  } else {
    storeUpTo2(z, low, count);
    if (count > 2) storeUpTo2(z + 16, high, count - 2);
  }
}

/** The first f32 of four. */
function storeUpTo3(z: usize, v: Vector, count: usize): void {
  if (count === 1) v128.store32_lane(z, v, 0);
  else v128.store64_lane(z, v, 0);
  if (count === 3) v128.store32_lane(z, v, 2, 8);
}

/** The first f64 of two. */
function storeUpTo2(z: usize, v: Vector, count: usize): void {
  if (count === 1) v128.store64_lane(z, v, 0);
  else v128.store(z, v);
}

/**
 * Stores the dot products of four rows with one output, [4] at z: the sums folded, then the elements from byte `from` to
 * byte `end`, left to right, then the bias.
 *
 * @param s0 … s3  running sums
 * @param b        bias [1] T
 */
export function storeDots4<T extends number>(
  s0: Vector,
  s1: Vector,
  s2: Vector,
  s3: Vector,
  x0: usize,
  x1: usize,
  x2: usize,
  x3: usize,
  w: usize,
  from: usize,
  end: usize,
  b: usize,
  z: usize,
): void {
  if (sizeof<T>() === 4) {
    let sums = fold4(s0, s1, s2, s3);
    for (let p = from; p < end; p += 4) {
      sums = multiplyAdd<f32>(sums, column4(x0 + p, x1 + p, x2 + p, x3 + p), v128.load32_splat(w + p));
    }
    v128.store(z, f32x4.add(sums, v128.load32_splat(b)));
  } else {
    let low = fold2(s0, s1);
    let high = fold2(s2, s3);
    if (from < end) {
      const u = v128.load64_splat(w + from);
      low = multiplyAdd<f64>(low, column2(x0 + from, x1 + from), u);
      high = multiplyAdd<f64>(high, column2(x2 + from, x3 + from), u);
    }
    const bias = v128.load64_splat(b);
    v128.store(z, f64x2.add(low, bias));
    v128.store(z + 16, f64x2.add(high, bias));
  }
}

/** Two f64 from two places. */
function column2(p0: usize, p1: usize): Vector {
  return v128.load64_lane(p1, v128.load64_zero(p0), 1);
}

/** Four f32 from four places. */
function column4(p0: usize, p1: usize, p2: usize, p3: usize): Vector {
  const v = v128.load32_lane(p1, v128.load32_zero(p0), 1);
  return v128.load32_lane(p3, v128.load32_lane(p2, v, 2), 3);
}

/** The number at `pointer` in every lane. */
export function splatAt<T extends number>(pointer: usize): Vector {
  return sizeof<T>() === 4 ? v128.load32_splat(pointer) : v128.load64_splat(pointer);
}

// Four numbers of either type: four f32 in `low` (`high` is zero), or two f64 in each.

/** The folds of four running sums, to the bit those of `fold`. */
export function foldLow<T extends number>(a: Vector, b: Vector, c: Vector, d: Vector): Vector {
  return sizeof<T>() === 4 ? fold4(a, b, c, d) : fold2(a, b);
}

export function foldHigh<T extends number>(c: Vector, d: Vector): Vector {
  return sizeof<T>() === 4 ? zeros<T>() : fold2(c, d);
}

/** Four numbers from four places. */
export function columnLow<T extends number>(p0: usize, p1: usize, p2: usize, p3: usize): Vector {
  return sizeof<T>() === 4 ? column4(p0, p1, p2, p3) : column2(p0, p1);
}

export function columnHigh<T extends number>(p2: usize, p3: usize): Vector {
  return sizeof<T>() === 4 ? zeros<T>() : column2(p2, p3);
}

/** Whether n numbers are finite. */
export function allFinite<T extends number>(n: usize, x: usize): bool {
  const end = x + bytes<T>(n);
  const vectorEnd = x + vectorBytes<T>(n);
  let rest = zeros<T>();
  for (; x < vectorEnd; x += 16) {
    const v = vector(x);
    rest = v128.or(rest, v128.sub<T>(v, v)); // +0, or NaN
  }
  let finite = !v128.any_true(rest);
  for (; x < end; x += sizeof<T>()) finite = finite && load<T>(x) - load<T>(x) === (0 as T);
  return finite;
}

/** x ← (x − mean) / deviation of two elements of T, in f64 and rounded once. */
export function standardizePair<T extends number>(x: usize, mean: usize, deviation: usize): void {
  const wide = sizeof<T>() === 8 ? vector(x) : f64x2.promote_low_f32x4(v128.load64_zero(x));
  const z = f64x2.div(f64x2.sub(wide, vector(mean)), vector(deviation));
  if (sizeof<T>() === 8) storeVector(x, z);
  else v128.store64_lane(x, f32x4.demote_f64x2_zero(z), 0);
}

/**
 * y ← y + a·x in f64, whatever x is: each element widened, the product rounded, then the sum.
 *
 * @param x  [n] T
 * @param y  [n] f64, updated in place; does not overlap x
 */
export function axpyWide<T extends number>(n: usize, a: f64, x: usize, y: usize): void {
  if (sizeof<T>() === 8) {
    axpy<f64>(n, a, x, y);
    return;
  }
  const factor = f64x2.splat(a);
  const pairEnd = y + bytes<f64>(n & ~1);
  for (; y < pairEnd; x += 8, y += 16) {
    const pair = f64x2.promote_low_f32x4(v128.load64_zero(x));
    v128.store(y, multiplyAdd<f64>(vector(y), factor, pair));
  }
  if (n & 1) store<f64>(y, load<f64>(y) + a * (load<f32>(x) as f64));
}

/** y ← y + a·x (BLAS axpy) of n elements, each product rounded, then each sum; y does not overlap x. */
export function axpy<T extends number>(n: usize, a: T, x: usize, y: usize): void {
  const factor = v128.splat<T>(a);
  const vectorEnd = x + vectorBytes<T>(n);
  const end = x + bytes<T>(n);
  for (; x < vectorEnd; x += 16, y += 16) {
    v128.store(y, multiplyAdd<T>(vector(y), factor, vector(x)));
  }
  for (; x < end; x += sizeof<T>(), y += sizeof<T>()) {
    store<T>(y, (load<T>(y) + a * load<T>(x)) as T);
  }
}
