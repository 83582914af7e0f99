import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { seed } from "#drizzle/seed.ts";
import { rows } from "#lib/db/database.ts";
import { polarEffect } from "#lib/polar/effect.ts";
import { applyEffect } from "#lib/webhooks/apply.ts";
import { getOverview } from "#lib/workspace/reads/overview.ts";
import { demoUsers } from "#local/demo.ts";
import { recall } from "#local/polar/recall.ts";
import { createStore } from "#local/polar/store.ts";
import { createDatabase, testDatabase } from "../database.ts";

const now = new Date("2026-03-18T14:25:00Z");
const tables = [
  ...["user", "organizations", "organization_slugs", "memberships", "invitations", "audit_events"],
  ...["subscriptions", "credit_packs", "api_usage", "usage_hours", "webhook_events"],
  ...["companies", "contacts", "deals", "activities", "subscribers", "lists", "list_subscriptions"],
  ...["campaigns", "campaign_sends", "user_profiles", "token_usage", "prompt_logs"],
];

const filled = testDatabase();
beforeAll(async () => {
  await seed(filled.direct, now);
});

const ask = (statement: ReturnType<typeof sql>, of = filled) =>
  rows(of.on["postgres-js direct"], statement, (row) => row);

/** A sum over each table, of everything that is not the moment or the id that Postgres gave. */
async function fingerprint(of = filled): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of tables) {
    const isGiven = table === "subscriptions" || table === "usage_hours" ? "{id}" : "{}";
    const [sum] = await ask(
      sql`select count(*)::int as count, md5(string_agg(line, ',' order by line)) as sum from (
        select (to_jsonb(it) - ${isGiven}::text[] - 'plan_id')::text as line
        from ${sql.identifier(table)} as it
      ) as lines`,
      of,
    );
    found[table] = sum;
  }
  return found;
}

describe("the demo data", () => {
  test("is the same on every machine, for the same moment", async () => {
    const other = await createDatabase();
    try {
      await seed(other.direct, now);
      expect(await fingerprint(other)).toEqual(await fingerprint());
    } finally {
      await other.drop();
    }
  });

  test("is filled in once", async () => {
    const first = await fingerprint();
    await seed(filled.direct, new Date(now.getTime() + 86_400_000));
    expect(await fingerprint()).toEqual(first);
  });

  test("fills every table that it is there for", async () => {
    for (const [table, sum] of Object.entries(await fingerprint())) {
      expect(sum, table).toMatchObject({ count: expect.toSatisfy((count) => count > 0) });
    }
  });

  test("is not for a database on another machine", async () => {
    await expect(seed("postgres://user:secret@db.example.test/app")).rejects.toThrow(
      "db.example.test is not",
    );
  });

  test("names nobody outside .test", async () => {
    const found = await ask(sql`
      select email from "user" union select email from invitations union select email from contacts
      union select email from subscribers union select domain from companies`);
    expect(found.length).toBeGreaterThan(400);
    expect(found.filter(({ email }) => !/(\.|@)test$/.test(String(email)))).toEqual([]);
  });

  test("has dozens of people in three organizations, each with an owner and within its seats", async () => {
    const found = await ask(sql`
      select organizations.slug,
        (count(*) filter (where memberships.deleted_at is null))::int as members,
        bool_or(role = 'owner' and memberships.deleted_at is null) as owned,
        coalesce(count(*) filter (where memberships.deleted_at is null) < min(plans.seats), true) as fits
      from organizations
      join memberships on memberships.organization_id = organizations.id
      join current_subscriptions on current_subscriptions.organization_id = organizations.id
      join plans on plans.id = current_subscriptions.plan_id
      group by 1 order by 1`);
    expect(found).toEqual([
      { slug: "acme", members: 15, owned: true, fits: true },
      { slug: "globex", members: 2, owned: true, fits: true },
      { slug: "initech", members: 62, owned: true, fits: true },
    ]);
  });

  test("knows the four accounts by their role", async () => {
    const found = await ask(sql`
      select "user".id, email, "user".name, organizations.slug as organization, role
      from "user" join memberships on user_id = "user".id
      join organizations on organizations.id = organization_id
      where "user".id in ('demo_owner', 'demo_admin', 'demo_member', 'demo_outsider')
        and organizations.slug <> 'initech'`);
    expect(found).toEqual(expect.arrayContaining([...demoUsers]));
    expect(found).toHaveLength(demoUsers.length);
  });

  test("seals each hour with the sum of its rows, and no hour that a balance still counts", async () => {
    const found = await ask(sql`
      with summed as (
        select organization_id, date_trunc('hour', created_at, 'UTC') as hour,
          sum(credits_used)::bigint as credits_used, count(*)::int as calls
        from api_usage group by 1, 2
      )
      select organization_id, hour from summed full join usage_hours using (organization_id, hour)
      where summed.credits_used is distinct from usage_hours.credits_used
          and hour < '2026-03-17 14:00:00Z'
        or usage_hours.calls <> summed.calls
        or hour >= '2026-03-17 14:00:00Z' and usage_hours.hour is not null`);
    expect(found).toEqual([]);
  });

  test("tells a history in which nothing happens before its cause, or in the future", async () => {
    const found = await ask(sql`
      select audit_events.action, audit_events.created_at from audit_events
      join organizations on organizations.id = audit_events.organization_id
      left join memberships on memberships.organization_id = audit_events.organization_id
        and memberships.user_id = audit_events.actor_id
      where audit_events.created_at < organizations.created_at
        or audit_events.created_at > ${now.toISOString()}::timestamptz
        or memberships.created_at is null
        or audit_events.created_at < memberships.created_at
        or audit_events.created_at > memberships.deleted_at`);
    expect(found).toEqual([]);
  });

  test("ends in the roles and people that its history tells", async () => {
    const found = await ask(sql`
      select user_id, role from memberships
      where not exists (
        select from audit_events where organization_id = memberships.organization_id
          and (
            action in ('member.joined', 'member.role_changed') and target_id = user_id
              and coalesce(metadata ->> 'to', metadata ->> 'role') = memberships.role
            or action = 'organization.created' and actor_id = user_id and role = 'owner'
          )
      ) or (deleted_at is not null) <> exists (
        select from audit_events where organization_id = memberships.organization_id
          and action in ('member.left', 'member.removed') and target_id = user_id
      )`);
    expect(found).toEqual([]);
  });

  test("has no id that an address of the app would not take", async () => {
    const columns = await ask(sql`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'id' and data_type = 'uuid'`);
    for (const { name } of columns) {
      const found = await ask(sql`select id::text from ${sql.identifier(String(name))}`);
      for (const { id } of found)
        expect(z.uuid().safeParse(id).success, `${name} ${id}`).toBe(true);
    }
  });

  test("has a parked delivery, and the others applied", async () => {
    const found = await ask(sql`
      select outcome, reason, count(*)::int as count from webhook_events group by 1, 2 order by 1, 2`);
    expect(found).toEqual([
      { outcome: "applied", reason: null, count: 14 },
      { outcome: "parked", reason: "unknown product", count: 1 },
    ]);
  });
});

