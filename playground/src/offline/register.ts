/** Keeps the built page for when there is no network; not while it is developed, nor of a page that is opened as a file. */
export function startOffline(): void {
  const isServed =
    location.protocol === "https:" || location.hostname === "localhost" || location.hostname === "127.0.0.1";
  if (!import.meta.env.PROD || !isServed || !("serviceWorker" in navigator)) return;
  if (new URLSearchParams(location.search).has("embed")) return;
  // a browser may forbid it, and then the page only needs its network
  addEventListener("load", () => void navigator.serviceWorker.register("./sw.js").catch(() => {}));
}
