// Serves the built site under a sub-path, as any static host would.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

export const folder = fileURLToPath(new URL("../../build/site", import.meta.url));
const PREFIX = "/some/deep/path/";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
};

/** The server, the address of the site, and how many gzipped bytes went out since it was last asked. */
export async function serve() {
  let sent = 0;
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    try {
      if (!pathname.startsWith(PREFIX)) throw new Error("outside");
      const file = decodeURIComponent(pathname.slice(PREFIX.length)).replace(/(^|\/)$/, "$1index.html");
      const content = gzipSync(readFileSync(join(folder, file)));
      sent += content.length;
      const type = TYPES[extname(file)] ?? "text/plain; charset=utf-8";
      response.writeHead(200, { "content-type": type, "content-encoding": "gzip" }).end(content);
    } catch {
      const page = readFileSync(join(folder, "404.html"));
      response.writeHead(404, { "content-type": TYPES[".html"] }).end(page);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}${PREFIX}`,
    bytes() {
      const bytes = sent;
      sent = 0;
      return bytes;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
