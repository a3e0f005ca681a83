// node scripts/site.mjs: builds the site into build/site of the repository.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vitepress";
import { relocate } from "./base.mjs";
import { notFoundPage } from "./not-found.mjs";
import { built, root, staged } from "./places.mjs";
import { stagePublic } from "./public.mjs";
import { apiPages, stagePages } from "./stage.mjs";

rmSync(staged, { recursive: true, force: true });
stagePages(await apiPages());
stagePublic();
await build(join(root, "site"));
relocate(built);
writeFileSync(join(built, "404.html"), notFoundPage());
