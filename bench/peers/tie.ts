/**
 * The bias at which peers start that take a sum of exactly 0 otherwise than this library (which fires): too small to
 * turn any other sum, so that all follow the same rule.
 */
export const TIE = 2 ** -30;
