import type { Memory, Ptr } from "../core/contract.js";
import { Struct } from "../core/struct.js";

/** The kinds of rules by the numbers that the kernels know (assembly/rules/rule-state.ts). */
export const KIND = { pa1: 0, pa2: 1, arow: 2 } as const;
export type RuleKind = keyof typeof KIND;

/** What a rule works with, as it lies in linear memory; assembly/rules/rule-state.ts says what each field is. */
export interface RuleState {
  strength: number;
  kind: number;
  variance: Ptr;
  biasVariance: Ptr;
  scratch: Ptr;
  spread: Ptr;
  spreads: Ptr;
}

const LAYOUT = /* @__PURE__ */ new Struct(["strength"], [
  "kind",
  "variance",
  "biasVariance",
  "scratch",
  "spread",
  "spreads",
] as const);

export const ruleStateBytes = (): number => LAYOUT.bytes;

export const writeRuleState = (memory: Memory, at: Ptr, state: RuleState): void =>
  LAYOUT.write(memory.buffer, at, state as unknown as Record<string, number>);

export const readRuleState = (memory: Memory, at: Ptr): RuleState =>
  LAYOUT.read(memory.buffer, at) as unknown as RuleState;
