import { fromHash, type State, toHash } from "../state";

type Listener = (state: State, before: State | null) => void;
/** Browsers do not like an address that changes all the time. */
const PAUSE = 300;

/** The state of the page, and the address bar, which always tells it. */
export class Store {
  #state: State = fromHash(location.hash);
  #timer = 0;
  readonly #listeners: Listener[] = [];

  constructor() {
    addEventListener("hashchange", () => {
      if (location.hash.slice(1) !== toHash(this.#state)) this.#change(fromHash(location.hash));
    });
    addEventListener("pagehide", () => this.#write());
  }

  get state(): State {
    return this.#state;
  }

  /** The listener is also called at once. */
  listen(listener: Listener): void {
    this.#listeners.push(listener);
    listener(this.#state, null);
  }

  set(changes: Partial<State>): void {
    this.#change({ ...this.#state, ...changes });
  }

  /** Keeps what has come about by itself, and needs nobody to react. */
  note(changes: Partial<State>): void {
    this.#state = { ...this.#state, ...changes };
    this.#tellAddress();
  }

  #change(state: State): void {
    const before = this.#state;
    this.#state = state;
    for (const listener of this.#listeners) listener(state, before);
    this.#tellAddress();
  }

  #tellAddress(): void {
    if (this.#timer === 0) this.#timer = window.setTimeout(() => this.#write(), PAUSE);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const hash = toHash(this.#state);
    if (location.hash.slice(1) !== hash) history.replaceState(null, "", `#${hash}`);
  }
}
