// Jest, which is told nothing of the package.
const { writeFileSync } = require("node:fs");
const { mix, specifiers } = require("../mixes.cjs");
const { main } = require("./main");

test("learns and answers as everywhere", async () => {
  writeFileSync(process.env.ANSWER, JSON.stringify(await main()));
});

test.each(specifiers)("has one copy of everything, whatever comes first: %s", async (first) => {
  jest.resetModules();
  const load = async (specifier) => require(specifier);
  await mix(first, load, load);
});
