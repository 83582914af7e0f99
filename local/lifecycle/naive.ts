import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { plans, subscriptions } from "#lib/billing/schema.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { user } from "#lib/identity/schema.ts";
import { organizations } from "#lib/organizations/schema.ts";

/** What the naive way keeps of a Clerk user. */
interface NaiveUser {
  type: string;
  timestamp: number;
  data: {
    id: string;
    first_name?: string | null;
    email_addresses?: { email_address: string }[];
  };
}

/** What the naive way keeps of a Polar subscription. */
interface NaiveSubscription {
  timestamp: string;
  data: {
    id: string;
    created_at: string;
    modified_at: string | null;
    status: string;
    product_id: string;
    current_period_end: string | null;
    customer: { external_id: string };
  };
}

/**
 * The way that most receivers sync, as the control of tests and bench: UPDATE with a guard; if that
 * changed nothing, SELECT; if there is nothing, INSERT that does nothing on conflict. Do not use it.
 */
export async function naiveUser(db: Database, { type, timestamp, data }: NaiveUser): Promise<void> {
  const at = new Date(timestamp).toISOString();
  if (type === "user.deleted") {
    await db.execute(sql`delete from ${user} where id = ${data.id}`);
    return;
  }
  const values = {
    first_name: sql`${data.first_name ?? null}::text`,
    email: sql`${data.email_addresses?.[0]?.email_address ?? null}::text`,
    event_at: sql`${at}::timestamptz`,
  };
  await guardedUpdateOrInsert(db, user, "id", data.id, "event_at", at, {
    ...values,
    provider: sql`'clerk'`,
  });
}

/** As `naiveUser`, for subscriptions. */
export async function naiveSubscription(db: Database, event: NaiveSubscription): Promise<void> {
  const { data } = event;
  const at = data.modified_at ?? data.created_at;
  await guardedUpdateOrInsert(
    db,
    subscriptions,
    "polar_subscription_id",
    data.id,
    "polar_event_at",
    at,
    {
      organization_id: sql`(select id from ${organizations} where id = ${data.customer.external_id}::uuid)`,
      plan_id: sql`(select id from ${plans} where polar_product_id = ${data.product_id})`,
      status: sql`${naiveStatus(data.status)}::text`,
      provider_status: sql`${data.status}::text`,
      current_period_end: sql`${data.current_period_end}::timestamptz`,
      polar_event_at: sql`${at}::timestamptz`,
    },
  );
}

const naiveStatus = (status: string) =>
  ["trialing", "active", "past_due", "canceled"].includes(status) ? status : "inactive";

async function guardedUpdateOrInsert(
  db: Database,
  table: PgTable,
  key: string,
  id: string,
  clock: string,
  at: string,
  values: Record<string, SQL>,
): Promise<void> {
  const row = sql`${sql.identifier(key)} = ${id}`;
  const changes = sql.join(
    Object.entries(values).map(([name, value]) => sql`${sql.identifier(name)} = ${value}`),
    sql`, `,
  );
  const updated = await rows(
    db,
    sql`update ${table} set ${changes}
      where ${row} and ${sql.identifier(clock)} < ${at}::timestamptz returning 1 as found`,
    () => true,
  );
  if (updated.length > 0) return;
  const known = await rows(db, sql`select 1 as found from ${table} where ${row}`, () => true);
  if (known.length > 0) return;
  const names = sql.join(
    Object.keys(values).map((name) => sql.identifier(name)),
    sql`, `,
  );
  await db.execute(sql`
    insert into ${table} (${sql.identifier(key)}, ${names})
    values (${id}, ${sql.join(Object.values(values), sql`, `)})
    on conflict do nothing`);
}
