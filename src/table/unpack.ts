import { filled } from "../base/dtype.js";
import { yieldToEventLoop } from "../base/work.js";
import { partsOf } from "./source.js";

/** All parts as one; a copy, unless there is only one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  return filled(new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0)), parts);
}

/** @param damaged  makes what is thrown where the data is damaged   @throws what the source throws */
export async function* unpacked(
  format: "gzip" | "deflate-raw",
  bytes: AsyncIterable<Uint8Array>,
  damaged: () => Error,
): AsyncGenerator<Uint8Array, void, void> {
  const iterator = bytes[Symbol.asyncIterator]();
  let thrown: { readonly error: unknown } | undefined;
  let isLeft = false;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          // Node unpacks in a task of its own, for which a source that always has more would leave no room.
          await yieldToEventLoop();
          const { done, value } = isLeft ? { done: true } : await iterator.next();
          if (done) controller.close();
          else controller.enqueue(value as Uint8Array<ArrayBuffer>);
        } catch (error) {
          thrown = { error };
          controller.error(error);
        }
      },
    },
    { highWaterMark: 0 },
  );
  try {
    const parts = source.pipeThrough(new DecompressionStream(format));
    yield* partsOf(parts) as AsyncGenerator<Uint8Array, void, void>;
  } catch {
    throw thrown === undefined ? damaged() : thrown.error;
  } finally {
    isLeft = true;
  }
}

/** Bytes as a stream of one part. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** All parts as one. */
export async function collected(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return joined(all);
}
