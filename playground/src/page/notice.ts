import { type AddressProblem, RANGES } from "../address";
import { onLanguageChange, texts } from "../text/language";
import { byId, html } from "./dom";
import type { Store } from "./store";

/** Says what the address asks for and the page cannot do, until it is closed or another address comes. */
export function startNotice(store: Store): void {
  let closed: readonly AddressProblem[] | null = null;
  const show = (): void => {
    const problems = store.problems === closed ? [] : store.problems;
    const { notice } = texts();
    const close = html("button", { type: "button", class: "close", "aria-label": notice.close }, "×");
    close.addEventListener("click", () => {
      closed = store.problems;
      show();
      document.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus();
    });
    const lines = problems.map((problem) => html("p", {}, describe(problem)));
    byId("notice").replaceChildren(...(lines.length > 0 ? [html("div", {}, ...lines), close] : []));
  };
  let shown: readonly AddressProblem[] = [];
  store.subscribe(() => {
    if (store.problems === shown) return;
    shown = store.problems;
    show();
  });
  onLanguageChange(show);
}

function describe(problem: AddressProblem): string {
  const { notice } = texts();
  if (problem.kind === "stray") return notice.stray(excerpt(problem.keys.join(", ")));
  if (problem.kind === "unreadable") return notice[problem.part];
  const value = excerpt(problem.value);
  if (problem.kind === "unknown") {
    const used = problem.used || texts().logic.presets.none;
    return notice.unknown(notice.names[problem.key], value, used);
  }
  const [min, max] = RANGES[problem.key];
  return notice.outOfRange(notice.names[problem.key], value, min, max, problem.used);
}

/** As much of a text as fits into a sentence. */
const excerpt = (text: string): string => {
  const characters = [...text];
  return characters.length > 60 ? `${characters.slice(0, 59).join("")}…` : text;
};
