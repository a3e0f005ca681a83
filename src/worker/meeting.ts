/** Where one side tells values, one by one, and waits until the other, which loops over them, wants the next. */
export class Meeting<T> {
  readonly #said: T[] = [];
  #end: { error?: unknown } | undefined;
  #wake = (): void => {};
  #heard = (): void => {};

  /** Resolves when the loop comes back for more. */
  tell(value: T): Promise<void> {
    this.#said.push(value);
    this.#wake();
    return new Promise((resolve) => {
      this.#heard = resolve;
    });
  }

  /** Ends the loop when the work does, and as it does. */
  endWith(work: Promise<unknown>): void {
    const ended = (end: { error?: unknown }): void => {
      this.#end = end;
      this.#wake();
    };
    work.then(
      () => ended({}),
      (error) => ended({ error }),
    );
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    for (;;) {
      while (this.#said.length > 0) {
        yield this.#said.shift() as T;
        this.#heard();
      }
      if (this.#end !== undefined) {
        if ("error" in this.#end) throw this.#end.error;
        return;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
