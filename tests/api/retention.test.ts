import { describe, expect, test } from "vitest";
import { idempotencyKeys, lastingLimits, rateLimits } from "#drizzle/tables.ts";
import { removeExpired, replayHours } from "#lib/api/retention.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();

const hour = 3_600_000;
const kept = (hours: number) => ({
  id: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("hex"),
  fingerprint: "f",
  result: [],
  createdAt: new Date(Date.now() - hours * hour),
});
const bucket = (seconds: number) => ({
  bucket: crypto.randomUUID(),
  fullAt: new Date(Date.now() + seconds * 1_000),
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("answers older than a day go, and counts that are at an end; the rest stays", async () => {
    await db().delete(idempotencyKeys);
    await db().delete(rateLimits);
    await db().delete(lastingLimits);
    const young = kept(replayHours - 0.01);
    const counting = bucket(30);
    await db()
      .insert(idempotencyKeys)
      .values([kept(replayHours + 0.01), young, kept(100)]);
    await db()
      .insert(rateLimits)
      .values([bucket(-1), counting]);
    await db()
      .insert(lastingLimits)
      .values([bucket(-1), counting]);
    expect(await removeExpired(db())).toEqual({ answers: 2, limits: 2 });
    expect(await db().select({ id: idempotencyKeys.id }).from(idempotencyKeys)).toEqual([
      { id: young.id },
    ]);
    for (const table of [rateLimits, lastingLimits]) {
      expect(await db().select({ bucket: table.bucket }).from(table)).toEqual([
        { bucket: counting.bucket },
      ]);
    }
    expect(await removeExpired(db())).toEqual({ answers: 0, limits: 0 });
  });
});
