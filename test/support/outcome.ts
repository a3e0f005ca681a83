import { KindError, ValueError } from "../../src/index.js";

const typed = (error: unknown): boolean => error instanceof KindError || error instanceof ValueError;

/** What comes of a call: its result, or the typed error that it throws. */
export async function outcome<T>(call: () => T | Promise<T>): Promise<T | string> {
  try {
    return await call();
  } catch (error) {
    if (!typed(error)) throw error;
    return (error as { code: string }).code;
  }
}
