import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { webhookEvents } from "#drizzle/tables.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { removeOldEvents, retentionDays } from "#lib/webhooks/retention.ts";
import type { Outcome } from "#lib/webhooks/schema.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();
beforeEach(async () => {
  await database.on["postgres-js direct"].delete(webhookEvents);
});

const day = 24 * 60 * 60 * 1_000;

/** Events that came so many days ago. */
async function insert(count: number, days: number, outcome: Outcome = "applied") {
  const createdAt = new Date(Date.now() - days * day);
  await database.on["postgres-js direct"].insert(webhookEvents).values(
    Array.from({ length: count }, () => ({
      provider: "polar" as const,
      eventId: crypto.randomUUID(),
      type: "subscription.active",
      body: "{}",
      outcome,
      createdAt,
    })),
  );
}

const remaining = () => database.on["postgres-js direct"].$count(webhookEvents);

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("what is older than 90 days goes, and the rest stays", async () => {
    await insert(3, retentionDays + 0.01);
    await insert(2, retentionDays - 0.01);
    expect(await removeOldEvents(db())).toEqual({ removed: 3, parked: 0, isDone: true });
    expect(await remaining()).toBe(2);
    expect(await removeOldEvents(db())).toEqual({ removed: 0, parked: 0, isDone: true });
  });

  test("any number goes, a batch at a time, and parked events are counted", async () => {
    await insert(15, 100);
    await insert(8, 120, "parked");
    const result = await removeOldEvents(db(), { batchSize: 10 });
    expect(result).toEqual({ removed: 23, parked: 8, isDone: true });
    expect(await remaining()).toBe(0);
  });

  test("two runs at once share the work and count nothing twice", async () => {
    await insert(60, 100);
    const results = await Promise.all([1, 2].map(() => removeOldEvents(db(), { batchSize: 7 })));
    expect(results.reduce((sum, { removed }) => sum + removed, 0)).toBe(60);
    expect(await remaining()).toBe(0);
  });

  test("when time runs out the next run goes on", async () => {
    await insert(5, 100);
    expect(await removeOldEvents(db(), { budget: 0 })).toEqual({
      removed: 0,
      parked: 0,
      isDone: false,
    });
    expect(await remaining()).toBe(5);
  });
});

describe("the cron", () => {
  const secret = "a secret that only the cron knows";
  beforeEach(() => {
    const urls = { DATABASE_URL: database.pooled, DATABASE_URL_READ: database.read };
    for (const [name, value] of Object.entries({
      ...allLocalSecrets,
      ...urls,
      CRON_SECRET: secret,
    })) {
      vi.stubEnv(name, value);
    }
    for (const level of ["log", "warn"] as const) {
      vi.spyOn(console, level).mockImplementation(() => {});
    }
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    vi.resetModules();
  });

  async function call(authorization?: string): Promise<Response> {
    const { GET } = await import("#app/api/cron/route.ts");
    const headers: HeadersInit = authorization === undefined ? {} : { authorization };
    return GET(new Request("http://localhost/api/cron?job=inbox", { headers }));
  }

  test("removes what is old, and says so", async () => {
    await insert(2, 100);
    const response = await call(`Bearer ${secret}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      jobs: { inbox: { removed: 2, parked: 0, isDone: true } },
    });
    expect(console.warn).not.toHaveBeenCalled();
  });

  test("raises an alert when events go that were never applied", async () => {
    await insert(2, 100, "parked");
    await call(`Bearer ${secret}`);
    const line: unknown = JSON.parse(String(vi.mocked(console.warn).mock.calls[0]?.[0]));
    expect(line).toMatchObject({ event: "alert", kind: "parked events removed", count: 2 });
  });

  test.each([undefined, "", "Bearer ", "Bearer wrong", secret, `Basic ${secret}`])(
    "does nothing for who sends %j",
    async (authorization) => {
      await insert(1, 100);
      expect((await call(authorization)).status).toBe(401);
      expect(await remaining()).toBe(1);
    },
  );

  test("does nothing without a secret, not even for who sends none", async () => {
    vi.stubEnv("CRON_SECRET", "");
    await insert(1, 100);
    for (const authorization of [undefined, "Bearer ", "Bearer undefined"]) {
      expect((await call(authorization)).status).toBe(500);
    }
    expect(await remaining()).toBe(1);
  });
});
