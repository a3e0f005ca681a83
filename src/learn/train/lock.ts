import * as fail from "../../base/texts.js";

/** Lets one fit at a time change a model. */
export class Lock {
  #holder: object | undefined;

  /** Holds the lock while `use` runs, until its promise is settled. @throws {StateError} BUSY while another fit holds it */
  hold<R>(use: () => R): R {
    const handle = this.#take();
    this.#holder = handle;
    let result: R | undefined;
    try {
      result = use();
      return result instanceof Promise ? (result.finally(() => this.release(handle)) as R) : result;
    } finally {
      if (!(result instanceof Promise)) this.release(handle);
    }
  }

  /**
   * The lock for a generator, which releases it at its end. An abandoned generator holds it no longer: the handle is
   * kept weakly, where the engine can: Workers with a compatibility date before 2025-05-05 have no WeakRef. @throws {StateError} BUSY
   */
  acquire(): object {
    const handle = this.#take();
    this.#holder = globalThis.WeakRef ? new WeakRef(handle) : handle;
    return handle;
  }

  release(handle: object): void {
    if (this.#current() === handle) this.#holder = undefined;
  }

  #take(): object {
    if (this.#current() !== undefined) throw fail.busy();
    return {};
  }

  #current(): object | undefined {
    return globalThis.WeakRef && this.#holder instanceof WeakRef ? this.#holder.deref() : this.#holder;
  }
}
