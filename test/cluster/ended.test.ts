// Runs over shards that are ended before their time, and what a run tells while it goes on.
import { expect, it } from "vitest";
import { cluster, root } from "./built-package.js";
import { clouds, onOneThread, sharded, timeless } from "./data.js";

const { memoryStore } = cluster;
const { Perceptron } = root;

it("a run that was ended goes on after the last epoch that was committed, to the same bits", async () => {
  const path = await sharded(clouds(600, 8, 3, 9), 4);
  const whole = await onOneThread(path, { epochs: 8 });
  const store = memoryStore();
  const ends = new AbortController();
  const started: number[] = [];
  const onEpoch = ({ epoch }: { epoch: number }) => {
    started.push(epoch);
    if (epoch === 3) ends.abort(new Error("enough"));
  };
  await expect(onOneThread(path, { epochs: 8, store, onEpoch, signal: ends.signal })).rejects.toThrow(
    "enough",
  );
  const tasks: number[] = [];
  const onProgress = ({ epoch }: { epoch: number }) => tasks.push(epoch);
  const model = await onOneThread(path, { epochs: 8, store, onProgress });
  expect(timeless(model)).toEqual(timeless(whole));
  expect(Math.min(...tasks)).toBe(4);
});

// One that looks at its signal between two steps waits for a server that is away.
it("a run whose store does not answer is ended by its signal", async () => {
  const path = await sharded(clouds(60, 3, 2, 3), 2);
  for (const name of ["read", "write", "commit"] as const) {
    const ends = new AbortController();
    const wait = (): Promise<never> => {
      ends.abort(new Error("enough"));
      return new Promise(() => {});
    };
    const store = { ...memoryStore(), [name]: wait };
    const onEpoch = () => expect.fail("an epoch was told of that was not committed");
    await expect(onOneThread(path, { store, signal: ends.signal, onEpoch })).rejects.toThrow("enough");
  }
});

// One that throws what was learned away, takes an epoch more, or says that it has converged.
it("a run that is stopped keeps what it has learned after the present epoch, as a stopped fit does", async () => {
  const rows = clouds(600, 8, 3, 9);
  for (const options of [{}, { average: true }]) {
    const inThird = () => {
      const stops = new AbortController();
      return { stop: stops.signal, onEpoch: ({ epoch }: { epoch: number }) => epoch === 3 && stops.abort() };
    };
    const model = await onOneThread(await sharded(rows, 1), { ...options, ...inThird() });
    const fitted = await new Perceptron(options).fitAsync(rows.X, rows.y, inThird());
    expect([model.nIter, model.converged, model.stopReason]).toEqual([3, false, "stopped"]);
    expect(timeless(model)).toEqual(timeless(fitted));
  }
});

// One that counts a pass over the finished model as another epoch tells of more of them than there are.
it.each([
  [{ average: true }, ["learn 1", "learn 2", "examine 2"]],
  [{ earlyStopping: true }, ["learn 1", "examine 1", "learn 2", "examine 2"]],
])("progress of %j tells of each epoch what is done in it", async (options, expected) => {
  const told = new Set<string>();
  const onProgress = ({ epoch, kind }: { epoch: number; kind: string }) => told.add(`${kind} ${epoch}`);
  await onOneThread(await sharded(clouds(300, 4, 3, 9), 3), { ...options, tol: null, epochs: 2, onProgress });
  expect([...told]).toEqual(expected);
});
