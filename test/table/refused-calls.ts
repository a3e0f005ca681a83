// A call of each public function and method of rosenblatt/table that must fail, for test/refusals/methods.test.ts.
import { Table } from "../../src/table/index.js";
import { wrong } from "../support/refusals.js";

const methods = ["column", "lineOf", "labels", "select", "without", "take", "record"] as const;

export const refusedCalls: Record<string, () => unknown> = {
  "new Table": () => new Table(wrong({ nonsense: 1 })),
  ...Object.fromEntries(
    methods.map((name) => [
      `Table.${name}`,
      () => new Table({ x: [1] })[name](wrong(name === "select" || name === "take" ? ["y"] : "y")),
    ]),
  ),
};
