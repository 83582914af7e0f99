import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { isAlive } from "#local/process.ts";
import { type Addresses, delayedServer, neonApiHost, neonHost, poolerHost } from "./addresses.ts";
import { startDelayer, type WireCounts } from "./delayer.ts";
import { ended, isInside } from "./namespaces.ts";

/** A database at a distance that can be chosen. */
export interface Rig {
  /** A folder of this run, outside the project, that is removed when the rig stops. */
  folder: string;
  addresses: Addresses;
  /** A file with the certificate to trust. */
  authority: string;
  /** Milliseconds of a round trip; `undefined` when packets cannot be held. */
  setDelay: ((roundTrip: number) => Promise<void>) | undefined;
  /** Forgets what was counted; `counts` is `undefined` when packets cannot be counted. */
  reset(): Promise<void>;
  counts(): Promise<WireCounts | undefined>;
  stop(): Promise<void>;
}

const ports = z.object({ pgbouncer: z.number(), postgres: z.number(), gateway: z.number() });

/** Starts Postgres, PgBouncer and the gateway, behind the delayer when this process is inside. */
export async function startRig(): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), "penning-cold-"));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  const delayer = isInside() ? await startNamedDelayer(folder) : undefined;
  const address = delayer ? [delayedServer] : [];
  const script = [process.execPath, join(import.meta.dirname, "server.ts"), folder, ...address];
  const [command = "", ...args] = delayer
    ? ["nsenter", `--net=/proc/${delayer.pid}/ns/net`, ...script]
    : script;
  const server = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  process.once("exit", () => {
    // The server has been told to stop by now, and writes into the folder until it has.
    for (let waited = 0; waited < 5_000 && isAlive(server.pid ?? 0); waited += 20) pause(20);
    removeFolder();
  });
  const log: Buffer[] = [];
  server.stderr.on("data", (part: Buffer) => log.push(part));
  const serverEnded = ended(server);
  const first = await Promise.race([nextLine(server), serverEnded]);
  if (typeof first === "number") {
    await delayer?.stop();
    throw new Error(`The database did not start:\n${Buffer.concat(log)}`);
  }
  return {
    folder,
    addresses: {
      address: delayer ? delayedServer : "127.0.0.1",
      pooler: delayer ? poolerHost : "localhost",
      direct: delayer ? neonHost : "localhost",
      ...ports.parse(JSON.parse(first)),
    },
    authority: join(folder, "ca.pem"),
    setDelay: delayer?.setDelay,
    reset: async () => delayer?.reset(),
    counts: async () => delayer?.counts(),
    async stop() {
      server.stdin.end();
      await serverEnded;
      await delayer?.stop();
      removeFolder();
    },
  };
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

async function startNamedDelayer(folder: string) {
  const hosts = join(folder, "hosts");
  const names = [neonHost, neonApiHost, poolerHost].join(" ");
  writeFileSync(hosts, `127.0.0.1 localhost\n${delayedServer} ${names}\n`);
  // This namespace of mounts is our own: nobody else sees the change.
  const mounted = spawnSync("mount", ["--bind", hosts, "/etc/hosts"], { encoding: "utf8" });
  if (mounted.status !== 0) throw new Error(`Could not name the server: ${mounted.stderr}`);
  return startDelayer();
}

async function nextLine({ stdout }: ChildProcessWithoutNullStreams): Promise<string> {
  for await (const line of createInterface({ input: stdout })) return line;
  return new Promise(() => {});
}
