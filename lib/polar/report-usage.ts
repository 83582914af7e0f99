import { alias } from "drizzle-orm/pg-core";
import * as z from "zod/mini";
import { usageHours, usageReports } from "#lib/billing/metering/schema.ts";
import { polarCustomers, subscriptions } from "#lib/billing/schema.ts";
import { inHalves } from "#lib/cron/halves.ts";
import type { Database } from "#lib/db/database.ts";
import { readAll } from "#lib/db/read.ts";
import { field, shape, type ValueOf, when } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { reportFailure } from "#lib/log/report.ts";
import type { PolarClient } from "#lib/polar/client.ts";
import { statusOf } from "#lib/webhooks/reconcile/call-provider.ts";

/** The name under which Polar's meters find the events: sum over `credits` of its metadata. */
export const meterEvent = "credits_used";

const batchSize = 500;

const sealed = alias(usageHours, "sealed");
const payer = alias(polarCustomers, "payer");
const told = alias(usageReports, "told");

const sealedHour = shape({
  organizationId: sealed.organizationId,
  /** Polar's id of the customer, where that is named after another organization. */
  customerId: when(sql`${payer.organizationId} <> ${sealed.organizationId}`, payer.polarCustomerId),
  /** When it began, as ISO 8601. */
  hour: field(
    z.string(),
    sql`to_char(${sealed.hour} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
  ),
  credits: sealed.creditsUsed,
  calls: sealed.calls,
});

/**
 * Tells Polar's meters of the hours that were sealed since the last time, of organizations that have
 * bought a subscription, from its hour on. Each hour has an id of its own, so Polar counts it once
 * however often it is told; that it was told is kept afterwards. An hour that Polar refuses is reported
 * and tried again the next time, with those after it of its organization; all others are told.
 * @returns how many hours it told of, and of how many organizations Polar refused one.
 * @throws what Polar's client throws when Polar does not answer: the rest is told the next time.
 */
export async function reportUsage(
  db: Database,
  polar: PolarClient,
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ reported: number; refused: number; isComplete: boolean }> {
  let reported = 0;
  const refused: string[] = [];
  async function tell(hours: SealedHour[]): Promise<void> {
    await polar.events.ingest({ events: hours.map(asEvent) });
    await keepTold(db, hours);
    reported += hours.length;
  }
  for (;;) {
    const hours = await untold(db, refused);
    await inHalves([...Map.groupBy(hours, (hour) => hour.organizationId).values()], {
      run: (organizations) => tell(organizations.flat()),
      isOfOne: isRefusal,
      async refused(ofOne, error) {
        if (!(await tellInOrder(ofOne, error, tell))) refused.push(ofOne[0]?.organizationId ?? "");
      },
    });
    const isComplete = hours.length < batchSize;
    if (isComplete || signal?.aborted) return { reported, refused: refused.length, isComplete };
  }
}

/** Tells what comes before the hour that Polar refuses. @returns whether it refuses none of them alone. */
async function tellInOrder(
  hours: SealedHour[],
  error: unknown,
  tell: (hours: SealedHour[]) => Promise<void>,
): Promise<boolean> {
  try {
    if (hours.length > 1) for (const hour of hours) await tell([hour]);
    else throw error;
    return true;
  } catch (refusal) {
    if (!isRefusal(refusal)) throw refusal;
    const status = statusOf(refusal);
    const organizationId = hours[0]?.organizationId;
    reportFailure("usage_refused", refusal, { organizationId, status });
  }
  return false;
}

const asEvent = ({ organizationId, customerId, hour, credits, calls }: SealedHour) => ({
  name: meterEvent,
  ...(customerId ? { customer_id: customerId } : { external_customer_id: organizationId }),
  external_id: `${meterEvent}:${organizationId}:${hour}`,
  timestamp: hour,
  metadata: { credits, calls },
});

/** Polar answered, and it is about what it was told: neither who tells it, nor how much at once. */
const isRefusal = (error: unknown) => [400, 404, 409, 413, 422].includes(statusOf(error) ?? 0);

type SealedHour = ValueOf<typeof sealedHour>;

/** @param without organizations that Polar has refused in this run. */
const untold = (db: Database, without: string[]): Promise<SealedHour[]> =>
  readAll(db, sealedHour, {
    from: sql`(
      select ${subscriptions.organizationId} as organization_id,
        min(${subscriptions.createdAt}) as since,
        (array_agg(${subscriptions.polarCustomerId} order by ${subscriptions.createdAt} desc)
          filter (where ${subscriptions.polarCustomerId} is not null))[1] as payer_id
      from ${subscriptions}
      where ${subscriptions.polarSubscriptionId} is not null
        and ${subscriptions.organizationId}::text not in (
          select jsonb_array_elements_text(${JSON.stringify(without)}::jsonb)
        )
      group by 1
    ) as customer
    left join ${polarCustomers} as ${payer} on ${payer.polarCustomerId} = customer.payer_id
      and ${payer.deletedAt} is null
    left join ${usageReports} as ${told} on ${told.organizationId} = customer.organization_id
    join ${usageHours} as ${sealed} on ${sealed.organizationId} = customer.organization_id
      and ${sealed.hour} >= coalesce(
        ${told.hour} + interval '1 hour', date_trunc('hour', customer.since, 'UTC'))
    order by ${sealed.hour}, ${sealed.organizationId}
    limit ${batchSize}::integer`,
  });

async function keepTold(db: Database, hours: SealedHour[]): Promise<void> {
  await db.execute(sql`
    insert into ${usageReports} as present (organization_id, hour)
    select "organizationId", max(hour)
    from jsonb_to_recordset(${JSON.stringify(hours)}::jsonb)
      as told ("organizationId" uuid, hour timestamptz)
    group by 1 order by 1
    on conflict (organization_id) do update set hour = greatest(present.hour, excluded.hour)`);
}
