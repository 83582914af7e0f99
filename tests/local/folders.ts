import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/**
 * A folder of the running test, removed after it. It has mode 700 and belongs to the user who runs
 * the tests, so to root it is what a checkout below /root is: closed to Postgres' account.
 */
export function closedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "penning "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
