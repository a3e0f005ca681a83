/** Where one side tells values, one by one, and waits until the other, which loops over them, wants the next. */
export class Meeting<T> {
  #said = deferred<IteratorResult<T, void>>();
  #heard = deferred<void>();

  /** Resolves when the loop comes back for more. */
  tell(value: T): Promise<void> {
    this.#heard = deferred();
    this.#said.resolve({ done: false, value });
    return this.#heard.promise;
  }

  /** Ends the loop when the work does, and as it does. */
  endWith(work: Promise<unknown>): void {
    work.then(
      () => this.#said.resolve({ done: true, value: undefined }),
      (error) => this.#said.reject(error),
    );
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    for (;;) {
      const { done, value } = await this.#said.promise;
      if (done) return;
      this.#said = deferred();
      yield value;
      this.#heard.resolve();
    }
  }
}

/** A promise and its ends. If nobody waits for it any more, its rejection is no news. */
function deferred<T>() {
  let [resolve, reject]: [(value: T) => void, (reason: unknown) => void] = [() => {}, () => {}];
  const promise = new Promise<T>((...ends) => {
    [resolve, reject] = ends;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}
