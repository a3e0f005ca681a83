// node scripts/serve.mjs: serves the site while its pages are written. A change of docs/ or pages/ shows at once.
import { rmSync, watch } from "node:fs";
import { join } from "node:path";
import { createServer } from "vitepress";
import { root, staged } from "./places.mjs";
import { stagePublic } from "./public.mjs";
import { apiPages, stagePages } from "./stage.mjs";

rmSync(staged, { recursive: true, force: true });
const api = await apiPages();
stagePages(api);
stagePublic();
const server = await createServer(join(root, "site"));
await server.listen();
server.printUrls();

let waiting; // an editor may write a file several times
for (const folder of ["docs", "site/pages"])
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => stagePages(api), 200);
  });
