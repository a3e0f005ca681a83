/** What is wrong with a file, in words for the person who chose it. */
export class FileError extends Error {}

/** What the library says is wrong with a file, in English. */
export class RefusedFile extends FileError {}

/** A page has no room for more rows: of a longer file the first ones are read. */
export const MAX_ROWS = 1_000_000;
