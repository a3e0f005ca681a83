import { TABS, type Tab } from "../state";
import { byId } from "./dom";

/** Tabs after the ARIA pattern: arrow keys, Home and End choose, and only the chosen one is in the tab order. */
export class Tabs {
  readonly #onChoose: (tab: Tab) => void;

  constructor(onChoose: (tab: Tab) => void) {
    this.#onChoose = onChoose;
    for (const [i, tab] of TABS.entries()) {
      const button = byId(`tab-${tab}`);
      button.addEventListener("click", () => this.#choose(i));
      button.addEventListener("keydown", (event) => {
        const target = tabForKey(event.key, i);
        if (target === undefined) return;
        event.preventDefault();
        this.#choose(target);
        byId(`tab-${TABS[target]}`).focus();
      });
    }
  }

  show(chosen: Tab): void {
    for (const tab of TABS) {
      const button = byId(`tab-${tab}`);
      button.setAttribute("aria-selected", String(tab === chosen));
      button.tabIndex = tab === chosen ? 0 : -1;
      byId(`panel-${tab}`).hidden = tab !== chosen;
    }
  }

  #choose(i: number): void {
    this.#onChoose(TABS[i] as Tab);
  }
}

function tabForKey(key: string, i: number): number | undefined {
  const last = TABS.length - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key === "ArrowRight") return i === last ? 0 : i + 1;
  if (key === "ArrowLeft") return i === 0 ? last : i - 1;
  return undefined;
}
