// A process that runs commands one behind the other, each as `node dist/cli/main.js ARGS` would: the modules behind the
// command line are loaded once, the command line itself anew.
const MAIN = new URL("../../dist/cli/main.js", import.meta.url).href;

let commands = 0;

/** Keeps what is written to a stream, in place of the stream. */
function collected(stream) {
  const parts = [];
  stream.write = (part) => {
    parts.push(Buffer.from(part));
    return true;
  };
  return () => Buffer.concat(parts).toString();
}

process.on("message", async (args) => {
  process.argv.splice(2, process.argv.length, ...args);
  process.exitCode = undefined;
  const [out, err] = [collected(process.stdout), collected(process.stderr)];
  try {
    await import(`${MAIN}?${commands++}`); // which ends with the command
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${error.stack}\n`);
  }
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners("error");
  process.send({ status: process.exitCode, out: out(), err: err() });
});
