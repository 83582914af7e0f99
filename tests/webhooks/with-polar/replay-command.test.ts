import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { webhookEvents } from "#drizzle/tables.ts";
import { cleanEnvironment } from "#tests/build/process.ts";
import { projectFolder } from "#tests/build/sources.ts";
import { testDatabase } from "../../database.ts";
import { outcomeOf, sellIt, tenant, unsold } from "./tenant.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];
beforeEach(async () => {
  await db().delete(webhookEvents);
});

/** `npm run replay`, without npm. */
async function replay(...args: string[]): Promise<{ code: number; output: string }> {
  const env = { ...cleanEnvironment(projectFolder), DATABASE_URL: database.pooled };
  const run = promisify(execFile)(process.execPath, ["scripts/replay.ts", ...args], {
    cwd: projectFolder,
    env,
  });
  return run.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stdout, stderr }) => ({ code, output: stdout + stderr }),
  );
}

test("parked events can be replayed by command, which says what came of each", async () => {
  const { receive } = await tenant(db());
  const id = await receive(unsold);
  await receive();
  expect(await replay("--parked")).toMatchObject({
    code: 0,
    output: expect.stringMatching(
      /^parked +polar +subscription\.active +\S+ +unknown product\nReplayed: 1 parked\.\n$/,
    ),
  });
  await sellIt(db());
  expect(await replay("--parked", "--provider", "clerk")).toEqual({
    code: 0,
    output: "Nothing to replay.\n",
  });
  expect(await replay("--parked", "--provider", "polar")).toMatchObject({
    code: 0,
    output: expect.stringContaining("Replayed: 1 applied.\n"),
  });
  expect(await outcomeOf(db(), id)).toBe("applied");
});

test("one event can be replayed by command, and all that came since a moment", async () => {
  const { receive } = await tenant(db());
  const id = await receive();
  expect((await replay(id)).output).toContain("Replayed: 1 stale.");
  expect((await replay("--all", "--since", "10m")).output).toContain("Replayed: 1 stale.");
  await db()
    .update(webhookEvents)
    .set({ createdAt: new Date(Date.now() - 11 * 60_000) });
  expect((await replay("--all", "--since", "10m")).output).toBe("Nothing to replay.\n");
});

test("the command fails when an event failed, and shows nothing of its body", async () => {
  const { receive } = await tenant(db());
  await receive({ ...unsold, status: "refused" });
  await sellIt(db());
  await db().execute(
    sql`alter table subscriptions add constraint refusal check (provider_status <> 'refused')`,
  );
  onTestFinished(async () => {
    await db().execute(sql`alter table subscriptions drop constraint refusal`);
  });
  const { code, output } = await replay("--all");
  expect(code).toBe(1);
  expect(output).toContain("Replayed: 1 failed.");
  expect(output).toContain("database error 23514");
  expect(output).not.toContain("refused");
});

test.each([
  [[], "npm run replay -- --parked"],
  [["--all", "--parked"], "npm run replay -- --parked"],
  [["--everything"], "--everything"],
  [
    ["--all", "--since", "yesterday"],
    "--since must be a time ago such as 30m, 12h or 7d, or a date such as 2026-05-01, not yesterday.",
  ],
  [["--parked", "--since", "7d"], "--since requires --all."],
  [["--parked", "--provider", "paypal"], "--provider must be clerk or polar, not paypal."],
  [["msg_none"], "Event msg_none is not in the inbox."],
])("the command refuses %j and says why", async (args, message) => {
  const { code, output } = await replay(...args);
  expect(code).toBe(1);
  expect(output).toContain(message);
});
