import type { SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { keyset } from "#lib/db/keyset.ts";
import { countOf, field, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inTenant, tenant } from "#lib/organizations/tenant.ts";
import { type Outcome, type Provider, webhookEvents } from "#lib/webhooks/schema.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const deliveryList = keyset("delivery", (name) => alias(webhookEvents, name));
const event = deliveryList.row;

const delivery = shape({
  id: event.id,
  provider: event.provider,
  type: event.type,
  entityId: event.entityId,
  outcome: event.outcome,
  reason: event.reason,
  attempts: event.attempts,
  createdAt: event.createdAt,
});

export type ListedDelivery = ValueOf<typeof delivery>;

const ofTenant = sql`${webhookEvents} where ${inTenant(webhookEvents.organizationId)}`;

const deliveries = shape({
  frame,
  list: deliveryList.listed(delivery),
  /** All types that the organization has deliveries of. */
  types: field(
    z.array(z.string()),
    // From each type to the next, because there are few types and many deliveries.
    sql`(
      with recursive kind as (
        (select type from ${ofTenant} order by type limit 1)
        union all
        select later.type from kind cross join lateral (
          select type from ${ofTenant} and type > kind.type order by type limit 1
        ) as later
      )
      select coalesce(json_agg(type order by type), '[]') from kind
    )`,
  ),
  /** How many are parked, whatever the filter. */
  parkedCount: countOf(sql`${ofTenant} and ${webhookEvents.outcome} = 'parked'`),
});

const deliveryDetail = shape({
  frame,
  delivery: shape({
    ...delivery.sources,
    eventId: event.eventId,
    /** As it was sent. */
    body: event.body,
    waitsFor: event.waitsFor,
    processedAt: event.processedAt,
    /** Where it stands among the events of its entity, as the database writes it. */
    eventAt: field(z.nullable(z.string()), event.eventAt),
    eventRank: field(z.nullable(z.string()), sql`${event.eventRank}::text`),
    eventTie: event.eventTie,
  }),
});

export interface DeliveryFilter {
  provider?: Provider;
  outcome?: Outcome;
  type?: string;
  /** The id of the delivery that was the last on the page before. */
  before?: string;
}

export interface Deliveries extends Omit<ValueOf<typeof deliveries>, "list"> {
  deliveries: ListedDelivery[];
  /** For `before`, when there are older ones. */
  next: string | undefined;
}

export type DeliveryDetail = ValueOf<typeof deliveryDetail>;

export const deliveriesPerPage = 50;

/**
 * The deliveries of an organization, newest first, for its owners; null for everybody else. A `before`
 * that is no delivery of this organization counts as none.
 */
export async function listDeliveries(
  db: Database,
  scope: Scope,
  { provider, outcome, type, before }: DeliveryFilter = {},
): Promise<Deliveries | null> {
  const conditions: SQL[] = [];
  if (provider) conditions.push(sql`${webhookEvents.provider} = ${provider}`);
  if (outcome) conditions.push(sql`${webhookEvents.outcome} = ${outcome}`);
  if (type) conditions.push(sql`${webhookEvents.type} = ${type}`);
  const places = sql`select * from ${ofTenant}`;
  const page = deliveryList.tables(
    {
      rows: sql.join([places, ...conditions], sql` and `),
      places,
      keys: (row) => [row.createdAt],
      descending: true,
    },
    { after: before, size: deliveriesPerPage },
  );
  const found = await readPage(db, scope, {
    least: permissions["webhook.read"].least,
    with: page,
    page: deliveries,
  });
  if (!found) return null;
  const { list, ...rest } = found;
  return { ...rest, deliveries: list.shown, next: list.next };
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
  return readPage(db, scope, {
    least: permissions["webhook.read"].least,
    page: deliveryDetail,
    from: sql`join ${webhookEvents} as ${event} on ${event.organizationId} = ${tenant.organizationId}
      where ${event.id} = ${id}::uuid`,
  });
}
