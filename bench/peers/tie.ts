/**
 * The initial bias of peers that treat a sum of exactly 0 differently from this library (which fires): too small to
 * change the sign of any other sum, so that all follow the same rule.
 */
export const TIE = 2 ** -30;
