/** What works on a lesson at an address; as assembly/sequential/index.ts has it. */
export interface Core {
  /** The first address that belongs to the caller, aligned to 16. */
  readonly base: number;
  /** The memory, at least `bytes` long; views over what an earlier call gave may be dead. */
  reserve(bytes: number): ArrayBuffer;
  /** After samples were written. @returns not 0 if they are surely finite */
  measureRows(lesson: number, from: number, to: number): number;
  /** Before the first epoch of an output, whose targets and weights were written. */
  begin(lesson: number): void;
  /** After weights were written. */
  measureWeights(lesson: number): void;
  /** Before an epoch: shuffles the rows and lists those that are not held out. @returns how many they are */
  arrange(lesson: number): number;
  /** The number of the first listed row with y·(scale·Σ w·x + b) ≤ enough, or `to`. */
  scan(
    lesson: number,
    b: number,
    scale: number,
    shrink: number,
    enough: number,
    from: number,
    to: number,
  ): number;
  /** The perceptron learning rule over the listed rows up to `to`. @returns mistakes */
  epoch(lesson: number, to: number): number;
  /** w ← w + x·factor with one row. */
  move(lesson: number, row: number, factor: number): void;
}
