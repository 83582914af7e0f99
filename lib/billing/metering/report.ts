import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import type { PolarClient } from "#lib/billing/polar.ts";
import { polarCustomers, subscriptions, usageHours, usageReports } from "#lib/billing/schema.ts";
import { type Database, rows } from "#lib/db/database.ts";

/** The name under which Polar's meters find the events: sum over `credits` of its metadata. */
export const meterEvent = "credits_used";

const batchSize = 500;

const sealedHour = z.object({
  organizationId: z.string(),
  /** Polar's id of the customer, where that is named after another organization. */
  customerId: z.nullable(z.string()),
  /** When it began, as ISO 8601. */
  hour: z.string(),
  credits: z.number(),
  calls: z.number(),
});

/**
 * Tells Polar's meters of the hours that were sealed since the last time, of organizations that have
 * bought a subscription, from its hour on. Each hour has an id of its own, so Polar counts it once
 * however often it is told; that it was told is kept afterwards.
 * @returns how many hours it told of.
 * @throws what Polar's client throws when Polar does not answer: the rest is told the next time.
 */
export async function reportUsage(
  db: Database,
  polar: PolarClient,
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ reported: number; isComplete: boolean }> {
  for (let reported = 0; ; ) {
    const hours = await untold(db);
    if (hours.length === 0) return { reported, isComplete: true };
    await polar.events.ingest({
      events: hours.map(({ organizationId, customerId, hour, credits, calls }) => ({
        name: meterEvent,
        ...(customerId ? { customer_id: customerId } : { external_customer_id: organizationId }),
        external_id: `${meterEvent}:${organizationId}:${hour}`,
        timestamp: hour,
        metadata: { credits, calls },
      })),
    });
    await keepTold(db, hours);
    reported += hours.length;
    if (hours.length < batchSize) return { reported, isComplete: true };
    if (signal?.aborted) return { reported, isComplete: false };
  }
}

type SealedHour = z.output<typeof sealedHour>;

function untold(db: Database): Promise<SealedHour[]> {
  const statement = sql`
    select json_build_object(
      'organizationId', sealed.organization_id,
      'customerId', case when payer.organization_id <> sealed.organization_id
        then payer.polar_customer_id end,
      'hour', to_char(sealed.hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'credits', sealed.credits_used, 'calls', sealed.calls
    ) as hour
    from (
      select organization_id, min(created_at) as since,
        (array_agg(polar_customer_id order by created_at desc)
          filter (where polar_customer_id is not null))[1] as payer_id
      from ${subscriptions}
      where polar_subscription_id is not null group by 1
    ) as customer
    left join ${polarCustomers} as payer on payer.polar_customer_id = customer.payer_id
      and payer.deleted_at is null
    left join ${usageReports} as told on told.organization_id = customer.organization_id
    join ${usageHours} as sealed on sealed.organization_id = customer.organization_id
      and sealed.hour >= coalesce(
        told.hour + interval '1 hour', date_trunc('hour', customer.since, 'UTC'))
    order by sealed.hour, sealed.organization_id
    limit ${batchSize}::integer`;
  return rows(db, statement, (row) => sealedHour.parse(row.hour));
}

async function keepTold(db: Database, hours: SealedHour[]): Promise<void> {
  await db.execute(sql`
    insert into ${usageReports} as present (organization_id, hour)
    select "organizationId", max(hour)
    from jsonb_to_recordset(${JSON.stringify(hours)}::jsonb)
      as told ("organizationId" uuid, hour timestamptz)
    group by 1 order by 1
    on conflict (organization_id) do update set hour = greatest(present.hour, excluded.hour)`);
}
