import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository, what VitePress is given, and the finished site. */
export const root = fileURLToPath(new URL("../..", import.meta.url));
export const staged = join(root, "site/staged");
export const built = join(root, "build/site");
