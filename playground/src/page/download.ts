import { html } from "./dom";

/** Has the browser save a file. */
export function download(file: string, content: Blob | string | Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  html("a", { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
