import * as fail from "../../base/texts.js";

/** Stands for the fit that holds the lock; asked as a WeakRef is. */
class Handle {
  deref(): this {
    return this;
  }
}

/** Lets one fit at a time change a model. */
export class Lock {
  #holder: Handle | WeakRef<Handle> | undefined;

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
    if (this.#holder?.deref() === handle) this.#holder = undefined;
  }

  #take(): Handle {
    if (this.#holder?.deref()) throw fail.busy();
    return new Handle();
  }
}
