// The service worker of the built page: after the first visit the page needs no network. vite.config.ts puts in the files
// of the build, and a version that is made of their content.
const FILES = __FILES__;
const VERSION = __VERSION__;
const PREFIX = `rosenblatt ${self.registration.scope} `;
const CACHE = PREFIX + VERSION;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

// Another version waits until no page of the one before is open, so that a page finds the files that it was built with.
self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith(PREFIX) && name !== CACHE;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const scope = new URL(self.registration.scope);
  if (request.method !== "GET" || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
  // The page itself comes from the network while there is one; a file's name holds its content, so that a kept one is right.
  event.respondWith(request.mode === "navigate" ? page(request) : kept(request));
});

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match("index.html", { cacheName: CACHE })) ?? Response.error();
  }
}

async function kept(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request);
  if (found !== undefined) return found;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
