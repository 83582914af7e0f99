/** Runs in a network namespace of its own; prints what a conversation over the delayer was like. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { delayedServer } from "../../bench/cold/rig/addresses.ts";
import { startDelayer } from "../../bench/cold/rig/delayer.ts";
import { ended } from "../../bench/cold/rig/namespaces.ts";

// Answers each two bytes with one.
const script = `require("node:net").createServer((socket) => {
  let bytes = 0;
  socket.on("data", (part) => { for (const _ of part) if (++bytes % 2 === 0) socket.write("!"); });
}).listen(8080, "0.0.0.0", () => console.log("ready"))`;

const delayer = await startDelayer();
const namespace = `--net=/proc/${delayer.pid}/ns/net`;
const server = spawn("nsenter", [namespace, process.execPath, "-e", script], {
  stdio: ["ignore", "pipe", "inherit"],
});
const serverEnded = ended(server);
await once(server.stdout, "data");

const seen = [];
for (const { delay, noDelay } of [
  { delay: 0, noDelay: true },
  { delay: 30, noDelay: true },
  { delay: 90, noDelay: true },
  { delay: 90, noDelay: false },
]) {
  await delayer.setDelay(delay);
  await delayer.reset();
  const began = performance.now();
  const socket = connect({ host: delayedServer, port: 8080, noDelay });
  await once(socket, "connect");
  const connected = performance.now() - began;
  socket.write("a");
  // A packet of its own, unless the system holds it back.
  await pause(5);
  socket.write("b");
  await once(socket, "data");
  const answered = performance.now() - began;
  seen.push({ delay, noDelay, connected, answered, ...(await delayer.counts()) });
  socket.destroy();
}
console.log(JSON.stringify(seen));
server.kill("SIGKILL");
await serverEnded;
await delayer.stop();
process.disconnect?.();
