import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { z } from "zod";
import { ownNamespace, whyNoDelay } from "../../bench/cold/rig/namespaces.ts";

const why = whyNoDelay();

const conversations = z.array(
  z.object({
    delay: z.number(),
    noDelay: z.boolean(),
    connected: z.number(),
    answered: z.number(),
    turns: z.number(),
    stalls: z.number(),
    connections: z.number(),
  }),
);

test.skipIf(why)(
  "packets are held for their time, and turns and stalls of a conversation counted",
  // The kernel acknowledges by itself what a busy machine is late to answer, which is a stall more.
  { retry: 2 },
  () => {
    const script = join(import.meta.dirname, "delayed.fixture.ts");
    const [command = "", ...flags] = ownNamespace();
    const { stdout, stderr } = spawnSync(command, [...flags, process.execPath, script], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const seen = conversations.parse(JSON.parse(stdout));
    for (const { delay, noDelay, connected, answered, turns, stalls, connections } of seen) {
      // A trip for the handshake, one for the answer, and one to be allowed to send the second byte.
      expect(connected).toBeGreaterThanOrEqual(delay);
      expect(answered).toBeGreaterThanOrEqual(delay * (noDelay ? 2 : 3));
      expect({ turns, connections }).toEqual({ turns: 2, connections: 1 });
      expect(stalls).toBe(noDelay ? 0 : 1);
    }
    expect(seen.map(({ delay }) => delay)).toEqual([0, 30, 90, 90]);
  },
);

test.runIf(why)("a machine that cannot hold packets says what is missing", () => {
  expect(why).toMatch(/is not installed|there is no|this account may not/);
});
