// Files in and out; "-" is the standard input or output.

import {
  accessSync,
  constants,
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InputError } from "./errors.js";

const WHY: Record<string, string> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder",
  EEXIST: "there is a file of that name",
  ENOTEMPTY: "there are files in it",
  EACCES: "permission is denied",
};

/** As the system reports it. */
const systemError = (code: string): Error => Object.assign(new Error(), { code });

const reasonOf = (error: unknown): string => {
  const { code = "" } = error as NodeJS.ErrnoException;
  return WHY[code] ?? code;
};

/** How errors call a file. */
export const titleOf = (file: string): string => (file === "-" ? "the standard input" : file);

/** @throws {InputError} where the file cannot be read */
export function bytesOfFile(file: string): Uint8Array {
  try {
    return readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    throw new InputError(`cannot read ${titleOf(file)}: ${reasonOf(error)}`);
  }
}

/** A file that is read part by part. */
interface OpenFile {
  /** The parts; `onRead` is told how many bytes have come. */
  readonly parts: AsyncIterable<Uint8Array>;
  /** In bytes; undefined where nobody knows. */
  readonly size: number | undefined;
}

/** @throws {InputError} where the file cannot be read; the parts throw it too */
export function openFile(file: string, onRead: (bytes: number, size: number | undefined) => void): OpenFile {
  const size = file === "-" ? undefined : sizeOf(file);
  const stream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 2 ** 18 });
  async function* parts(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    try {
      for await (const part of stream as AsyncIterable<Uint8Array>) {
        bytes += part.length;
        onRead(bytes, size);
        yield part;
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      throw new InputError(`cannot read ${titleOf(file)}: ${reasonOf(error)}`);
    }
  }
  return { parts: parts(), size };
}

/** @throws {InputError} where there is no such file */
export const checkFile = (file: string): void => void sizeOf(file);

function sizeOf(file: string): number | undefined {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) throw systemError("EISDIR");
    return stat.isFile() ? stat.size : undefined;
  } catch (error) {
    throw new InputError(`cannot read ${file}: ${reasonOf(error)}`);
  }
}

/** Whether it is a device or a pipe, which takes what is written, and in whose place no file is put. */
function isDevice(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isFile() && !stat.isDirectory();
}

/** Finds out whether a file can be written, before there is anything to write. @throws {InputError} where it cannot */
export const checkOutput = (file: string): Promise<void> =>
  writing(file, async () => {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw systemError("EISDIR");
    accessSync(isDevice(file) ? file : `${dirname(file)}/.`, constants.W_OK);
  });

/** Finds out whether a folder can be made, or is there and empty. @throws {InputError} where it cannot */
export const checkOutputFolder = (folder: string): Promise<void> =>
  writing(folder, async () => {
    let place = resolve(folder);
    if (existsSync(place)) {
      if (!statSync(place).isDirectory()) throw systemError("EEXIST");
      if (readdirSync(place).length > 0) throw systemError("ENOTEMPTY");
    }
    do place = dirname(place);
    while (!existsSync(place));
    accessSync(`${place}/.`, constants.W_OK);
  });

/** Where a result goes, part by part: to the standard output, or to a file that is there as a whole or not at all. */
export interface Output {
  write(text: string): Promise<void>;
  /** All has been written. */
  close(): Promise<void>;
  /** Nothing is to be left of it. */
  discard(): Promise<void>;
}

/** @throws {InputError} where the file cannot be written */
export async function openOutput(file: string): Promise<Output> {
  if (file === "-") return { write: toStandardOutput, close: async () => {}, discard: async () => {} };
  if (isDevice(file)) {
    const handle = await writing(file, () => open(file, "w"));
    const close = (): Promise<void> => writing(file, () => handle.close());
    return { write: (text) => writing(file, () => handle.writeFile(text)), close, discard: close };
  }
  const partial = partialName(file);
  const keep = removedAtSignals(partial); // before there is a file
  const handle = await writing(file, () => open(partial, "w"));
  return {
    write: (text) => writing(file, () => handle.writeFile(text)), // from where it is, and all of it, unlike `write`
    close: () =>
      writing(file, async () => {
        await handle.close();
        renameSync(partial, file);
        keep();
      }),
    async discard() {
      await handle.close();
      rmSync(partial, { force: true });
      keep();
    },
  };
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Lets a signal that ends the program take a file with it. @returns what lets it stay */
function removedAtSignals(file: string): () => void {
  const keep = (): void => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const end = (signal: NodeJS.Signals): void => {
    rmSync(file, { force: true });
    keep();
    process.kill(process.pid, signal); // now it ends the program, as it does where nobody listens
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return keep;
}

/** Writes a file whole or not at all. @throws {InputError} */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  if (file === "-") {
    await toStandardOutput(content);
    return;
  }
  const partial = partialName(file);
  await writing(file, async () => {
    if (isDevice(file)) {
      writeFileSync(file, content);
      return;
    }
    try {
      writeFileSync(partial, content);
      renameSync(partial, file);
    } catch (error) {
      rmSync(partial, { force: true });
      throw error;
    }
  });
}

const partialName = (file: string): string => `${file}.${process.pid}.part`;

async function writing<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const why = /^(ENOENT|ENOTDIR)$/.test(code) ? `there is no folder ${dirname(file)}` : (WHY[code] ?? code);
    throw new InputError(`cannot write ${file}: ${why}`);
  }
}

/** Waits while the reader of a pipe is slower. */
async function toStandardOutput(content: string | Uint8Array): Promise<void> {
  if (process.stdout.write(content)) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      process.stdout.off("drain", end).off("close", end).off("error", end);
      resolve();
    };
    process.stdout.on("drain", end).on("close", end).on("error", end);
  });
}
