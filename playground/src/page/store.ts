import { type AddressProblem, readHash, toHash } from "../address";
import type { State } from "../state";

type Listener = (state: State, before: State | null) => void;
/** Milliseconds from a change to the address bar: browsers limit how often it may change. */
const WRITE_DELAY_MS = 300;

/** The state of the page, mirrored in the address bar. */
export class Store {
  #state: State;
  #problems: readonly AddressProblem[];
  #timer = 0;
  /** The address as it was last read or written here. */
  #address = location.hash;
  readonly #listeners: Listener[] = [];

  constructor() {
    ({ state: this.#state, problems: this.#problems } = readHash(location.hash));
    addEventListener("hashchange", () => {
      this.#address = location.hash;
      if (location.hash.slice(1) === toHash(this.#state)) return;
      const { state, problems } = readHash(location.hash);
      this.#problems = problems;
      this.#change(state);
    });
    addEventListener("pagehide", () => this.#write());
  }

  get state(): State {
    return this.#state;
  }

  /** What the address asked for and the page cannot do. */
  get problems(): readonly AddressProblem[] {
    return this.#problems;
  }

  /** The listener is also called at once. */
  subscribe(listener: Listener): void {
    this.#listeners.push(listener);
    listener(this.#state, null);
  }

  set(changes: Partial<State>): void {
    this.#change({ ...this.#state, ...changes });
  }

  /** Changes the state without calling the listeners. */
  setSilently(changes: Partial<State>): void {
    this.#state = { ...this.#state, ...changes };
    this.#scheduleWrite();
  }

  #change(state: State): void {
    const before = this.#state;
    this.#state = state;
    for (const listener of this.#listeners) listener(state, before);
    this.#scheduleWrite();
  }

  #scheduleWrite(): void {
    if (this.#timer === 0) this.#timer = window.setTimeout(() => this.#write(), WRITE_DELAY_MS);
  }

  /** An address that has just been opened is not written over: its `hashchange` is about to be heard. */
  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const hash = toHash(this.#state);
    if (location.hash !== this.#address || location.hash.slice(1) === hash) return;
    history.replaceState(null, "", `#${hash}`);
    this.#address = location.hash;
  }
}
