/** The texts of the errors of `rosenblatt/cluster`. */

import type { DType } from "./dtype.js";
import { KindError, StateError, ValueError } from "./errors.js";
import { optionKind, optionValue } from "./texts.js";
import { describe, quote } from "./words.js";

const WRITES_SHARDS = "rosenblatt shard, or writeShards, makes shards of a table";

export const manifest = (what: string) =>
  new ValueError("MANIFEST", `not a manifest of shards: ${what}; ${WRITES_SHARDS}`);

export const noObject = (name: string, where: string) =>
  new ValueError("NO_OBJECT", `there is no ${quote(name)} in ${where}`);

export const noManifest = (name: string, where: string) =>
  new ValueError("NO_OBJECT", `${noObject(name, where).message}; ${WRITES_SHARDS}`);

export const wrongDigest = (name: string) =>
  new ValueError(
    "DIGEST",
    `${quote(name)} is not the file that the manifest describes: its SHA-256 or its length differs; write the shards again`,
  );

export const wrongObject = (name: string) =>
  new ValueError(
    "DIGEST",
    `${quote(name)} in the store of the run is not what was written there: its SHA-256 differs`,
  );

export const storeFailed = (name: string, reason: string) =>
  new StateError("STORE", `${quote(name)} could not be read or written: ${reason}`);

/** A server's URL without the user and the password, which may also stand behind its `?`. */
export const addressOf = (url: string): string =>
  url.replace(/^([a-z]+:\/\/)?.*@/s, "$1").replace(/[?#].*/s, "");

/** A path, an address or a command that will not do, or none; of an address its password is not told. */
export const badAddress = (name: string, value: unknown, expected: string) =>
  typeof value === "string"
    ? optionValue(name, addressOf(value), expected)
    : optionKind(name, value, expected);

export const unusableServer = (url: string, reason: string) =>
  new StateError("STORE", `${addressOf(url)} cannot be used: ${reason}`);

export const notATask = (what: string) => new ValueError("TASK", `not a task of a cluster: ${what}`);

export const otherKernels = (theirs: string, ours: string) =>
  new StateError(
    "OTHER_KERNELS",
    `this run was begun with the kernels ${theirs.slice(0, 12)} and this release has ${ours.slice(0, 12)}: other bits might come out; install the release that began it, or begin anew with this one, which takes those tasks away`,
  );

export const taskFailed = (shard: string, reason: string) =>
  new StateError("TASK_FAILED", `the task of ${shard} failed, and with it the run: ${reason}`);

export const taskDied = (shard: string, times: number) =>
  new StateError(
    "WORKER_DIED",
    `the thread that worked on ${shard} ended ${times} times before it was done; the epochs before are committed`,
  );

export const onlyWhole = (option: string, instead: string) =>
  new ValueError("OPTION_VALUE", `${option} needs all rows in one place; ${instead}`);

export const otherDtype = (asked: DType, theirs: DType) =>
  new ValueError("OPTION_VALUE", `dtype is "${asked}", and the shards are ${theirs}; write them as ${asked}`);

export const tooFewShards = (shards: number) =>
  new ValueError(
    "SHARDS",
    `early stopping holds whole shards out, and there ${shards === 1 ? "is" : "are"} only ${shards}; write more`,
  );

export const noLocation = () =>
  new ValueError(
    "SOURCE",
    "a data set in a store of your own has no address that workers elsewhere could open; run it on threads, or serve it",
  );

export const mixedLayouts = () =>
  new KindError("NOT_A_MATRIX", "batches are dense and sparse by turns; expected all dense or all sparse");

export const source = (value: unknown) =>
  new KindError(
    "SOURCE",
    `the manifest is ${describe(value)}; expected the path or the URL of manifest.json, or { store, key }`,
  );
