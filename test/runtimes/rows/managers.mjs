import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { outputs, packageFile, versionOf } from "../folder.mjs";

/** How each package manager adds a tarball, and runs a command and Node in the project. */
const MANAGERS = [
  {
    pin: "npm10",
    file: "bin/npm-cli.js",
    add: ["install"],
    command: ["exec", "--"],
    node: ["exec", "--", "node"],
  },
  {
    pin: "npm11",
    file: "bin/npm-cli.js",
    add: ["install"],
    command: ["exec", "--"],
    node: ["exec", "--", "node"],
  },
  { pin: "pnpm10", file: "bin/pnpm.cjs", add: ["add"], command: ["exec"], node: ["exec", "node"] },
  { pin: "pnpm12", file: "bin/pnpm.mjs", add: ["add"], command: ["exec"], node: ["exec", "node"] },
  {
    pin: "yarn1",
    file: "bin/yarn.js",
    add: ["add"],
    command: ["--silent", "run"],
    node: ["--silent", "node"],
  },
  {
    pin: "yarn4",
    file: "bin/yarn.js",
    add: ["add"],
    command: ["run"],
    node: ["node"],
    linker: "node-modules",
  },
  { pin: "yarn4", file: "bin/yarn.js", add: ["add"], command: ["run"], node: ["node"], linker: "pnp" },
];

/** Of Yarn, about itself: whatever is installed. */
const OWN_WARNINGS = /ESM support for PnP|Done with warnings/;

const IMPORT = `
import { Perceptron, runtime } from "rosenblatt";
import { close, Perceptron as Remote } from "rosenblatt/worker";
const model = await new Remote().fit([[0], [1]], ["no", "yes"]);
const answers = [new Perceptron().fit([[0], [1]], ["no", "yes"]).predictOne([1]), await model.predictOne([1])];
close();
console.log(JSON.stringify({ core: runtime().core, answers }));
`;
const REQUIRE = `
const { runtime } = require("rosenblatt");
const { accuracy } = require("rosenblatt/metrics");
console.log(JSON.stringify({ core: runtime().core, answers: accuracy([1], [1]) }));
`;

/** A stranger's project, outside of this repository and with no settings but its own. */
function makeProject(linker) {
  const folder = mkdtempSync(join(tmpdir(), "rosenblatt-"));
  const files = {
    "package.json": JSON.stringify({ name: "project", version: "1.0.0", license: "MIT", private: true }),
    ...(linker && { "yarn.lock": "", ".yarnrc.yml": `nodeLinker: ${linker}\nenableTelemetry: false\n` }),
    "import.mjs": IMPORT,
    "require.cjs": REQUIRE,
  };
  mkdirSync(join(folder, "home"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Installs the tarball, which must warn of nothing and bring nothing along, and runs what a stranger runs first. */
async function install({ pin, file, add, command, node, linker }, tarball, folder) {
  const env = {
    ...{ HOME: join(folder, "home"), CI: "1", NO_COLOR: "1" },
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  };
  const manager = (...args) =>
    outputs(process.execPath, [packageFile("managers", pin, file), ...args], { cwd: folder, env });
  const { stdout: said, stderr } = await manager(
    ...add,
    linker ? `rosenblatt@file:${tarball}` : `file:${tarball}`,
  );
  const warnings = `${said}\n${stderr}`
    .split("\n")
    .filter((line) => /warn|deprecat/i.test(line) && !OWN_WARNINGS.test(line));
  if (warnings.length > 0) throw new Error(warnings.join("\n"));
  if (linker !== "pnp") {
    const brought = readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."));
    if (String(brought) !== "rosenblatt") throw new Error(`it brought ${brought.join(", ")}`);
  }
  const { stdout: demo } = await manager(...command, "rosenblatt", "demo");
  if (!demo.includes("ran on the Wasm SIMD core")) throw new Error(demo);
  const answers = [];
  for (const program of ["import.mjs", "require.cjs"]) {
    const { core, answers: given } = JSON.parse((await manager(...node, program)).stdout);
    answers.push(core, given);
  }
  if (String(answers) !== "wasm,yes,yes,wasm,1") throw new Error(`the programs say ${answers.join(" ")}`);
}

const rows = MANAGERS.map((manager) => ({
  name: ["install by", manager.pin.replace(/\d+$/, ""), versionOf(manager.pin), manager.linker]
    .filter(Boolean)
    .join(" "),
  async run({ tarball }) {
    const folder = makeProject(manager.linker);
    try {
      await install(manager, tarball, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
}));

const needs = [...new Set(MANAGERS.map(({ pin }) => pin))];

export const managers = { ...{ name: "managers", folder: "managers", needs }, rows };
