import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { organizations, reconcileMisses, reconcileRuns, reconcileSeen } from "#drizzle/tables.ts";
import { applyEffect } from "#lib/webhooks/apply.ts";
import { keepMisses, missedBefore, unseenRows } from "#lib/webhooks/reconcile/misses.ts";
import type { Resource } from "#lib/webhooks/reconcile/resource.ts";
import {
  advanceRun,
  beginRun,
  finishRun,
  forgetOldRuns,
  stoppedResources,
} from "#lib/webhooks/reconcile/runs.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();

const users: Resource = {
  provider: "clerk",
  name: "users",
  page: async () => ({ seen: [], items: [], failed: [], next: null }),
};

describe.each(drivers)("reconciling on %s", (driver) => {
  const db = () => database.on[driver];
  const begin = () => beginRun(db(), "clerk", "users", null);

  beforeEach(async () => {
    await db().delete(reconcileRuns);
    await db().delete(reconcileMisses);
  });

  test("goes on where it was stopped, with what it had seen", async () => {
    const run = await begin();
    run.cursor = "page 2";
    run.counts = { seen: 2 };
    await advanceRun(db(), run, ["a", 'b"\\']);
    expect(await stoppedResources(db(), "clerk", null)).toEqual(["users"]);
    const again = await begin();
    expect(again).toEqual({ ...run, seen: new Set(["a", 'b"\\']) });
    expect(again.startedAt).toBeInstanceOf(Date);
  });

  test("forgets what it saw at its end, and itself after 90 days", async () => {
    const run = await begin();
    await advanceRun(db(), run, ["a"]);
    await finishRun(db(), { ...run, counts: { seen: 1 } });
    expect(await db().$count(reconcileSeen)).toBe(0);
    expect(await stoppedResources(db(), "clerk", null)).toEqual([]);
    await forgetOldRuns(db());
    const [kept] = await db().select().from(reconcileRuns);
    expect(kept).toMatchObject({ id: run.id, counts: { seen: 1 } });
    await db().update(reconcileRuns).set({ createdAt: sql`now() - interval '91 days'` });
    await forgetOldRuns(db());
    expect(await db().$count(reconcileRuns)).toBe(0);
  });

  test("tells what it did not see, and which of that an earlier run missed too", async () => {
    const [first, second] = [await begin(), { ...(await begin()), id: crypto.randomUUID() }];
    first.seen.add("a");
    const unseen = await unseenRows(
      db(),
      {
        find: async () => null,
        end: async () => ({}),
        known: (before) => sql`select id, jsonb_build_object('at', ${before}) as details
          from (values ('a'), ('b')) as known (id)`,
      },
      first,
    );
    expect(unseen).toMatchObject({ known: 2, missing: [{ id: "b", details: {} }] });

    await keepMisses(db(), users, first, ["b", "c"]);
    expect(await missedBefore(db(), users, first)).toEqual(new Set());
    expect(await missedBefore(db(), users, second)).toEqual(new Set(["b", "c"]));
    await keepMisses(db(), users, second, ["c"]);
    const left = await db().select({ id: reconcileMisses.entityId }).from(reconcileMisses);
    expect(left).toEqual([{ id: "c" }]);
  });

  test("does an effect and says what came of it", async () => {
    const slug = crypto.randomUUID();
    const insert = sql`written as (
      insert into organizations (slug, name) select ${slug}, 'A' from fresh returning 1),`;
    const done = await applyEffect(db(), {
      ctes: insert,
      applied: sql`exists (select from written)`,
    });
    expect(done).toEqual({ outcome: "applied", reason: null, notice: null });
    expect(await db().$count(organizations, eq(organizations.slug, slug))).toBe(1);
    expect(await applyEffect(db(), { parked: sql`'waits'::text` })).toMatchObject({
      outcome: "parked",
      reason: "waits",
    });
  });
});
