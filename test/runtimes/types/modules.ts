// What only ES modules can import.
import manifest from "rosenblatt/package.json" with { type: "json" };

export const name: string = manifest.name;

/** The modules that a worker is started from: nothing is imported of them. */
export type Host = typeof import("rosenblatt/worker/host");
export type Thread = typeof import("rosenblatt/threads/thread");
