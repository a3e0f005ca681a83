import { existsSync, readFileSync } from "node:fs";
import { Absent } from "./contest.js";

/** Where `npm install --prefix bench/peers` puts them; the bundle runs beside it. */
const folder = new URL("./node_modules/", import.meta.url);

/** @throws {Absent} if the package is not installed or does not run here */
export async function load<T>(name: string): Promise<T> {
  if (!existsSync(new URL(`${name}/package.json`, folder))) throw new Absent("not installed");
  try {
    return (await import(name)) as T;
  } catch (error) {
    throw new Absent(`does not load in Node: ${String(error).split("\n")[0]}`);
  }
}

export const version = (name: string): string | undefined => {
  const manifest = new URL(`${name}/package.json`, folder);
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).version : undefined;
};
