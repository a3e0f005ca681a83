import { defineConfig } from "vitest/config";

/**
 * Failures and a summary are printed, not a line for each file. All processors are used: by default one is left idle,
 * which is half of two. The limit of time is generous, since a busy machine is no failure.
 */
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], reporters: ["minimal"], maxWorkers: "100%", testTimeout: 60_000 },
});
