import { setTimeout as sleep } from "node:timers/promises";
import { DrizzleQueryError } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import { errorCode } from "#lib/db/errors.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sellEverything } from "#local/polar/story/catalogue.ts";
import { polarEvents, polarIds } from "#local/polar/story/events.ts";
import { polarModel } from "#local/polar/story/model.ts";
import { readPolarRows } from "#local/polar/story/rows.ts";
import type { StateStep, SubscriptionFacts } from "#local/polar/story/steps.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { deliveringTo } from "../delivering.ts";
import { newPolarCast } from "./cast.ts";

const database = testDatabase();
beforeAll(async () => {
  await sellEverything(database.on["postgres-js direct"]);
});

const subscription = (number: number): SubscriptionFacts => ({
  organization: 0,
  number,
  status: "active",
  plan: 1,
  changed: 1_000_000,
  period: { start: 0, end: 30 },
  willEnd: false,
  trialEnd: null,
  endedAt: null,
});

const state = (sent: number, willEnd: boolean): StateStep => ({
  kind: "state",
  organization: 0,
  active: [0, 1].map((number) => ({ ...subscription(number), changed: sent, willEnd })),
  sent,
});

test.each(drivers)(
  "on %s, a delivery that a deadlock throws out is done all the same",
  async (driver) => {
    const db = database.on["postgres-js direct"];
    const cast = await newPolarCast(db, { count: 1 });
    const events = polarEvents([state(1_000_000, false), state(2_000_000, true)], cast);
    const [first, second] = events;
    if (!first || !second) throw new Error("unreachable");
    await deliveringTo(db)(first);

    const [one, other] = [0, 1]
      .map((number) => polarIds.subscription(cast, subscription(number)))
      .toSorted();
    const rival = postgres(database.direct, { max: 1, onnotice() {} });
    const touch = (sql: postgres.TransactionSql, id = "") =>
      sql`update subscriptions set trial_end = trial_end where polar_subscription_id = ${id}`;
    const deadlocks = async () => {
      const [row] = await rival`select pg_stat_force_next_flush(), deadlocks::integer as count
      from pg_stat_database where datname = current_database()`;
      return Number(row?.count);
    };
    const before = await deadlocks();
    let delivered: Promise<unknown> = Promise.resolve();
    await rival.begin(async (sql) => {
      await touch(sql, other);
      delivered = deliveringTo(database.on[driver])(second);
      // Postgres throws out whoever has waited for a second first, so this one waits later.
      await sleep(300);
      await touch(sql, one);
    });
    expect(await delivered).toBe("applied");
    expect(await readPolarRows(db, cast.organizationIds)).toEqual(polarModel(events, cast));
    expect(await deadlocks()).toBe(before + 1);
    await rival.end();
  },
);

const refusal = (code: string) =>
  new DrizzleQueryError("select", [], Object.assign(new Error("refused"), { code }));

test.each(["40001", "40P01"])(
  "a statement that fails with %s is tried four times at the most",
  async (code) => {
    let tries = 0;
    const run = async () => {
      tries += 1;
      throw refusal(code);
    };
    const failure = await retryTransient(run).catch((error: unknown) => error);
    expect(errorCode(failure)).toBe(code);
    expect(tries).toBe(4);
  },
);

test("a statement that cannot go better next time is not tried again", async () => {
  let tries = 0;
  const run = async () => {
    tries += 1;
    throw refusal("22P02");
  };
  await expect(retryTransient(run)).rejects.toThrow();
  expect(tries).toBe(1);
});

test("the answer of the try that succeeds is the answer", async () => {
  let tries = 0;
  const run = async () => {
    tries += 1;
    if (tries < 3) throw refusal("40001");
    return "done";
  };
  expect(await retryTransient(run)).toBe("done");
});
