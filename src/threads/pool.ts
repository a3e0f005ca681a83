// The workers: started, asked, waited for, and replaced when one is gone.

import * as fail from "../base/texts.js";
import { startThread, type Thread } from "../base/thread.js";
import { CALLS, type Call, FAILED, SLOT, SLOT_BYTES, SPINS, type Start } from "./board.js";

/** How long a worker may be silent before it counts as dead, and how much longer for each multiply-add. */
const PATIENCE_MILLISECONDS = 10_000;
const PATIENCE_PER_WORK = 1e-5;
const SLICE_MILLISECONDS = 50;

interface Member {
  thread: Thread | undefined;
  readonly words: Int32Array;
}

export class Pool {
  readonly #members: Member[];
  #closed = false;

  private constructor(
    readonly shared: Omit<Start, "slot">,
    readonly board: number,
    count: number,
  ) {
    this.#members = Array.from({ length: count }, (_, i) => ({
      thread: undefined,
      words: new Int32Array(shared.memory.buffer, board + i * SLOT_BYTES, SLOT.words),
    }));
  }

  /** Starts `count` workers, whose slots lie from `board` on. @throws whatever an engine without workers throws */
  static async start(shared: Omit<Start, "slot">, board: number, count: number): Promise<Pool> {
    const pool = new Pool(shared, board, count);
    try {
      await Promise.all(pool.#members.map((member) => pool.#employ(member)));
    } catch (error) {
      pool.close();
      throw error;
    }
    return pool;
  }

  /** Workers that can be asked now. */
  get size(): number {
    return this.#members.filter(({ thread }) => thread !== undefined).length;
  }

  /**
   * Has jobs done by workers, one by each.
   *
   * @param jobs  the numbers of each call, at most `size` of them
   * @param work  the multiply-adds of them all
   * @returns waits for all of them and gives their results, in order; throws StateError WORKER_DIED
   */
  ask(who: string, call: Call, jobs: readonly (readonly number[])[], work: number): () => number[] {
    const asked = this.#members.filter(({ thread }) => thread !== undefined).slice(0, jobs.length);
    for (const [i, { words }] of asked.entries()) {
      words[SLOT.call] = CALLS.indexOf(call);
      words.set(jobs[i] as readonly number[], SLOT.arguments);
      Atomics.add(words, SLOT.asked, 1);
      Atomics.notify(words, SLOT.asked);
    }
    return () => {
      const lost = asked.filter((member) => !this.#answered(member, work)); // all are waited for
      if (lost.length > 0) throw fail.workerDied(who);
      return asked.map(({ words }) => words[SLOT.result] as number);
    };
  }

  /** Ends all workers. */
  close(): void {
    this.#closed = true;
    for (const member of this.#members) this.#dismiss(member);
  }

  /** Waits for what a worker was asked; false if it threw or is gone. */
  #answered(member: Member, work: number): boolean {
    const { words } = member;
    const due = Atomics.load(words, SLOT.asked);
    const done = (): boolean => Atomics.load(words, SLOT.answered) === due;
    for (let spin = 0; spin < SPINS; spin++) if (done()) return words[SLOT.result] !== FAILED;
    const end = performance.now() + PATIENCE_MILLISECONDS + work * PATIENCE_PER_WORK;
    while (!done() && performance.now() < end) rest(words, due - 1);
    if (done() && words[SLOT.result] !== FAILED) return true;
    this.#replace(member);
    return false;
  }

  #replace(member: Member): void {
    this.#dismiss(member);
    if (!this.#closed) this.#employ(member).catch(() => {}); // the others go on without it
  }

  #dismiss(member: Member): void {
    const { thread } = member;
    member.thread = undefined;
    void thread?.terminate();
  }

  /** Starts a worker for a slot. It can be asked when it has said that it is ready. */
  #employ(member: Member): Promise<void> {
    const { words } = member;
    words.fill(0);
    return new Promise((resolve, reject) => {
      const gone = (reason: unknown): void => {
        reject(reason);
        if (member.thread === thread && member.thread !== undefined) this.#replace(member);
      };
      const ready = (): void => {
        if (this.#closed) return void thread.terminate();
        thread.unref?.(); // from here on; a process waits for it to be ready, not for it to end
        member.thread = thread;
        resolve();
      };
      const thread = startThread({
        ...{ file: "./thread.js", base: import.meta.url },
        web: () => new Worker(new URL("./thread.js", import.meta.url), { type: "module" }),
        heard: ready,
        gone,
      });
      thread.postMessage({ ...this.shared, slot: words.byteOffset } satisfies Start);
    });
  }
}

/** Lies down until there is an answer, a moment at most. A page's main thread must not: it goes on looking. */
function rest(words: Int32Array, before: number): void {
  try {
    Atomics.wait(words, SLOT.answered, before, SLICE_MILLISECONDS);
  } catch {}
}
