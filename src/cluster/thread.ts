// The script of a thread that runs tasks, one after the other.

import { serializeError } from "../base/serialized-error.js";
import { parentPort } from "../base/spawn-worker.js";
import { runTask } from "./task.js";
import type { ThreadReply, ThreadRequest } from "./threads.js";

const port = parentPort();
port.onmessage = ({ data }) => {
  const { task, path } = data as ThreadRequest;
  port.postMessage(replyTo(task, path));
};

function replyTo(...request: Parameters<typeof runTask>): ThreadReply {
  try {
    return { result: runTask(...request) };
  } catch (error) {
    return { error: serializeError(error) };
  }
}
