/** Rounds of a random search: an eighth of them in `npm test`, all of them in `npm run test:slow`. */
export const rounds = (all: number): number => (process.env.SEARCH === "all" ? all : Math.ceil(all / 8));
