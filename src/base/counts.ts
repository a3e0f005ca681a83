/** Where every counter that is kept in a file stops: sums below are exact, and what has been counted on loads again. */
export const MOST_COUNTED = 2 ** 52;

/** A counter after so many more. */
export const counted = (count: number, more: number): number => Math.min(count + more, MOST_COUNTED);
