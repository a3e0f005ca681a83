export { FeatureHasher, type FeatureHasherJSON, type FeatureHasherOptions } from "./feature-hasher.js";
export type { FeatureRow, FeatureValue } from "./feature-rows.js";
export { Interactions, type InteractionsJSON, type InteractionsOptions } from "./interactions.js";
export type { ColumnPair, NamePair } from "./pairs.js";
