// A large training in a worker, so that the page stays responsive: its first message is the job, and each asks for an epoch.
import { type Epoch, epochsOf, type TrainingJob } from "./epochs";
import { type InputChoice, makeInputs } from "./inputs";

let epochs: AsyncGenerator<Epoch>;

self.onmessage = async ({ data }: MessageEvent<(TrainingJob & { choice: InputChoice }) | null>) => {
  try {
    if (data !== null) epochs = epochsOf(data, makeInputs(data.points, data.choice));
    self.postMessage((await epochs.next()).value);
  } catch (error) {
    self.postMessage(error);
  }
};
