import { defineConfig } from "vitest/config";

/** Long searches, and comparisons with what may be installed: npm run test:slow. */
export default defineConfig({ test: { include: ["test/**/*.slow.ts"], testTimeout: 600_000 } });
