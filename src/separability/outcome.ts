/** What a search over signed rows finds: a plane with least = min w·aᵢ > 0, or counts with Σ countsᵢ·aᵢ = 0. */
export type Outcome = { plane: bigint[]; least: bigint } | { counts: bigint[] };
