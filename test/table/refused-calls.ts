// A call of each public function and method of rosenblatt/table that must fail, for test/refusals/methods.test.ts.
import { readTable, Table, TableEncoder, tableBatches } from "../../src/table/index.js";
import { wrong } from "../support/refusals.js";

const methods = ["column", "lineOf", "labels", "select", "without", "take", "record"] as const;

export const refusedCalls: Record<string, () => unknown> = {
  readTable: () => readTable("x\n1,2"),
  tableBatches: () => tableBatches("x\n1\n1,2", { rows: 1, inspectRows: 1 }),
  "new TableEncoder": () => new TableEncoder(wrong({ nonsense: 1 })),
  "TableEncoder.fromJSON": () => TableEncoder.fromJSON({}),
  "TableEncoder.fit": () => new TableEncoder().fit(wrong([])),
  "TableEncoder.partialFit": () => new TableEncoder().partialFit(wrong([])),
  "TableEncoder.transform": () => new TableEncoder().transform(new Table({ x: [1] })),
  "TableEncoder.transformOne": () => new TableEncoder().transformOne({}),
  "TableEncoder.featureNames": () => new TableEncoder().featureNames,
  "TableEncoder.columns": () => new TableEncoder().columns,
  "TableEncoder.columnTypes": () => new TableEncoder().columnTypes,
  "TableEncoder.toJSON": () => new TableEncoder().toJSON(),
  "new Table": () => new Table(wrong({ nonsense: 1 })),
  ...Object.fromEntries(
    methods.map((name) => [
      `Table.${name}`,
      () => new Table({ x: [1] })[name](wrong(name === "select" || name === "take" ? ["y"] : "y")),
    ]),
  ),
};
