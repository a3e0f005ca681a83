// Little helpers around the document.

/** The element of this id, which index.html has. */
export function byId<E extends Element = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`index.html has no element with the id "${id}"`);
  return element as unknown as E;
}

type Attributes = Readonly<Record<string, string | number | boolean | EventListener | undefined>>;

/** An HTML element with attributes (functions are listeners, true is an empty one, false none) and children. */
export function html<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  return withAttributes(document.createElement(tag), attributes, children);
}

/** An SVG element, with attributes and children as for `html`. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[Tag] {
  return withAttributes(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function withAttributes<E extends Element>(
  element: E,
  attributes: Attributes,
  children: (Node | string)[],
): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/** What the library says, which is English in any language of the page. */
export const inEnglish = (text: string): HTMLElement => html("span", { lang: "en" }, text);

/** Sets a text only if it differs, so that a live region does not repeat itself. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets a text that ends with what the library says, if it says something. */
export function setSaid(element: Element, text: string, said: string | null): void {
  if (said === null) setText(element, text);
  else if (element.textContent !== `${text} ${said}`) element.replaceChildren(`${text} `, inEnglish(said));
}

export const prefersReducedMotion = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
