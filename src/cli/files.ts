// Files in and out; "-" is the standard input or output.

import {
  accessSync,
  constants,
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
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

/** Told how many bytes of a file have come, and of how many where that is known. */
export type OnRead = (bytes: number, size: number | undefined) => void;

/** What is in a file, part by part. @throws {InputError} where it cannot be read, at once or on the way */
export function partsOfFile(file: string, onRead: OnRead = () => {}): AsyncIterable<Uint8Array> {
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
  return parts();
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

/** Whether what it gives it gives once: the standard input, and a pipe. @throws {InputError} where there is no such file */
export const comesOnce = (file: string): boolean => file === "-" || sizeOf(file) === undefined;

/** A device, a pipe or what a shell has opened, such as /dev/fd/3: it takes what is written, and no file is put in its place. */
function isDevice(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory()) return false;
  return !stat.isFile() || /^\/(dev\/(std|fd)|proc)/.test(resolve(file));
}

/** Under this name a file is written, beside the place that it takes in the end: where links lead, if it is one. */
const partialName = (file: string): string => `${targetOf(file)}.${process.pid}.part`;

function targetOf(file: string): string {
  try {
    return targetOf(resolve(realpathSync(dirname(file)), readlinkSync(file)));
  } catch {
    return file; // which is no link
  }
}

/** Finds out whether a file can be written, before there is anything to write. @throws {InputError} where it cannot */
export const checkOutput = (file: string): Promise<void> =>
  writing(file, async () => {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw systemError("EISDIR");
    const partial = partialName(file);
    statSync(partial, { throwIfNoEntry: false }); // its name may be too long
    accessSync(isDevice(file) ? file : `${dirname(partial)}/.`, constants.W_OK);
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

/** Takes a part of a result. */
type Write = (content: string | Uint8Array) => Promise<void>;

/** Writes a result part by part: to the standard output, or to a file that is there as a whole or not at all. @throws {InputError} */
export async function writeParts(file: string, work: (write: Write) => Promise<void>): Promise<void> {
  if (file === "-") return work(toStandardOutput);
  const partial = isDevice(file) ? undefined : partialName(file);
  const keep = partial === undefined ? () => {} : removedAtSignals(partial); // before there is a file
  const handle = await writing(file, () => {
    const mode = statSync(file, { throwIfNoEntry: false })?.mode; // what nobody else may read stays so
    return open(partial ?? file, partial === undefined ? "a" : "w", mode);
  });
  try {
    await work((content) => writing(file, () => handle.writeFile(content))); // all of it, unlike `write`
    await writing(file, () => handle.close());
    if (partial !== undefined) await writing(file, async () => renameSync(partial, targetOf(file)));
  } catch (error) {
    await handle.close().catch(() => {});
    if (partial !== undefined) rmSync(partial, { force: true });
    throw error;
  } finally {
    keep();
  }
}

/** Writes a file whole or not at all. @throws {InputError} */
export const writeWhole = (file: string, content: string | Uint8Array): Promise<void> =>
  writeParts(file, (write) => write(content));

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Lets a signal that ends the program take a file or a folder with it. @returns what lets it stay */
export function removedAtSignals(file: string): () => void {
  const keep = (): void => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const end = (signal: NodeJS.Signals): void => {
    rmSync(file, { force: true, recursive: true });
    keep();
    process.kill(process.pid, signal); // now it ends the program, as it does where nobody listens
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return keep;
}

async function writing<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const why = /^(ENOENT|ENOTDIR)$/.test(code)
      ? `there is no folder ${dirname(partialName(file))}`
      : (WHY[code] ?? code);
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
