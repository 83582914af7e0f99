import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { insideNamespace, ownNamespace, whyNoDelay } from "../../bench/cold/rig/namespaces.ts";

/** Trips of the first query of a process, of a later one, and of a transaction with one statement. */
test.skipIf(whyNoDelay())(
  "a cold read takes three trips and a cold write seven, or six with direct TLS; then each takes one",
  () => {
    const [command = "", ...flags] = ownNamespace();
    const script = join(import.meta.dirname, "trips.fixture.ts");
    const { stdout, stderr } = spawnSync(command, [...flags, process.execPath, script], {
      encoding: "utf8",
      env: { ...process.env, ...insideNamespace },
    });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({
      "neon-http": [3, 1, 1],
      "postgres-js-tuned": [7, 1, 3],
      "postgres-js-unpooled": [7, 1, 3],
      "postgres-js-direct-tls": [6, 1, 3],
      // What people do today, to see that the count tells one from another.
      "postgres-js": [10, 1, 4],
      pg: [7, 1, 3],
    });
  },
);
