// Runs over shards that are ended before their time, and what a run tells while it goes on.
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { cluster, root } from "./built-package.js";
import { clouds, onOneThread, sharded, timeless } from "./data.js";

const { folderStore, memoryStore, threads, train, worker } = cluster;
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

const CLUSTER = new URL("../../dist/cluster/index.js", import.meta.url).href;

// One that lets it run, or waits for what a shell has started, keeps the process for as long as that takes.
it.skipIf(process.platform === "win32")(
  "a command ends with its run, whether that fails or a signal ends it",
  async () => {
    const path = JSON.stringify(await sharded(clouds(60, 3, 2, 3), 2));
    for (const [shell, rejects, most] of [
      ["echo nonsense; sleep 60", "not a task of a cluster", 30_000],
      ["sleep 60; true", "enough", 1000],
    ]) {
      const program = `import { command, train } from ${JSON.stringify(CLUSTER)};
        const ends = new AbortController();
        setTimeout(() => ends.abort(new Error("enough")), ${most}).unref();
        const executor = command(${JSON.stringify(shell)});
        await train(${path}, { executor, signal: ends.signal }).catch(({ message }) => console.log(message));`;
      const { status, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
        ...{ encoding: "utf8", timeout: 40_000 },
        stdio: ["ignore", "pipe", "ignore"], // what the shell has started holds its standard error
      });
      expect(stdout).toContain(rejects);
      expect(status).toBe(0);
    }
  },
);

// One that starts a thread for it leaves that behind in a program that goes on.
it("a shard that comes once its run has failed starts no thread", async () => {
  const folder = folderStore((await sharded(clouds(60, 3, 2, 3), 2)).replace(/[/\\][^/\\]*$/, ""));
  let [reads, arrive] = [0, (): void => {}];
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const store = {
    async read(key: string, start?: number, end?: number) {
      if (key === "manifest.json") return folder.read(key);
      if (reads++ === 0) return undefined;
      await late;
      return folder.read(key, start, end);
    },
  };
  const executor = threads(1);
  let done = 0;
  const counted: typeof executor = {
    retries: 0,
    run: (tasks, context) => executor.run(tasks, { ...context, onTask: () => void done++ }),
    workers: () => executor.workers(),
    close: () => executor.close(),
  };
  await expect(train({ store, key: "manifest.json" }, { executor: counted })).rejects.toThrow("there is no");
  await executor.close();
  arrive();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(done).toBe(0);
});

it("what a worker or threads are given is refused by its own name", async () => {
  await expect(worker({ redis: "redis://127.0.0.1:1", concurrency: 0 })).rejects.toMatchObject({
    ...{
      code: "OPTION_VALUE",
      message: expect.stringMatching(/^worker: concurrency is the number 0; expected/),
    },
  });
  expect(() => threads(0)).toThrow(/^threads: count is the number 0; expected an integer from 1 to 1024$/);
});

// One that takes what it is given learns from fewer shards than there are, and says that it has converged.
it.each<[string, (results: object[]) => unknown]>([
  ["nothing", () => undefined],
  ["no result", () => []],
  ["one result too few", (results) => results.slice(1)],
  ["one result too many", (results) => [...results, ...results]],
  ["results of nothing", (results) => results.map(() => null)],
  ["results without weights", (results) => results.map((result) => ({ ...result, learned: undefined }))],
  ["more mistakes than decisions", (results) => results.map((result) => ({ ...result, mistakes: 1e9 }))],
  ["less than no mistakes", (results) => results.map((result) => ({ ...result, mistakes: -1 }))],
])("an executor of one's own that gives %s is refused", async (_, given) => {
  const own = threads(1);
  const executor = Object.create(own, {
    run: { value: async (...of: Parameters<typeof own.run>) => given(await own.run(...of)) },
    workers: { value: () => own.workers() },
  });
  try {
    const source = await sharded(clouds(60, 3, 2, 3), 2);
    await expect(train(source, { epochs: 3, executor })).rejects.toMatchObject({
      code: "WRONG_KIND",
      message: expect.stringMatching(
        /^train: what the executor gave is .*; expected a result for each task$/,
      ),
    });
  } finally {
    await own.close();
  }
});
