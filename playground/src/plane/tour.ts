// The card of the guided tour, in the place of the page's first words. Each card has an address of its own.
import { byId, setText } from "../page/dom";
import type { Store } from "../page/store";
import { type State, stateOfCard, TOUR_LENGTH } from "../state";
import { onLanguageChange, texts } from "../text/language";

export class Tour {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    byId("tour-back").addEventListener("click", () => this.#move(-1));
    byId("tour-next").addEventListener("click", () => this.#move(1));
    byId("tour-end").addEventListener("click", () => store.set({ tour: null }));
    byId("tour-start").addEventListener("click", (event) => {
      event.preventDefault();
      this.#go(1);
    });
    store.subscribe((state, before) => {
      if (state.tour !== before?.tour) this.#show(state);
    });
    onLanguageChange(() => this.#show(store.state));
  }

  #go(card: number): void {
    const { speed } = this.#store.state;
    this.#store.set({ ...stateOfCard(card), speed });
  }

  #move(by: number): void {
    const { tour } = this.#store.state;
    if (tour !== null) this.#go(Math.min(TOUR_LENGTH, Math.max(1, tour + by)));
  }

  #show({ tour }: State): void {
    byId("intro").hidden = tour !== null;
    byId("tour").hidden = tour === null;
    if (tour === null) return;
    const { cards, progress } = texts().tour;
    const [title, content] = cards[tour - 1] as [string, string];
    setText(byId("tour-title"), title);
    byId("tour-text").innerHTML = content;
    setText(byId("tour-progress"), progress(tour, TOUR_LENGTH));
    byId<HTMLButtonElement>("tour-back").disabled = tour === 1;
    byId<HTMLButtonElement>("tour-next").disabled = tour === TOUR_LENGTH;
  }
}
