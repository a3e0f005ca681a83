// What a call throws, for tests that look at it.

/** What a call throws; `undefined` if it returns. */
export function thrown(call: () => unknown): (Error & { code?: string }) | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** What this process has had of the processor, in milliseconds: a busy machine is no slow program. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
