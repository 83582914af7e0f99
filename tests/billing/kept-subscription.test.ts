import { setTimeout as sleep } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/pg-core";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  organizations,
  polarCustomers,
  subscriptions,
  subscriptionTerms,
} from "#drizzle/tables.ts";
import { mendCurrentSubscriptions, wrongCurrentSubscriptions } from "#lib/billing/mend-current.ts";
import { rows } from "#lib/db/database.ts";
import { postgresClient } from "#lib/db/node.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];
const wrong = () => wrongCurrentSubscriptions(db());

async function newOrganization(): Promise<string> {
  const slug = crypto.randomUUID();
  const [made] = await db().insert(organizations).values({ slug, name: "A" }).returning();
  return made?.id ?? "";
}

const planNamed = (slug: string) => sql`(select id from plans where slug = ${slug})`;

/** An organization with a subscription, its terms and its customer, all of which Polar calls the same. */
async function subscribed(): Promise<{ organizationId: string; polarId: string }> {
  const organizationId = await newOrganization();
  const polarId = crypto.randomUUID();
  await db()
    .insert(subscriptions)
    .values({
      organizationId,
      planId: planNamed("pro"),
      status: "active",
      polarSubscriptionId: polarId,
      polarCustomerId: polarId,
      eventRank: 5,
    });
  await db()
    .insert(subscriptionTerms)
    .values({ organizationId, polarSubscriptionId: polarId, interval: "day" });
  await db()
    .insert(polarCustomers)
    .values({ organizationId, polarCustomerId: polarId, activeSubscriptions: [] });
  return { organizationId, polarId };
}

const kept = async (organizationId: string) => {
  const [row] = await rows(
    db(),
    sql`select plans.slug as plan, status, live_subscriptions as live, pending_seats as seats
      from current_subscriptions as kept join plans on plans.id = kept.plan_id
      where organization_id = ${organizationId}`,
    (found) => found,
  );
  return row;
};

const otherValues: Record<string, SQL> = {
  status: sql`'canceled'`,
  plan_id: planNamed("scale"),
  interval: sql`'week'`,
  text: sql`'other'`,
  uuid: sql`gen_random_uuid()`,
  boolean: sql`true`,
  integer: sql`7`,
  bigint: sql`7`,
  "text[]": sql`'{other}'`,
  "timestamp with time zone": sql`'2026-05-01'`,
};

const columns = [subscriptions, subscriptionTerms, polarCustomers].flatMap((table) => {
  const { name, columns } = getTableConfig(table);
  return columns.map((column) => [name, column.name, column.getSQLType()] as const);
});

test.each(columns)("a change of %s.%s alone is kept", async (table, column, type) => {
  const { polarId } = await subscribed();
  const organizationId = sql`${await newOrganization()}::uuid`;
  const value =
    column === "organization_id" ? organizationId : (otherValues[column] ?? otherValues[type]);
  if (!value) throw new Error(`No other value for ${type}`);
  const key = table === "polar_customers" ? "polar_customer_id" : "polar_subscription_id";
  await db().execute(sql`update ${sql.identifier(table)}
    set ${sql.identifier(column)} = ${value} where ${sql.identifier(key)} = ${polarId}`);
  expect(await wrong()).toEqual([]);
});

describe("of two transactions that overlap, the later one sees what the earlier one wrote", () => {
  let clients: postgres.Sql[];
  beforeAll(() => {
    clients = [postgresClient(database.direct), postgresClient(database.direct)];
  });
  afterAll(() => Promise.all(clients.map((client) => client.end())));

  /** Runs the second statement while the first one is done and not committed. */
  async function overlap(first: string, second: string): Promise<void> {
    const [one, two] = clients;
    if (!one || !two) throw new Error("No clients");
    let later: Promise<unknown> | undefined;
    await one.begin(async (transaction) => {
      await transaction.unsafe(first);
      later = two.unsafe(second).execute();
      await sleep(100);
    });
    await later;
  }

  const subscription = (organizationId: string, id: string, customer: string) => `
    insert into subscriptions (organization_id, plan_id, status, polar_subscription_id, polar_customer_id)
    select '${organizationId}', id, 'active', '${id}', '${customer}' from plans where slug = 'pro'`;
  const state = (organizationId: string, customer: string) => `
    insert into polar_customers (organization_id, polar_customer_id, active_subscriptions, event_at)
    values ('${organizationId}', '${customer}', '{}', '2026-05-01')`;

  test("two subscriptions of one organization", async () => {
    const organization = await newOrganization();
    const [a, b] = [crypto.randomUUID(), crypto.randomUUID()];
    await overlap(subscription(organization, a, a), subscription(organization, b, b));
    expect(await kept(organization)).toMatchObject({ plan: "pro", live: 2 });
    expect(await wrong()).toEqual([]);
  });

  test.each([["the state first"], ["the subscription first"]])(
    "the state of a new customer and a subscription for another organization, %s",
    async (order) => {
      const [payer, organization] = [await newOrganization(), await newOrganization()];
      const customer = crypto.randomUUID();
      const statements = [
        state(payer, customer),
        subscription(organization, customer, customer),
      ] as const;
      if (order === "the state first") await overlap(statements[0], statements[1]);
      else await overlap(statements[1], statements[0]);
      expect(await kept(organization)).toMatchObject({ plan: "free", status: "inactive", live: 0 });
      expect(await wrong()).toEqual([]);
    },
  );

  test("a subscription and its terms", async () => {
    const organization = await newOrganization();
    const id = crypto.randomUUID();
    await overlap(
      subscription(organization, id, id),
      `insert into subscription_terms (organization_id, polar_subscription_id, pending_seats)
        values ('${organization}', '${id}', 9)`,
    );
    expect(await kept(organization)).toMatchObject({ plan: "pro", seats: 9 });
    expect(await wrong()).toEqual([]);
  });
});

test("an organization that is made together with its subscription is on its plan", async () => {
  const id = crypto.randomUUID();
  await db().execute(sql`
    with subscription as (
      insert into subscriptions (organization_id, plan_id, status)
      values (${id}, ${planNamed("scale")}, 'active')
    )
    insert into organizations (id, slug, name) values (${id}, ${id}, 'A')`);
  expect(await kept(id)).toMatchObject({ plan: "scale", live: 1 });
});

test("when another plan becomes the free one, it is that of all who have no subscription", async () => {
  const [idle, paying] = [await newOrganization(), (await subscribed()).organizationId];
  await db().execute(sql`update plans set slug = 'basic' where slug = 'free'`);
  await db().execute(sql`insert into plans (slug, name) values ('free', 'Free')`);
  expect(await kept(idle)).toMatchObject({ plan: "free" });
  expect(await kept(paying)).toMatchObject({ plan: "pro" });
  expect(await wrong()).toEqual([]);
});

test.each(drivers)("a row that is missing or wrong is found and mended on %s", async (driver) => {
  const broken = [(await subscribed()).organizationId, await newOrganization()];
  await db().execute(sql`
    update current_subscriptions set plan_id = ${planNamed("scale")}, pending_seats = 3
    where organization_id = ${broken[0]}`);
  await db().execute(sql`delete from current_subscriptions where organization_id = ${broken[1]}`);
  expect(await wrong()).toEqual(broken.toSorted());
  const mended = await mendCurrentSubscriptions(database.on[driver], { batch: 3 });
  expect(mended).toEqual({ mended: 2, isComplete: true });
  expect(await wrong()).toEqual([]);
  expect(await mendCurrentSubscriptions(db())).toEqual({ mended: 0, isComplete: true });
});
