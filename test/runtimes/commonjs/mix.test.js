// Jest with the ES modules of Node's vm: `import` beside `require`.
const { mix, shareThreads, specifiers } = require("../mixes.cjs");

const ways = [(specifier) => import(specifier), async (specifier) => require(specifier)];
const orders = specifiers.flatMap((first) => [
  [first, "import", ...ways],
  [first, "require", ...ways.toReversed()],
]);

beforeEach(() => jest.resetModules());

test.each(orders)("has one copy of everything if %s comes first, by %s", (first, _, load, others) =>
  mix(first, load, others),
);

test("has one core", () => shareThreads(...ways));
