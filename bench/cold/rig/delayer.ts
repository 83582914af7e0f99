import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { delayerFile, ended } from "./namespaces.ts";

/** What the delayer saw of the conversations since the last reset. */
export interface WireCounts {
  /** How often the client spoke after it had been answered. */
  turns: number;
  /** How often it held back data until a bare acknowledgement came (Nagle's algorithm). */
  stalls: number;
  connections: number;
}

/** The small program between the client's network namespace and the server's. */
export interface Delayer {
  /** Of the process that is in the server's namespace. */
  pid: number;
  /** Milliseconds of a round trip, from now on. */
  setDelay(roundTrip: number): Promise<void>;
  reset(): Promise<void>;
  counts(): Promise<WireCounts>;
  stop(): Promise<void>;
}

const ready = z.object({ ready: z.number() });
const wireCounts = z.object({ turns: z.number(), stalls: z.number(), connections: z.number() });

/**
 * Starts it in the namespace of this process, which becomes the client's.
 * @throws Error when it may not make devices and namespaces.
 */
export async function startDelayer(): Promise<Delayer> {
  const child = spawn("python3", [delayerFile], { stdio: ["pipe", "pipe", "pipe"] });
  const childEnded = ended(child);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<unknown> => {
    const { value, done } = await answers.next();
    if (done) throw new Error(`The delayer ended: ${child.stderr.read() ?? ""}`);
    return JSON.parse(value);
  };
  const ask = (line: string): Promise<unknown> => {
    child.stdin.write(`${line}\n`);
    return answer();
  };
  const { ready: pid } = ready.parse(await answer());
  return {
    pid,
    setDelay: async (roundTrip) => void (await ask(`delay ${roundTrip}`)),
    reset: async () => void (await ask("reset")),
    counts: async () => wireCounts.parse(await ask("counts")),
    async stop() {
      child.stdin.end();
      await childEnded;
    },
  };
}
