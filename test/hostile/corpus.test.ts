// What the fuzzer has found, each with the name of the fault: a program that has one of them again is told here, and not only
// by a run of the fuzzer.
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Target } from "../fuzz/target.js";
import { cluster } from "../fuzz/targets/cluster.js";
import { files } from "../fuzz/targets/files.js";
import { importing } from "../fuzz/targets/import.js";
import { importers } from "../fuzz/targets/importers.js";
import { predict } from "../fuzz/targets/predict.js";
import { propositions } from "../fuzz/targets/propositions.js";
import { svmlight } from "../fuzz/targets/svmlight.js";
import { table } from "../fuzz/targets/table.js";
import { typed } from "../fuzz/targets/typed.js";
import { url } from "../fuzz/targets/url.js";

const targets = [files, predict, url, importers, importing, svmlight, table, typed, propositions, cluster];

const cases = (targets as readonly Target<unknown>[]).flatMap((target) =>
  readdirSync(`test/fuzz/corpus/${target.name}`).map((file) => [`${target.name}/${file}`, target] as const),
);

it.each(cases)("%s", async (file, target) => {
  const input = JSON.parse(readFileSync(`test/fuzz/corpus/${file}`, "utf8"));
  expect(await target.check(input)).toBeGreaterThan(0);
});
