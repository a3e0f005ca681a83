/** Something in the user's files that the command line cannot work with: one line, exit code 1. */
export class InputError extends Error {}

/** What was typed cannot be meant: one line, exit code 2. */
export class UsageError extends Error {}
