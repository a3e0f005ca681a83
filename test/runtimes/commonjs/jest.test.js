// Jest, which is told nothing of the package.
const { writeFileSync } = require("node:fs");
const { shareThreads } = require("../mixes.cjs");
const { main } = require("./main");

test("learns and answers as everywhere", async () => {
  writeFileSync(process.env.ANSWER, JSON.stringify(await main()));
});

test("has one core", () => shareThreads(async (specifier) => require(specifier)));
