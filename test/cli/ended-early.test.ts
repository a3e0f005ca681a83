// Commands that are ended, or whose reader goes away, while there is a file to write.
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { FEATURES, file, fine, folder, json, MAIN, ON_IRIS, run } from "../support/cli.js";

const start = (...args: string[]): ChildProcess => spawn(process.execPath, [MAIN, ...args], { cwd: folder });
const partsOf = (name: string): string[] => readdirSync(folder).filter((file) => file.startsWith(`${name}.`));

it.each(["SIGINT", "SIGTERM"] as const)(
  "predict that %s ends leaves nothing of its file, not even under another name",
  async (signal) => {
    expect(run("train", ...ON_IRIS, "--out", "iris.json")).toMatchObject(fine);
    const child = start("predict", "iris.json", "-", "--out", "answers.csv");
    child.stdin?.on("error", () => {}); // it ends before it has read all
    child.stdin?.write(`${FEATURES.join(",")}\n${"5,3,1,1\n".repeat(100_000)}`); // and more to come
    while (partsOf("answers.csv").length === 0 && child.exitCode === null) await setTimeout(20);
    child.kill(signal);
    expect(await once(child, "close")).toEqual([null, signal]); // to a shell 128 and its number: 130 of SIGINT
    expect(partsOf("answers.csv")).toEqual([]);
    expect(existsSync(join(folder, "answers.csv"))).toBe(false);
  },
);

// One that leaves its files to the system fills a disk, run by run.
it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("shard that %s ends leaves no folder", async (signal) => {
  file("rows.csv", `a,b,side\n${"1,2,left\n3,4,right\n".repeat(50_000)}`);
  const child = start("shard", ...Array<string>(3).fill("rows.csv"), "--target", "side", "--out", "shards");
  while (partsOf("shards").length === 0 && child.exitCode === null) await setTimeout(20);
  child.kill(signal);
  expect(await once(child, "close")).toEqual([null, signal]);
  expect(readdirSync(folder).filter((name) => name.startsWith("shards"))).toEqual([]);
});

// Where a part of a text finds no room, the system writes what fits of it and says so: who takes that for all of it fails here.
it("predict that finds no room for all of its file says so, and leaves none that it has made", () => {
  expect(run("train", ...ON_IRIS, "--out", "iris.json")).toMatchObject(fine);
  file("many.csv", `${FEATURES.join(",")}\n${"5,3,1,1\n".repeat(20_000)}`); // several parts, of which none finds room
  const predict = (out: string): unknown[] => {
    const script = `trap "" XFSZ; ulimit -f 8; exec "$0" "$1" predict iris.json many.csv ${out}`;
    const { status, stderr } = spawnSync("sh", ["-c", script, process.execPath, MAIN], { cwd: folder });
    return [status, String(stderr)];
  };
  expect(predict("> cut.csv")).toEqual([1, "rosenblatt: cannot write: EFBIG\n"]);
  expect(predict("--out full.csv")).toEqual([1, "rosenblatt: cannot write full.csv: EFBIG\n"]);
  expect(readdirSync(folder).filter((name) => name.startsWith("full.csv"))).toEqual([]);
});

// One that puts a file in its place leaves a root without /dev/null.
it.skipIf(process.platform === "win32")("a pipe is written to, and stays one", async () => {
  const fifo = join(folder, "fifo");
  execFileSync("mkfifo", [fifo]);
  expect(run("train", ...ON_IRIS, "--out", "whole.json")).toMatchObject(fine);
  for (const [expected, ...args] of [
    ['{"format":"rosenblatt.Pipeline"', "train", ...ON_IRIS],
    ["species", "predict", "whole.json", "iris.csv"],
  ]) {
    const reader = spawn("cat", [fifo]);
    const parts: string[] = [];
    reader.stdout.on("data", (part) => parts.push(String(part)));
    expect(run(...args, "--out", "fifo")).toMatchObject(fine);
    await once(reader, "close");
    expect(parts.join("").slice(0, expected?.length)).toBe(expected);
    expect(statSync(fifo).isFIFO()).toBe(true);
  }
});

// One that leaves its input open ends when the program before it does: behind `tail -f`, never.
it("a command that ends before its input does waits for no more of it", async () => {
  expect(run("train", ...ON_IRIS, "--out", "iris.json")).toMatchObject(fine);
  const child = start("predict", "iris.json", "-", "--proba"); // which this model has not, as the first rows show
  child.stdin?.on("error", () => {});
  child.stdin?.write(`${FEATURES.join(",")}\n${"5,3,1,1\n".repeat(50_500)}`);
  expect(await once(child, "close")).toEqual([1, null]);
});

it("train goes on to its file when nobody reads any more what it prints, as behind `| head -1`", async () => {
  const child = start("train", ...ON_IRIS, "--tune", "--out", "unread.json");
  child.stdout?.once("data", () => child.stdout?.destroy());
  expect(await once(child, "close")).toEqual([0, null]);
  expect(json("unread.json").metadata.target).toBe("species");
});

// One that dies of what it cannot say has learned for nothing.
it("train writes its model when nobody reads any more what it says beside it", async () => {
  const child = start("train", ...ON_IRIS, "--out", "-");
  child.stderr?.destroy();
  const parts: string[] = [];
  child.stdout?.on("data", (part) => parts.push(String(part)));
  expect(await once(child, "close")).toEqual([0, null]);
  expect(JSON.parse(parts.join("")).metadata.target).toBe("species");
});
