// A control that can no longer be used, such as a button that has done all that it can, would lose the focus, and someone
// with a keyboard alone would begin at the top again.

const CONTROLS = "button, input, select, textarea, a[href], summary, [tabindex]";

/** Hands the focus on from a control that is disabled or hidden: within its group, or else to the next on the page. */
export function keepFocus(): void {
  let focused: HTMLElement | null = null;
  document.addEventListener("focusin", ({ target }) => {
    focused = target as HTMLElement;
  });
  document.addEventListener("focusout", ({ relatedTarget, target }) => {
    // it also happens to what has just been hidden, which is then looked after below
    if (relatedTarget === null && isUsable(target as HTMLElement)) focused = null;
  });
  new MutationObserver(() => {
    if (focused === null || !focused.isConnected || isUsable(focused)) return;
    heirOf(focused)?.focus();
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["disabled", "hidden"] });
}

const isUsable = (control: HTMLElement): boolean =>
  !control.matches(":disabled") && control.tabIndex >= 0 && control.checkVisibility();

/** Whether the tab key goes on to the checked one of its radio buttons. */
const isPassedOver = (control: HTMLElement): boolean =>
  control.matches("[type=radio]:not(:checked)") &&
  document.querySelector(`[name="${(control as HTMLInputElement).name}"]:checked`) !== null;

/** The control before it in its group, the one after it there, or the next on the page. */
function heirOf(control: HTMLElement): HTMLElement | undefined {
  const isAfter = (other: Node): boolean =>
    (control.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const usableIn = (parent: ParentNode): HTMLElement[] =>
    [...parent.querySelectorAll<HTMLElement>(CONTROLS)].filter(
      (other) => isUsable(other) && !isPassedOver(other),
    );
  const group = control.parentElement === null ? [] : usableIn(control.parentElement);
  return group.filter((other) => !isAfter(other)).at(-1) ?? group[0] ?? usableIn(document).find(isAfter);
}