test("the Polar stand-in knows the subscriptions and the orders of the demo", async () => {
  const store = createStore({ url: "http://127.0.0.1:1", secret: "" });
  await recall(filled.on["postgres-js direct"], store);
  const statuses = [...store.subscriptions.values()].map(({ product, status }) => [
    product.name,
    status,
  ]);
  expect(statuses.toSorted()).toEqual([
    ["Pro", "active"],
    ["Scale", "active"],
  ]);
  const money = () =>
    ask(sql`
    select polar_order_id as id, description, total_amount::int as total, orders.status,
      orders.event_at::text, ordered_at::text, credits, refunded_credits, expires_at::text
    from orders left join credit_grants using (polar_order_id) order by 1`);
  const listed = await money();
  expect(listed).toHaveLength(9);
  const db = filled.on["postgres-js direct"];
  for (const { id, description, total } of listed) {
    const data = store.orders.get(String(id));
    expect(data).toMatchObject({
      description,
      total_amount: total,
      product: { name: description },
    });
    expect(data?.customer.external_id).toBe(data?.metadata.organizationId);
    // Told of it again, the app finds nothing new.
    const envelope = { type: "order.updated", timestamp: store.now(), data };
    const body = JSON.stringify(envelope);
    await applyEffect(db, await polarEffect({ type: envelope.type, body }, envelope));
  }
  expect(await money()).toEqual(listed);
});

test("the demo's organizations are within their credits, today", async () => {
  const today = await createDatabase();
  try {
    await seed(today.direct);
    for (const [slug, userId, plan] of [
      ["acme", "demo_owner", "Pro"],
      ["globex", "demo_outsider", "Free"],
      ["initech", "demo_owner", "Scale"],
    ] as const) {
      const overview = await getOverview(today.on["neon-http"], { slug, userId });
      expect(overview?.plan.name).toBe(plan);
      expect(overview?.credits.used).toBeGreaterThan(0);
      expect(overview?.credits.left).toBeGreaterThan(0);
    }
  } finally {
    await today.drop();
  }
});
