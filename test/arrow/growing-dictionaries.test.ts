// Dictionaries that grow batch by batch: what apache-arrow does for that grows with the square of the batches.
import {
  Dictionary,
  Field,
  Int32,
  makeBuilder,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Utf8,
} from "apache-arrow";
import { expect, it } from "vitest";
import { readArrow } from "../../src/arrow/index.js";
import { processorTime } from "../support/thrown.js";

/** A stream of batches of one row each, whose text no batch before has. */
function growing(batches: number): Promise<Uint8Array> {
  const type = new Dictionary(new Utf8(), new Int32(), 1);
  const schema = new Schema([new Field("s", type, true)]);
  const builder = makeBuilder({ type, nullValues: [null] });
  function* parts() {
    for (let i = 0; i < batches; i++) {
      builder.append(`v${i}`);
      const children = [builder.flush()];
      yield new RecordBatch(
        schema,
        makeData({ type: new Struct(schema.fields), length: 1, nullCount: 0, children }),
      );
    }
  }
  return RecordBatchStreamWriter.writeAll(parts() as never).toUint8Array();
}

it("reads one that grows as data does, and refuses one that grows by nothing", async () => {
  const table = await readArrow(await growing(300));
  expect([table.rows, table.record(0).s, table.record(299).s]).toEqual([300, "v0", "v299"]);
  const began = processorTime();
  await expect(readArrow(await growing(1200))).rejects.toMatchObject({
    code: "ARROW_FILE",
    message: expect.stringMatching(/a dictionary grew 1\d{3} times in so few bytes/),
  });
  expect(processorTime() - began).toBeLessThan(20_000);
}, 60_000);
