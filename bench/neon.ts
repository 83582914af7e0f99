import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalNeon, startLocalNeon } from "#local/neon.ts";

/**
 * A local Neon of a bench, whose data goes when it is stopped or the process exits.
 * @param options `durable` is false for a bench that only reads: what it reads is then written faster.
 */
export async function startBenchNeon({
  durable = true,
} = {}): Promise<LocalNeon & AsyncDisposable> {
  await using started = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), "penning-bench-"));
  const removeData = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  process.once("exit", removeData);
  started.defer(() => {
    removeData();
    process.off("exit", removeData);
  });
  const neon = await startLocalNeon({ ports: "any", dataDir, durable });
  started.defer(neon.stop);
  if (!neon.pgbouncer) throw new Error("This bench needs PgBouncer: apt-get install pgbouncer");
  const running = started.move();
  return Object.assign(neon, { [Symbol.asyncDispose]: () => running.disposeAsync() });
}
