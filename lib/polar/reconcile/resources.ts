import * as z from "zod/mini";
import { creditGrants } from "#lib/billing/metering/schema.ts";
import {
  creditPacks,
  orders,
  plans,
  polarCustomers,
  subscriptions,
  subscriptionTerms,
} from "#lib/billing/schema.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { PolarClient } from "#lib/polar/client.ts";
import { polarEffect } from "#lib/polar/effect.ts";
import { type Call, statusOf } from "#lib/webhooks/reconcile/call-provider.ts";
import type { Errand, Item, Page, Resource } from "#lib/webhooks/reconcile/resource.ts";
import { tellEach } from "#lib/webhooks/reconcile/tell.ts";
import { webhookEvents } from "#lib/webhooks/schema.ts";
import { microseconds } from "#lib/webhooks/version.ts";

/** The largest page that Polar gives. */
const limit = 100;
/** How far back failed deliveries are looked for, unless told. */
const week = 7 * 86_400_000;

interface PolarObject {
  id: string;
  created_at: string;
  modified_at: string | null;
}

interface List<Listed> {
  items: Listed[];
  pagination: { total_count: number; max_page: number };
}

/**
 * Products, subscriptions, customers and orders. The version of an object is its own `modified_at`; what
 * was said of the same state is ordered by when it was said, which here is when we asked.
 */
export function polarResources(polar: PolarClient, call: Call, db: Database): Resource[] {
  async function told(type: string, data: PolarObject, at: string): Promise<Item> {
    const envelope = { type, timestamp: at, data };
    const body = JSON.stringify(envelope);
    const effect = await polarEffect({ type, body }, envelope);
    return { id: data.id, effect, watched: watched(type, data.id) };
  }

  /** Asks for a page; what changes while the answer is on its way counts as later. */
  async function pageOf<Listed extends PolarObject>(
    cursor: string | null,
    since: Date | null,
    list: (page: number) => Promise<List<Listed>>,
    tell: (changed: Listed[], at: string) => Promise<Pick<Page, "items" | "failed">>,
  ): Promise<Page> {
    const page = Number(cursor ?? 1);
    const { at, result } = await timed(() => list(page));
    const { items, pagination } = result;
    const changed = items.filter(
      ({ modified_at, created_at }) =>
        !since || Date.parse(modified_at ?? created_at) >= since.getTime(),
    );
    return {
      seen: items.map(({ id }) => id),
      ...(await tell(changed, at)),
      next: page >= pagination.max_page ? null : String(page + 1),
      total: pagination.total_count,
    };
  }

  async function timed<Result>(
    run: () => Promise<Result>,
  ): Promise<{ at: string; result: Result }> {
    let at = "";
    const result = await call(() => {
      at = new Date().toISOString();
      return run();
    });
    return { at, result };
  }

  const each = (type: string) => (changed: PolarObject[], at: string) =>
    tellEach(changed, (object) => told(type, object, at));

  async function state(id: string): Promise<Item> {
    const { at, result } = await timed(() => polar.customers.getState(id));
    return told("customer.state_changed", result, at);
  }

  return [
    {
      provider: "polar",
      name: "products",
      page: (cursor, since) =>
        pageOf(
          cursor,
          since,
          (page) => polar.products.list({ page, limit, sorting: ["created_at"] }),
          each("product.updated"),
        ),
    },
    {
      provider: "polar",
      name: "subscriptions",
      page: (cursor, since) =>
        pageOf(
          cursor,
          since,
          (page) => polar.subscriptions.list({ page, limit, sorting: ["started_at"] }),
          each("subscription.updated"),
        ),
      absence: {
        known: (before) => sql`
          select polar_subscription_id as id, '{}'::jsonb as details from ${subscriptions}
          where polar_subscription_id is not null and created_at < ${before}
            and status in ('trialing', 'active', 'past_due')`,
        find: ({ id }) =>
          orNull(async () => {
            const { at, result } = await timed(() => polar.subscriptions.get(id));
            return told("subscription.updated", result, at);
          }),
        end: async ({ id }, at) => ({
          entityId: id,
          // Polar deletes no subscriptions: if it ever knows this one again, it is as Polar says then.
          ctes: sql`entity as (
            update ${subscriptions} set
              status = 'inactive', ended_at = coalesce(ended_at, ${at}::timestamptz),
              event_rank = ${microseconds(at)}, event_tie = ''
            where polar_subscription_id = ${id} and event_rank < ${microseconds(at)}
              and exists (select from fresh)
            returning 1
          ),`,
          applied: sql`exists (select from entity)`,
          notice: sql`'gone at Polar'::text`,
        }),
      },
    },
    {
      provider: "polar",
      name: "customers",
      // After the subscriptions, which by now are what Polar says: who agrees with them needs no call.
      page: (cursor, since) =>
        pageOf(
          cursor,
          since,
          (page) => polar.customers.list({ page, limit, sorting: ["created_at"] }),
          async (customers) => {
            const ids = await doubtful(db, customers);
            return tellEach(
              ids.map((id) => ({ id })),
              ({ id }) => state(id),
            );
          },
        ),
      absence: {
        known: (before) => sql`
          select polar_customer_id as id, jsonb_build_object('external_id', organization_id) as details
          from ${polarCustomers} where deleted_at is null and created_at < ${before}`,
        find: ({ id }) => orNull(() => state(id)),
        end: ({ id, details }, at) => {
          const type = "customer.deleted";
          const envelope = { type, timestamp: at, data: { id, ...details } };
          return polarEffect({ type, body: JSON.stringify(envelope) }, envelope);
        },
      },
    },
    {
      provider: "polar",
      name: "orders",
      page: (cursor, since) =>
        pageOf(
          cursor,
          since,
          (page) => polar.orders.list({ page, limit, sorting: ["created_at"] }),
          each("order.updated"),
        ),
    },
  ];
}

