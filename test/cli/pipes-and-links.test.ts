// Files that are none: pipes, what a shell has opened, and links.
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { FEATURES, file, fine, folder, IRIS, json, MAIN, ON_IRIS, piped, run } from "../support/cli.js";

const inFolder = (name: string): string => join(folder, name);
const text = (name: string): string => readFileSync(inFolder(name), "utf8");

beforeAll(() => {
  expect(run("train", ...ON_IRIS, "--seed", "1", "--out", "iris.json")).toMatchObject(fine);
  file("long.csv", `${FEATURES.join(",")},species\n${"5,3,1,1,setosa\n".repeat(20_000)}`);
});

describe.skipIf(process.platform === "win32")("pipes and what a shell has opened", () => {
  const fed = (name: string, content: string): ChildProcess => {
    execFileSync("mkfifo", [inFolder(name)]);
    return spawn("sh", ["-c", `cat ${content} > ${name}`], { cwd: folder, stdio: "ignore" });
  };

  // One that looks at the names of its columns first, as of a file, reads on behind its first block.
  it.each(["predict", "eval"])("%s reads a pipe once, and from its first byte", (command) => {
    fed(command, "long.csv");
    const { out, ...end } = run(command, "iris.json", command);
    expect(end).toEqual(fine);
    expect(out).toBe(run(command, "iris.json", "long.csv").out);
  });

  it("shard, which reads its files twice, takes no pipe", () => {
    execFileSync("mkfifo", [inFolder("rows")]);
    expect(run("shard", "rows", "--target", "species", "--out", "never")).toEqual({
      status: 2,
      out: "",
      err: "rosenblatt: the files are read twice, and rows comes once\n",
    });
  });

  // One that puts a file in the place of /dev/stdout leaves a root without it, and the shell without the result.
  it("--out /dev/stdout and /dev/fd/3 go behind what the shell has opened, and stay what they are", () => {
    const before = lstatSync("/dev/stdout").isSymbolicLink();
    for (const [out, stdio] of [
      ["/dev/stdout", (fd: number) => ["ignore", fd, "pipe"] as const],
      ["/dev/fd/3", (fd: number) => ["ignore", "pipe", "pipe", fd] as const],
    ] as const) {
      file("opened.csv", "the first line\n");
      const fd = openSync(inFolder("opened.csv"), "a");
      const args = [MAIN, "predict", "iris.json", IRIS, "--out", out];
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, stdio: [...stdio(fd)] });
      closeSync(fd);
      expect([status, String(stderr)]).toEqual([0, ""]);
      expect(text("opened.csv")).toBe(`the first line\n${run("predict", "iris.json", IRIS).out}`);
    }
    expect(lstatSync("/dev/stdout").isSymbolicLink()).toBe(before);
  });
});

// One that renames its file to the link's name leaves the model behind the link as it was.
it("what is written to a link goes where it leads, also where there is nothing yet", () => {
  mkdirSync(inFolder("models"));
  symlinkSync("models/today.json", inFolder("link.json"));
  symlinkSync("link.json", inFolder("link-to-link.json"));
  for (const [link, seed] of [
    ["link.json", 1],
    ["link-to-link.json", 2],
  ] as const) {
    expect(run("train", ...ON_IRIS, "--seed", `${seed}`, "--out", link)).toMatchObject(fine);
    expect(lstatSync(inFolder(link)).isSymbolicLink()).toBe(true);
    expect(json("models/today.json").steps[1].options.randomState).toBe(seed);
  }
});

// One that puts a new file in its place lets everybody read it.
it.skipIf(process.platform === "win32")("a file that is written anew keeps who may read it", () => {
  file("private.json", "");
  chmodSync(inFolder("private.json"), 0o600);
  expect(run("train", ...ON_IRIS, "--out", "private.json")).toMatchObject(fine);
  expect(statSync(inFolder("private.json")).mode & 0o777).toBe(0o600);
});

// One that reads both learns nothing from the first, and says that the second is empty, or no model.
it.each([
  ["predict", "-", "-"],
  ["eval", "-", "-"],
  ["train", "-", "--target", "species", "--resume", "-"],
])("the standard input is one file: %s %s %s", (...args) => {
  expect(piped(text("iris.json"), ...args)).toEqual({
    status: 2,
    out: "",
    err: "rosenblatt: only one of the files can be -\n",
  });
});

it("the standard input is called so", () => {
  const one = piped("a,b\n1,x\n2,x\n", "separable", "-", "--target", "b");
  expect(one.err).toBe('rosenblatt: the standard input has one class only, "x"; a plane parts two\n');
  const { out } = piped(text("iris.json"), "inspect", "-");
  expect(out).toMatch(/^the standard input: tells "species", 3 classes: /);
});
