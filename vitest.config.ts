import { defineConfig } from "vitest/config";

/** Files that mock modules, pollute globals, measure memory, or share a folder: each runs in a process of its own. */
const ALONE = [
  "test/refusals/texts.test.ts",
  "test/hostile/{cluster,files,limits,polluted,polluted-subpaths,survivors}.test.ts",
  "test/features/memory.test.ts",
  "test/learn/{bytes,paced}.test.ts",
];

/** These share a folder and the process that runs their commands, which is started once. */
const COMMAND_LINE = "test/cli/*.test.ts";

/**
 * Failures and a summary are printed, not a line for each file. All processors are used: by default one is left idle,
 * which is half of two. The limit of time is generous, since a busy machine is no failure. Files share a process and its
 * modules where they can (measured: a third of the time of all).
 */
export default defineConfig({
  test: {
    reporters: ["minimal"],
    maxWorkers: "100%",
    testTimeout: 60_000,
    globalSetup: "test/support/temporary-folder.ts",
    setupFiles: ["test/support/equal-bits.ts"],
    projects: [
      { extends: true, test: { name: "alone", include: ALONE } },
      {
        extends: true,
        test: {
          name: "together",
          include: ["test/**/*.test.ts"],
          exclude: [...ALONE, COMMAND_LINE],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "command line",
          include: [COMMAND_LINE],
          setupFiles: ["test/support/empty-folder.ts"],
          isolate: false,
        },
      },
    ],
  },
});