/** Asks Polar to send again what it could not deliver, unless the inbox has it by now. */
export function failedDeliveries(polar: PolarClient, call: Call, db: Database): Errand {
  return {
    provider: "polar",
    name: "deliveries",
    async pending(cursor, since) {
      const page = Number(cursor ?? 1);
      const from = since ?? new Date(Date.now() - week);
      const start_timestamp = from.toISOString();
      const { items, pagination } = await call(() =>
        polar.webhooks.listWebhookDeliveries({ succeeded: false, start_timestamp, page, limit }),
      );
      const failed = items.filter(({ webhook_event }) => webhook_event.succeeded !== true);
      const ids = [...new Set(failed.map(({ webhook_event }) => webhook_event.id))];
      return {
        ids: await absentFromInbox(db, ids),
        next: page >= pagination.max_page ? null : String(page + 1),
      };
    },
    async run(id) {
      await call(() => polar.webhooks.redeliverWebhookEvent(id));
    },
  };
}

function watched(type: string, id: string) {
  switch (type) {
    case "product.updated":
      return sql`select jsonb_build_array(
        (select to_jsonb(it) from ${plans} as it where polar_product_id = ${id}),
        (select to_jsonb(it) from ${creditPacks} as it where polar_product_id = ${id})
      )`;
    case "subscription.updated":
      return sql`select jsonb_build_array(
        (select to_jsonb(it) from ${subscriptions} as it where polar_subscription_id = ${id}),
        (select to_jsonb(it) from ${subscriptionTerms} as it where polar_subscription_id = ${id})
      )`;
    case "order.updated":
      return sql`select jsonb_build_array(
        (select to_jsonb(it) from ${creditGrants} as it where polar_order_id = ${id}),
        (select to_jsonb(it) from ${orders} as it where polar_order_id = ${id})
      )`;
    default:
      // The state of a customer is always of the moment at which it was asked for.
      return sql`select jsonb_agg(row order by row ->> 'id') from (
        select to_jsonb(it) - 'event_at' as row from ${polarCustomers} as it where polar_customer_id = ${id}
        union all
        select to_jsonb(it) from ${subscriptions} as it where polar_customer_id = ${id}
      ) as rows`;
  }
}

const isNamed = (customer: object) => {
  const { external_id, metadata } = owner.parse(customer);
  return Boolean(external_id || metadata?.organizationId);
};

const owner = z.object({
  external_id: z.nullish(z.string()),
  metadata: z.nullish(z.object({ organizationId: z.optional(z.unknown()) })),
});

/** Those of whom we know nothing, or other subscriptions than we have; and who is ours at all. */
const doubtful = (db: Database, customers: { id: string }[]) =>
  rows(
    db,
    sql`
    select named.id
    from jsonb_to_recordset(${JSON.stringify(
      customers.map((customer) => ({ id: customer.id, is_named: isNamed(customer) })),
    )}::jsonb) as named (id text, is_named boolean)
    left join ${polarCustomers} as it on it.polar_customer_id = named.id
    where (named.is_named or exists (
        select from ${subscriptions} as bought where bought.polar_customer_id = named.id
      ))
      and (it.id is null or it.deleted_at is null and array(
        select unnest(it.active_subscriptions) order by 1
      ) <> array(
        select polar_subscription_id from ${subscriptions} as has
        where has.polar_customer_id = named.id and has.status in ('trialing', 'active')
        order by 1
      ))`,
    (row) => String(row.id),
  );

const absentFromInbox = (db: Database, ids: string[]) =>
  rows(
    db,
    sql`
    select id from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as failed (id)
    where not exists (
      select from ${webhookEvents} where provider = 'polar' and event_id = failed.id
    )`,
    (row) => String(row.id),
  );

async function orNull<Result>(ask: () => Promise<Result>): Promise<Result | null> {
  try {
    return await ask();
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
