import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { polarCustomers, subscriptions, usageHours, usageReports } from "#lib/billing/schema.ts";
import { inHalves } from "#lib/cron/halves.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { reportFailure } from "#lib/log/report.ts";
import type { PolarClient } from "#lib/polar/client.ts";
import { statusOf } from "#lib/webhooks/reconcile/pace.ts";

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

type SealedHour = z.output<typeof sealedHour>;

/** @param without organizations that Polar has refused in this run. */
function untold(db: Database, without: string[]): Promise<SealedHour[]> {
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
      where polar_subscription_id is not null and organization_id::text not in (
        select jsonb_array_elements_text(${JSON.stringify(without)}::jsonb)
      )
      group by 1
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
