import { refusalTable } from "../../support/refusals.js";

/** The table of all texts: a title is a whole text, and no other test repeats one. `../texts.test.ts` runs it. */
export const { rows, refused, rejected } = refusalTable();
