export { type ArowRuleOptions, arow, type PassiveAggressiveRuleOptions, passiveAggressive } from "./rules.js";
