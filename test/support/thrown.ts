// What a call throws, for tests that look at it.

/** What a call throws; `undefined` if it returns. */
export function thrown(call: () => unknown): { code?: string; message: string } | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return error as { code: string; message: string };
  }
}
