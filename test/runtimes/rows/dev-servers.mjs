// Vite's dev servers: the page's program, with a worker, as its author sees it before anything is built.
import { join } from "node:path";
import { LIBRARY, load, versionOf, WORK } from "../folder.mjs";
import { expect } from "./examples.mjs";

/** The one line of docs/runtimes.md. */
const EXCLUDED = { exclude: ["rosenblatt"] };

/** What `use` makes of the address of a dev server. */
async function served(vite, optimizeDeps, use) {
  const server = await load("chromium", vite).createServer({
    ...{ root: LIBRARY, configFile: false, publicDir: false, logLevel: "error", appType: "mpa" },
    ...{ cacheDir: join(WORK, "dev", vite, ".vite"), optimizeDeps: { entries: [], ...optimizeDeps } },
    server: { host: "127.0.0.1", port: 0, strictPort: false },
  });
  try {
    await server.listen();
    return await use(`http://127.0.0.1:${server.httpServer.address().port}`);
  } finally {
    await server.close();
  }
}

const works = (vite, optimizeDeps, title) => ({
  ...{ name: `chromium, dev server of Vite ${versionOf(vite)}${title}`, core: "wasm" },
  run: ({ visitAt }) => served(vite, optimizeDeps, (origin) => visitAt(`${origin}/dev.html`)),
});

/** Without the line, the error says it. */
const says = (vite) => ({
  name: `chromium, dev server of Vite ${versionOf(vite)}, what is said`,
  run: ({ visitAt }) =>
    served(vite, {}, async (origin) => {
      const { code, message } = await visitAt(`${origin}/dev-error.html`);
      expect([code, message.includes('optimizeDeps: { exclude: ["rosenblatt"] }')], ["NO_WORKER", true]);
    }),
});

export const devServers = [
  ...["vite6", "vite7"].flatMap((vite) => [works(vite, EXCLUDED, ", configured"), says(vite)]),
  works("vite", {}, ""),
  works("vite", EXCLUDED, ", configured"),
];
