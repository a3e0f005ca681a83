import fc from "fast-check";
import { ALWAYS_ON, Network } from "../../src/logic/index.js";

/** Every property runs on these cases and no others. */
export const seeded = (numRuns: number) => ({ seed: 1943, numRuns });

/** Networks of any shape: thresholds up to 9, sources repeated, vetoes, the source that is always on. */
export const networks = (maxInputs: number): fc.Arbitrary<Network> =>
  fc
    .record({
      inputCount: fc.nat({ max: maxInputs }),
      picks: fc.array(
        fc.record({
          excitatory: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 6 })), { maxLength: 5 }),
          inhibitory: fc.array(fc.nat(), { maxLength: 2 }),
          threshold: fc.integer({ min: 1, max: 9 }),
        }),
        { minLength: 1, maxLength: 12 },
      ),
    })
    .map(({ inputCount, picks }) => {
      const inputs = Array.from({ length: inputCount }, (_, i) => `x${i}`);
      const sources = [ALWAYS_ON, ...inputs];
      const pick = (n: number): string => sources[n % sources.length] as string;
      const neurons = picks.map(({ excitatory, inhibitory, threshold }, i) => {
        const neuron = {
          name: `y${i}`,
          excitatory: excitatory.flatMap(([n, times]) => Array<string>(times).fill(pick(n))),
          inhibitory: inhibitory.map(pick),
          threshold,
        };
        sources.push(neuron.name);
        return neuron;
      });
      return new Network({ inputs, neurons, outputs: neurons.map(({ name }) => name) });
    });
