import { copyWith } from "../page/copy";
import { byId, html, setSaid } from "../page/dom";
import { download } from "../page/download";
import { texts } from "../text/language";
import { FORMATS } from "./formats";
import { pngOf } from "./picture";
import type { ShareSource } from "./sources";

const FRAME_WIDTH = 640;

interface ShareHandlers {
  /** What the shown tab has to share; null for no more than its link. */
  source(): ShareSource | null;
  /** The part of the address behind the #, and that of an embedded view. */
  hash(): string;
  embedHash(): string;
}

/** The button "Share" and its dialog, which is made anew each time that it opens. */
export function startShare(on: ShareHandlers): void {
  const dialog = byId<HTMLDialogElement>("share-dialog");
  byId("share").addEventListener("click", () => {
    dialog.replaceChildren(...content(on, () => dialog.close()));
    dialog.showModal();
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close(); // beside it
  });
}

function content(on: ShareHandlers, close: () => void): HTMLElement[] {
  const text = texts().share;
  const source = on.source();
  const heading = html("h2", { id: "share-title" }, text.title);
  const closeButton = html(
    "button",
    { type: "button", class: "close", "aria-label": text.close, click: close },
    "×",
  );
  return [
    html("div", { class: "share-head" }, heading, closeButton),
    html(
      "div",
      { class: "share-body" },
      linkPart(source, on),
      ...(source === null ? [] : sourceParts(source, on)),
    ),
  ];
}

function sourceParts(source: ShareSource, on: ShareHandlers): HTMLElement[] {
  return [
    ...embedPart(source, on),
    ...codePart(source),
    ...dataPart(source),
    ...modelPart(source),
    ...picturePart(source),
  ];
}

/** The address of the page without its fragment, and with this query. */
const pageAddress = (query: string, hash: string): string => {
  const { origin, pathname } = location;
  return `${origin === "null" ? "file://" : origin}${pathname}${query}${hash === "" ? "" : `#${hash}`}`;
};

function linkPart(source: ShareSource | null, on: ShareHandlers): HTMLElement {
  const text = texts().share;
  const address = pageAddress("", on.hash());
  const field = html("input", {
    type: "text",
    readonly: true,
    value: address,
    id: "share-link",
    "aria-label": text.link,
  });
  return part(
    text.link,
    source?.linkAbout ?? text.linkAbout,
    html(
      "div",
      { class: "share-row" },
      field,
      copyButton("link", () => address),
    ),
  );
}

function embedPart({ frame }: ShareSource, on: ShareHandlers): HTMLElement[] {
  const text = texts().share;
  if (frame === null) return [];
  const { title, about, height } = frame;
  const address = pageAddress("?embed", on.embedHash()).replaceAll("&", "&amp;").replaceAll('"', "%22");
  const code = `<iframe src="${address}" width="${FRAME_WIDTH}" height="${height}" style="border: 0" title="${title}" loading="lazy"></iframe>`;
  const field = html(
    "textarea",
    { readonly: true, rows: 3, id: "share-embed", "aria-label": text.embed },
    code,
  );
  const row = html(
    "div",
    { class: "share-row" },
    field,
    copyButton("embed", () => code),
  );
  return [part(text.embed, about, row)];
}

function codePart({ code, name }: ShareSource): HTMLElement[] {
  const text = texts().share;
  if (code === null) return [];
  const { program, about } = code;
  if (program === null) return [part(text.code, about)];
  const box = html(
    "pre",
    { id: "share-code", tabindex: 0, role: "group", "aria-label": text.code },
    html("code", {}, program),
  );
  const buttons = [
    copyButton("code", () => program),
    downloadButton(`${name}.mjs`, "text/javascript", () => program),
  ];
  return [part(text.code, about, box, html("div", { class: "share-row" }, ...buttons))];
}

function dataPart({ data }: ShareSource): HTMLElement[] {
  if (data === null) return [];
  const button = downloadButton(data.file, "text/plain", data.make);
  return [part(texts().share.data, data.about, html("div", { class: "share-row" }, button))];
}

function modelPart({ model, name }: ShareSource): HTMLElement[] {
  const text = texts().share;
  if (model === null) return [];
  const problem = html("p", { class: "error", role: "status" });
  const buttons = FORMATS.map(([format, title, end, type]) => {
    const file = `${name}${end}`;
    const make = async (): Promise<Content> => {
      const { MAKERS } = await import("./exports");
      return (MAKERS[format] as NonNullable<(typeof MAKERS)[string]>)(await model.make());
    };
    const button = html(
      "button",
      { type: "button", "data-file": file, "aria-label": `${title}: ${text.download(file)}` },
      title,
    );
    button.addEventListener("click", async () => {
      problem.textContent = "";
      try {
        download(file, await make(), type);
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        setSaid(problem, text.refused(title), said);
      }
    });
    return button;
  });
  return [part(text.model, model.about, html("div", { class: "share-row formats" }, ...buttons), problem)];
}

function picturePart({ svg, name }: ShareSource): HTMLElement[] {
  const text = texts().share;
  if (svg === null) return [];
  const buttons = [
    downloadButton(`${name}.png`, "image/png", async () => pngOf(await svg())),
    downloadButton(`${name}.svg`, "image/svg+xml", svg),
  ];
  return [part(text.picture, text.pictureAbout, html("div", { class: "share-row" }, ...buttons))];
}

const part = (title: string, about: string, ...children: HTMLElement[]): HTMLElement =>
  html("section", {}, html("h3", {}, title), html("p", { class: "aside" }, about), ...children);

function copyButton(name: string, content: () => string): HTMLElement {
  const text = texts().share;
  const button = html("button", { type: "button", id: `copy-${name}`, "aria-live": "polite" }, text.copy);
  button.addEventListener("click", () => void copyWith(button, content()));
  return button;
}

type Content = string | Blob | Uint8Array<ArrayBuffer>;

function downloadButton(file: string, type: string, make: () => Content | Promise<Content>): HTMLElement {
  const button = html("button", { type: "button", "data-file": file }, texts().share.download(file));
  button.addEventListener("click", async () => {
    download(file, await make(), type);
  });
  return button;
}
