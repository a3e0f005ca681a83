// Instructions of WebAssembly, each as its text and as its bytes, so that the module and its WAT are one and the same.
// Codes: WebAssembly Core Specification 2.0, 5.4.

/** One instruction. */
export interface Op {
  readonly text: string;
  readonly bytes: readonly number[];
}

/** An unsigned integer in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** A signed integer of 32 bits in LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const low = rest & 127;
    if ((rest >> 7 === 0 && low < 64) || (rest >> 7 === -1 && low >= 64)) return [...bytes, low];
    bytes.push(low | 128);
  }
}

const VOID = 0x40;
const I32 = 0x7f;

const plain = (text: string, ...bytes: number[]): Op => ({ text, bytes });
const simd = (text: string, code: number, ...bytes: number[]): Op => ({
  text,
  bytes: [0xfd, ...unsigned(code), ...bytes],
});

export const get = (name: string, index: number): Op => plain(`local.get $${name}`, 0x20, ...unsigned(index));
export const set = (name: string, index: number): Op => plain(`local.set $${name}`, 0x21, ...unsigned(index));
export const int = (value: number): Op => plain(`i32.const ${value}`, 0x41, ...signed(value));
export const callTo = (name: string, index: number): Op => plain(`call $${name}`, 0x10, ...unsigned(index));

export const loop = plain("loop", 0x03, VOID);
export const block = plain("block", 0x02, VOID);
export const iff = plain("if", 0x04, VOID);
export const end = plain("end", 0x0b);
export const branchIf = (depth: number): Op => plain(`br_if ${depth}`, 0x0d, depth);
export const select = plain("select", 0x1b);

export const add = plain("i32.add", 0x6a);
export const sub = plain("i32.sub", 0x6b);
export const or = plain("i32.or", 0x72);
export const shl = plain("i32.shl", 0x74);
export const less = plain("i32.lt_u", 0x49);
export const atLeast = plain("i32.ge_u", 0x4f);

/** What differs between the two element types. */
export interface Scalar {
  readonly type: Op;
  readonly bytes: number;
  readonly load: Op;
  readonly store: Op;
  readonly add: Op;
  readonly sub: Op;
  readonly mul: Op;
  readonly div: Op;
  readonly zero: Op;
  readonly gt: Op;
  readonly ge: Op;
  readonly lt: Op;
  /** Of an i32. */
  readonly convert: Op;
  readonly splat: Op;
  readonly addLanes: Op;
  readonly mulLanes: Op;
  readonly lane: (number: number) => Op;
}

export const f64: Scalar = {
  type: plain("f64", 0x7c),
  bytes: 8,
  load: plain("f64.load", 0x2b, 3, 0),
  store: plain("f64.store", 0x39, 3, 0),
  add: plain("f64.add", 0xa0),
  sub: plain("f64.sub", 0xa1),
  mul: plain("f64.mul", 0xa2),
  div: plain("f64.div", 0xa3),
  zero: plain("f64.const 0", 0x44, 0, 0, 0, 0, 0, 0, 0, 0),
  gt: plain("f64.gt", 0x64),
  ge: plain("f64.ge", 0x66),
  lt: plain("f64.lt", 0x63),
  convert: plain("f64.convert_i32_s", 0xb7),
  splat: simd("f64x2.splat", 0x14),
  addLanes: simd("f64x2.add", 0xf0),
  mulLanes: simd("f64x2.mul", 0xf2),
  lane: (number) => simd(`f64x2.extract_lane ${number}`, 0x21, number),
};

export const f32: Scalar = {
  type: plain("f32", 0x7d),
  bytes: 4,
  load: plain("f32.load", 0x2a, 2, 0),
  store: plain("f32.store", 0x38, 2, 0),
  add: plain("f32.add", 0x92),
  sub: plain("f32.sub", 0x93),
  mul: plain("f32.mul", 0x94),
  div: plain("f32.div", 0x95),
  zero: plain("f32.const 0", 0x43, 0, 0, 0, 0),
  gt: plain("f32.gt", 0x5e),
  ge: plain("f32.ge", 0x60),
  lt: plain("f32.lt", 0x5d),
  convert: plain("f32.convert_i32_s", 0xb2),
  splat: simd("f32x4.splat", 0x13),
  addLanes: simd("f32x4.add", 0xe4),
  mulLanes: simd("f32x4.mul", 0xe6),
  lane: (number) => simd(`f32x4.extract_lane ${number}`, 0x1f, number),
};

export const promote = plain("f64.promote_f32", 0xbb);
export const demote = plain("f32.demote_f64", 0xb6);
/** 16 bytes from an address that is a multiple of them, or not. */
export const loadLanes = simd("v128.load align=1", 0x00, 0, 0);
export const LANES_TYPE = plain("v128", 0x7b);
export const I32_TYPE = plain("i32", I32);

/** A function: parameters and locals by name, of these types, and its instructions. */
export interface Func {
  readonly name: string;
  readonly comment: string;
  readonly params: readonly string[];
  readonly locals: readonly (readonly [name: string, type: Op])[];
  readonly hasResult: boolean;
  readonly body: readonly Op[];
}

/** A function in WAT, its instructions indented as they nest. */
export function funcText(
  { name, comment, params, locals, hasResult, body }: Func,
  exported?: string,
): string {
  const declared = [
    ...params.map((param) => ` (param $${param} i32)`),
    ...(hasResult ? [" (result i32)"] : []),
  ].join("");
  let depth = 2;
  const lines = body.map(({ text }) => {
    if (text === "end") depth--;
    const line = `${"  ".repeat(depth)}${text}`;
    if (text === "loop" || text === "block" || text === "if") depth++;
    return line;
  });
  const ofLocals = locals.map(([local, { text }]) => `    (local $${local} ${text})`);
  const head = `  (func $${name}${exported === undefined ? "" : ` (export "${exported}")`}${declared}`;
  return [`  ;; ${comment}`, head, ...ofLocals, ...lines].join("\n").concat(")");
}

/** A function in the code section; its locals, of which those of one type come one after the other, are counted by type. */
export function funcBytes({ locals, body }: Func): number[] {
  const types = [...new Set(locals.map(([, type]) => type))];
  const code = [
    ...unsigned(types.length),
    ...types.flatMap((type) => [locals.filter(([, other]) => other === type).length, ...type.bytes]),
    ...body.flatMap(({ bytes }) => bytes),
    0x0b,
  ];
  return [...unsigned(code.length), ...code];
}
