import { byId } from "./dom";

/** With ?embed in its address the page is the figure alone, for a frame in another page, and a link to all of it. */
export function startEmbed(): void {
  if (!new URLSearchParams(location.search).has("embed")) return;
  document.documentElement.dataset.embed = "";
  const link = byId<HTMLAnchorElement>("embed-link");
  const setAddress = (): void => {
    link.href = location.pathname + location.hash;
  };
  setAddress();
  for (const type of ["pointerdown", "focus"]) link.addEventListener(type, setAddress);
  (link.parentElement as HTMLElement).hidden = false;
}
