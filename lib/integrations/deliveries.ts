import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { moment } from "#lib/db/moment.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { type Outcome, outcomes, type Provider, webhookEvents } from "#lib/webhooks/schema.ts";
import { frame, framed, readPage } from "#lib/workspace/frame.ts";

const delivery = z.object({
  id: z.string(),
  provider: z.string(),
  type: z.string(),
  entityId: z.nullable(z.string()),
  outcome: z.enum(outcomes),
  reason: z.nullable(z.string()),
  attempts: z.number(),
  createdAt: moment,
});

export type ListedDelivery = z.output<typeof delivery>;

const deliveries = z.object({
  frame,
  deliveries: z.array(delivery),
  /** All types that the organization has deliveries of. */
  types: z.array(z.string()),
  /** How many are parked, whatever the filter. */
  parkedCount: z.number(),
});

const deliveryDetail = z.object({
  frame,
  delivery: z.extend(delivery, {
    eventId: z.string(),
    /** As it was sent. */
    body: z.string(),
    waitsFor: z.nullable(z.string()),
    processedAt: moment,
    /** Where it stands among the events of its entity, as the database writes it. */
    eventAt: z.nullable(z.string()),
    eventRank: z.nullable(z.string()),
    eventTie: z.nullable(z.string()),
  }),
});

export interface DeliveryFilter {
  provider?: Provider;
  outcome?: Outcome;
  type?: string;
  /** The id of the delivery that was the last on the page before. */
  before?: string;
}

export interface Deliveries extends z.output<typeof deliveries> {
  /** For `before`, when there are older ones. */
  next: string | undefined;
}

export type DeliveryDetail = z.output<typeof deliveryDetail>;

export const deliveriesPerPage = 50;

/** The columns of a list, as they are called here. */
const listed = sql`
  'id', event.id, 'provider', event.provider, 'type', event.type, 'entityId', event.entity_id,
  'outcome', event.outcome, 'reason', event.reason, 'attempts', event.attempts,
  'createdAt', event.created_at`;

/**
 * The deliveries of an organization, newest first, for its owners; null for everybody else. A `before`
 * that is no delivery of this organization counts as none.
 */
export async function listDeliveries(
  db: Database,
  scope: Scope,
  { provider, outcome, type, before }: DeliveryFilter = {},
): Promise<Deliveries | null> {
  const conditions: SQL[] = [sql`organization_id = (select organization_id from scope)`];
  if (provider) conditions.push(sql`provider = ${provider}`);
  if (outcome) conditions.push(sql`outcome = ${outcome}`);
  if (type) conditions.push(sql`type = ${type}`);
  const statement = sql`
    with ${framed(scope, "owner")},
    tenant as (
      select type, outcome from ${webhookEvents}
      where organization_id = (select organization_id from scope)
    ),
    place as (
      select coalesce(max(created_at), 'infinity') as created_at,
        coalesce(max(id::text), 'ffffffff-ffff-ffff-ffff-ffffffffffff')::uuid as id
      from ${webhookEvents}
      where id = ${before ?? null}::uuid
        and organization_id = (select organization_id from scope)
    ),
    page as (
      select * from ${webhookEvents}
      where ${sql.join(conditions, sql` and `)}
        and (created_at, id) < ((select created_at from place), (select id from place))
      order by created_at desc, id desc
      limit ${deliveriesPerPage + 1}::integer
    )
    select json_build_object(
 'frame', framed.frame,
      'deliveries', (
        select coalesce(json_agg(
          json_build_object(${listed}) order by event.created_at desc, event.id desc
        ), '[]') from page as event
      ),
      'types', (select coalesce(json_agg(distinct type order by type), '[]') from tenant),
      'parkedCount', (select count(*) from tenant where outcome = 'parked')
    ) as page
    from framed`;
  const found = await readPage(db, statement, deliveries);
  if (!found) return null;
  const shown = found.deliveries.slice(0, deliveriesPerPage);
  const hasMore = found.deliveries.length > shown.length;
  return { ...found, deliveries: shown, next: hasMore ? shown.at(-1)?.id : undefined };
}

/**
 * One delivery with its body, for owners of the organization that it concerns; null for everybody else.
 * @param id of the inbox, a uuid.
 */
export async function getDelivery(
  db: Database,
  scope: Scope,
  id: string,
): Promise<DeliveryDetail | null> {
  const statement = sql`
    with ${framed(scope, "owner")}
    select json_build_object(
 'frame', framed.frame,
      'delivery', json_build_object(
        ${listed}, 'eventId', event.event_id, 'body', event.body, 'waitsFor', event.waits_for,
        'processedAt', event.processed_at, 'eventAt', event.event_at,
        'eventRank', event.event_rank::text, 'eventTie', event.event_tie
      )
    ) as page
    from scope
    cross join framed
    join ${webhookEvents} as event on event.organization_id = scope.organization_id
    where event.id = ${id}::uuid`;
  return readPage(db, statement, deliveryDetail);
}
