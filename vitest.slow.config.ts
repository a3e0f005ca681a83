import { defineConfig } from "vitest/config";

/** Random searches of `npm test` that go all their rounds here. */
const SEARCHES = [
  "test/independent.test.ts",
  "test/rules/agreement.test.ts",
  "test/kernels/agreement.*.test.ts",
  "test/sklearn/kernel-agreement.test.ts",
  "test/table/mutated.test.ts",
];

/** Long searches, and comparisons with what may be installed: npm run test:slow. */
export default defineConfig({
  test: {
    include: ["test/**/*.slow.ts", ...SEARCHES],
    env: { SEARCH: "all" },
    testTimeout: 600_000,
    globalSetup: "test/support/temporary-folder.ts",
    setupFiles: ["test/support/equal-bits.ts"],
  },
});
