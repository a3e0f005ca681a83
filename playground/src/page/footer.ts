import { copyWith } from "./copy";
import { byId } from "./dom";

/** Where the library is at home; a site that holds its pages names them when it builds the playground. */
const HOME = "https://www.npmjs.com/package/rosenblatt";
const { VITE_DOCUMENTATION = HOME, VITE_SOURCE = `${HOME}?activeTab=code` } = import.meta.env;

/** The command that installs the library, and the links to its pages. */
export function startFooter(): void {
  byId<HTMLAnchorElement>("link-documentation").href = VITE_DOCUMENTATION;
  byId<HTMLAnchorElement>("link-source").href = VITE_SOURCE;
  const button = byId("install-copy");
  button.addEventListener("click", () => void copyWith(button, byId("install-command").textContent ?? ""));
}
