// A Python process for scikit-learn and numpy. Arrays go to it through files, before the clock starts.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ROUND_MILLISECONDS } from "../clock.js";
import { findPython } from "../python.js";
import { Absent, type Entry } from "./contest.js";

export interface PythonVersions {
  readonly "scikit-learn": string;
  readonly numpy: string;
  /** Of numpy's linear algebra. */
  readonly threads: number;
}

type Typed = Float32Array | Float64Array | Int32Array;
export interface Job {
  /** The function of child.py. */
  readonly what: "learn" | "learn_sparse" | "multiply" | "predict";
  readonly arrays: Readonly<Record<string, { data: Typed; shape: readonly number[] }>>;
  readonly options: Readonly<Record<string, number>>;
}

const types = { Float32Array: "f4", Float64Array: "f8", Int32Array: "i4" };
const typeOf = (data: Typed): string => types[data.constructor.name as keyof typeof types];

class Python {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #folder = mkdtempSync(join(tmpdir(), "peers-"));
  #jobs = 0;
  readonly versions: Promise<PythonVersions>;

  constructor(python: string) {
    this.#child = spawn(python, [fileURLToPath(new URL("./child.py", import.meta.url))]);
    this.#child.stderr.pipe(process.stderr);
    this.#child.stdin.on("error", () => {}); // it has ended, which the missing answer tells
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
    this.versions = this.#answer<PythonVersions>();
  }

  async #answer<T>(): Promise<T> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("Python ended early");
    return JSON.parse(value);
  }

  async #ask<T>(command: object): Promise<T> {
    this.#child.stdin.write(`${JSON.stringify(command)}\n`);
    return this.#answer<T>();
  }

  async entry({ what, arrays, options }: Job): Promise<Entry> {
    await this.versions;
    const job = this.#jobs++;
    const file = join(this.#folder, "result");
    const described = Object.entries(arrays).map(([name, { data, shape }]) => {
      const path = join(this.#folder, name);
      writeFileSync(path, data);
      return [name, { file: path, type: typeOf(data), shape }] as const;
    });
    await this.#ask({ do: "prepare", job, what, arrays: Object.fromEntries(described), options });
    for (const [, array] of described) rmSync(array.file);
    return {
      result: async () => {
        await this.#ask({ do: "once", job, file });
        return new Float64Array(new Uint8Array(readFileSync(file)).buffer);
      },
      seconds: () => this.#ask<number>({ do: "time", job, milliseconds: ROUND_MILLISECONDS }),
      leave: () => void this.#ask({ do: "drop", job }),
    };
  }

  end(): void {
    this.#child.stdin.end();
    rmSync(this.#folder, { recursive: true });
  }
}

let running: Python | undefined;

export function python(): Python {
  if (running !== undefined) return running;
  const name = findPython();
  if (name === undefined) throw new Absent("not installed");
  running = new Python(name);
  return running;
}

/** The versions of what took part. */
export const pythonVersions = (): Promise<PythonVersions> | undefined => running?.versions;
export const endPython = (): void => running?.end();
