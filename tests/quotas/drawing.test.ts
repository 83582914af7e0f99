import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { lastingLimits, rateLimits } from "#drizzle/tables.ts";
import { rows } from "#lib/db/database.ts";
import { draw } from "#lib/quotas/draw.ts";
import { type Draw, drawing } from "#lib/quotas/drawing.ts";
import { forget } from "#lib/quotas/forget.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();

/** Somebody who may do a thing so often within so many seconds. */
const may = (quota: number, window = 3_600, purpose = "test"): Draw => ({
  purpose,
  quota,
  window,
  of: sql`${crypto.randomUUID()}::text`,
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const times = async (count: number, draws: Draw[]) => {
    const all = [];
    for (let n = 0; n < count; n++) all.push(await draw(db(), draws));
    return all;
  };

  test("a quota can be used up at once, and is refused from then on, with when to come again", async () => {
    const quota = may(3);
    const answers = await times(5, [quota]);
    expect(answers.map(({ isWithin }) => isWithin)).toEqual([true, true, true, false, false]);
    expect(answers.at(0)).toEqual({ isWithin: true, retryAfter: 0, refused: null });
    expect(answers.at(-1)?.refused).toBe(quota);
    expect(answers.at(-1)?.retryAfter).toBeGreaterThan(1_190);
    expect(answers.at(-1)?.retryAfter).toBeLessThanOrEqual(1_200);
  });

  test("it comes back evenly over its window", async () => {
    const quota = may(2);
    await times(2, [quota]);
    await db().execute(
      sql`update ${lastingLimits} set full_at = full_at - interval '1800 seconds'`,
    );
    const answers = await times(2, [quota]);
    expect(answers.map(({ isWithin }) => isWithin)).toEqual([true, false]);
  });

  test("of several quotas all are drawn on, or none", async () => {
    const [scarce, ample] = [may(1), may(3)];
    expect((await draw(db(), [scarce, ample])).isWithin).toBe(true);
    const refused = await times(5, [ample, scarce]);
    expect(refused.map(({ isWithin }) => isWithin)).toEqual(Array(5).fill(false));
    expect(refused.map((drawn) => drawn.refused)).toEqual(Array(5).fill(scarce));
    const left = await times(3, [ample]);
    expect(left.map(({ isWithin }) => isWithin)).toEqual([true, true, false]);
  });

  test("of many at once as many pass as are left, however they name the quotas", async () => {
    const [first, second, third] = [may(7), may(9, 60), may(8)];
    const orders = [
      [first, second, third],
      [third, second, first],
      [second, first, third],
    ];
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) => draw(db(), orders[index % 3] ?? [])),
    );
    expect(answers.filter(({ isWithin }) => isWithin)).toHaveLength(7);
    expect((await times(2, [third])).map(({ isWithin }) => isWithin)).toEqual([true, false]);
  });

  test("each purpose counts for itself, and so does everybody", async () => {
    const mail = may(1);
    const other = { ...mail, purpose: "another" };
    expect(await times(2, [mail])).toMatchObject([{ isWithin: true }, { isWithin: false }]);
    expect(await times(2, [other])).toMatchObject([{ isWithin: true }, { isWithin: false }]);
    expect((await draw(db(), [{ ...mail, of: may(1).of }])).isWithin).toBe(true);
  });

  test("nobody's quota counts nothing", async () => {
    const answers = await times(3, [{ ...may(1), of: sql`null::text` }]);
    expect(answers).toEqual(Array(3).fill({ isWithin: true, retryAfter: 0, refused: null }));
    expect((await draw(db(), [])).isWithin).toBe(true);
  });

  test("the same quota twice in one draw is drawn on once", async () => {
    const quota = may(2);
    const answers = await times(3, [quota, quota]);
    expect(answers.map(({ isWithin }) => isWithin)).toEqual([true, true, false]);
  });

  test("an act draws in its own statement, and only when it says so", async () => {
    const quota = may(1);
    const act = (outcome: string) => sql`
      with verdict as materialized (select ${outcome}::text as outcome, 7 as id),
      drawn as materialized (${drawing([quota], sql`verdict where outcome = 'done'`)}),
      done as materialized (select id from verdict where (select is_within from drawn))
      select count(*)::integer as done from done`;
    const outcomes = [];
    for (const outcome of ["refused", "done", "done"]) {
      outcomes.push(...(await rows(db(), act(outcome), ({ done }) => done)));
    }
    expect(outcomes).toEqual([0, 1, 0]);
  });

  test("an act that fails has drawn nothing", async () => {
    const quota = may(1);
    const failing = sql`with drawn as materialized (${drawing([quota])})
      select 1 / (case when is_within then 0 else 1 end) from drawn`;
    await expect(Promise.resolve(db().execute(failing))).rejects.toThrow();
    expect((await draw(db(), [quota])).isWithin).toBe(true);
  });

  test("what is given back can be drawn again, and nobody else's is", async () => {
    const [given, kept] = [may(1), may(1, 60)];
    await draw(db(), [given, kept]);
    await forget(db(), [given]);
    expect((await draw(db(), [given])).isWithin).toBe(true);
    expect((await draw(db(), [kept])).isWithin).toBe(false);
    await forget(db(), [kept]);
    expect((await draw(db(), [kept])).isWithin).toBe(true);
  });

  test("an address that is private stands in no table", async () => {
    const address = `${crypto.randomUUID()}@acme.test`;
    const quota = { ...may(1), of: sql`${address}::text`, isPrivate: true };
    expect(await times(2, [quota])).toMatchObject([{ isWithin: true }, { isWithin: false }]);
    const kept = await db().select().from(lastingLimits);
    expect(JSON.stringify(kept)).not.toContain(address);
  });

  test("a long window is counted where a crash forgets nothing, a short one where it costs nothing", async () => {
    const [long, short] = [may(1, 601, "long"), may(1, 600, "short")];
    await draw(db(), [long, short]);
    const persistence = sql`select relname, relpersistence::text from pg_class
      where relname in ('lasting_limits', 'rate_limits') order by 1`;
    expect(await rows(db(), persistence, Object.values)).toEqual([
      ["lasting_limits", "p"],
      ["rate_limits", "u"],
    ]);
    const purposes = async (table: typeof lastingLimits | typeof rateLimits) =>
      (await db().select({ bucket: table.bucket }).from(table)).map(
        ({ bucket }) => bucket.split(":")[0],
      );
    expect(await purposes(lastingLimits)).toContain("long");
    expect(await purposes(lastingLimits)).not.toContain("short");
    expect(await purposes(rateLimits)).toContain("short");
  });
});
