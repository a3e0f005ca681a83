import { defineConfig } from "vitest/config";

/** All processors: by default one is left idle, which is half of two. A busy machine is no failure. */
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], maxWorkers: "100%", testTimeout: 60_000 },
});
