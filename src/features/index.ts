export { AssociationLayer, type AssociationLayerJSON } from "./association-layer.js";
export { FeatureHasher, type FeatureHasherJSON, type FeatureHasherOptions } from "./feature-hasher.js";
export type { FeatureRow, FeatureValue } from "./feature-rows.js";
export type { Fields, ImageFields } from "./fields.js";
export { Interactions, type InteractionsJSON, type InteractionsOptions } from "./interactions.js";
export type { Activation } from "./layer-call.js";
export type { AssociationLayerOptions } from "./layer-settings.js";
export type { ColumnPair, NamePair } from "./pairs.js";
