/** The names of the library's networks in the address; "" where a proposition is drawn. */
export const PRESET_NAMES = ["", "identity", "and", "or", "andNot", "fullAdder", "adder2", "adder4"] as const;
export type PresetName = (typeof PRESET_NAMES)[number];
/** Which rows of a truth table are listed: all, or those where an output is on, or none is. */
export const ROW_FILTERS = ["all", "on", "off"] as const;
export type RowFilter = (typeof ROW_FILTERS)[number];
/** The drawing in percent of its size; 0 fits it into the page. */
export const ZOOM = { min: 0, max: 400 } as const;
