import { defineConfig } from "vitest/config";

/** Runs over real servers whose processes are killed: KILLS=500 EPOCHS=60 npm run test:cluster is the long one. */
export default defineConfig({
  test: {
    include: ["test/**/*.cluster.ts"],
    testTimeout: 600_000,
    fileParallelism: false,
    globalSetup: "test/support/temporary-folder.ts",
  },
});
