import type { Memory, Ptr } from "../core/contract.js";
import { Struct } from "../core/struct.js";

/** The passive-aggressive rules, and AROW. */
export type RuleKind = "pa1" | "pa2" | "arow";

/** What a rule works with, as it lies in linear memory; assembly/rules/rule-state.ts says what each field is. */
export interface RuleState {
  most: number;
  softening: number;
  adaptive: number;
  variance: Ptr;
  biasVariance: Ptr;
  scratch: Ptr;
  spreads: Ptr;
  ones: Ptr;
}

const LAYOUT = /* @__PURE__ */ new Struct(["most", "softening"], [
  "adaptive",
  "variance",
  "biasVariance",
  "scratch",
  "spreads",
  "ones",
] as const);

export const ruleStateBytes = (): number => LAYOUT.bytes;

export const writeRuleState = (memory: Memory, at: Ptr, state: RuleState): void =>
  LAYOUT.write(memory.buffer, at, state as unknown as Record<string, number>);

export const readRuleState = (memory: Memory, at: Ptr): RuleState =>
  LAYOUT.read(memory.buffer, at) as RuleState;
