/**
 * Of a search over signed rows aᵢ: a plane w with least = min w·aᵢ > 0, or counts [n] with Σ countsᵢ·aᵢ = 0.
 */
export type SearchResult = { plane: bigint[]; least: bigint } | { counts: bigint[] };
