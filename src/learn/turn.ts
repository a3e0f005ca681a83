import * as fail from "../base/texts.js";

/** Lets one fit at a time change a model. */
export class Turn {
  #holder: object | WeakRef<object> | undefined;

  /** Has the turn while `use` runs, until its promise is settled. @throws {StateError} BUSY while another has it */
  during<R>(who: string, use: () => R): R {
    const holder = this.#take(who);
    this.#holder = holder;
    let result: R | undefined;
    try {
      result = use();
      return result instanceof Promise ? (result.finally(() => this.end(holder)) as R) : result;
    } finally {
      if (!(result instanceof Promise)) this.end(holder);
    }
  }

  /**
   * The turn for a generator, to be ended by it. It has the turn for as long as it exists: if it is abandoned, no
   * longer. @throws {StateError} BUSY
   */
  lend(who: string): object {
    const holder = this.#take(who);
    this.#holder = new WeakRef(holder);
    return holder;
  }

  end(holder: object): void {
    if (this.#current() === holder) this.#holder = undefined;
  }

  #take(who: string): object {
    if (this.#current() !== undefined) throw fail.busy(who);
    return {};
  }

  #current(): object | undefined {
    return this.#holder instanceof WeakRef ? this.#holder.deref() : this.#holder;
  }
}
