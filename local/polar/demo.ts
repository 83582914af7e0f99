import { sql } from "drizzle-orm";
import { creditPacks, plans } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { webhookEvents } from "#lib/webhooks/schema.ts";
import { after, before, day, hour, minute, startOf } from "#local/demo/moments.ts";
import { stableId } from "#local/demo/stable-id.ts";
import { type DemoSlug, demoOrganizationId } from "#local/demo.ts";
import { type DemoPlan, polarProducts } from "#local/polar/products.ts";
import { timestamp } from "#local/polar/timestamp.ts";
import { polarCustomer } from "./customer.ts";
import { polarOrder } from "./order.ts";
import { polarProduct } from "./product.ts";
import { polarSubscription } from "./subscription.ts";

/** What the stand-in sells once: the credit packs of every installation. */
const packs = {
  small: { id: "70000000-0000-4000-8000-000000000011", name: "10,000 credits", priceCents: 900 },
  large: { id: "70000000-0000-4000-8000-000000000012", name: "100,000 credits", priceCents: 6_900 },
};

const paying: { slug: DemoSlug; plan: DemoPlan; sinceDays: number; renewedDaysAgo: number }[] = [
  { slug: "acme", plan: "pro", sinceDays: 372, renewedDaysAgo: 12 },
  { slug: "initech", plan: "scale", sinceDays: 291, renewedDaysAgo: 21 },
];

interface Event {
  type: string;
  /** When Polar said so. */
  at: Date;
  data: object;
}

/**
 * What Polar sells and what it has told in the last 90 days, which is as long as the inbox keeps it.
 * It takes the way of every delivery, so that rows and inbox agree.
 */
export async function insertBilling(db: Database, now: Date): Promise<void> {
  for (const [slug, { id }] of Object.entries(polarProducts)) {
    await db.execute(sql`update ${plans} set polar_product_id = ${id} where slug = ${slug}`);
  }
  for (const [slug, { id }] of Object.entries(packs)) {
    await db.execute(sql`update ${creditPacks} set polar_product_id = ${id} where slug = ${slug}`);
  }
  const events = [...paying.flatMap((one) => renewals(one, now)), ...orders(now)].toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  for (const [index, { type, at, data }] of events.entries()) {
    const envelope = { type, timestamp: timestamp(at), api_version: "2026-10", data };
    const body = JSON.stringify(envelope);
    await recordPolarEvent(
      db,
      { provider: "polar", id: `msg_demo_${index + 1}`, type, body },
      envelope,
    );
  }
  // The id of a delivery is in its address, which takes a UUID by the letter: version 8, its own variant.
  await db.execute(sql`
    update ${webhookEvents} set (id, created_at, processed_at) = (
      overlay(overlay(md5(event_id) placing '8' from 13) placing '8' from 17)::uuid,
      (body::jsonb ->> 'timestamp')::timestamptz + interval '2 seconds',
      (body::jsonb ->> 'timestamp')::timestamptz + interval '2 seconds'
    )
    where event_id like 'msg\\_demo\\_%'`);
}

/** A subscription and its order are told of at each renewal; the last ones are still in the inbox. */
function renewals(one: (typeof paying)[number], now: Date): Event[] {
  return [2, 1, 0].flatMap((months) => {
    // Whole hours, because credits are sealed by the hour.
    const start = startOf(hour, before(now, (one.renewedDaysAgo + months * 30) * day));
    const at = after(start, 3 * minute);
    const createdAt = timestamp(at);
    const organizationId = demoOrganizationId(one.slug);
    const subscription = {
      ...polarSubscription({
        organizationId,
        plan: one.plan,
        status: "active",
        modifiedAt: at,
      }),
      created_at: timestamp(startOf(hour, before(now, one.sinceDays * day))),
      started_at: timestamp(startOf(hour, before(now, one.sinceDays * day))),
      current_period_start: timestamp(start),
      current_period_end: timestamp(after(start, 30 * day)),
    };
    const order = {
      ...polarOrder({
        id: stableId("order", subscription.id, String(months)),
        customer: polarCustomer({ externalId: organizationId, createdAt }),
        product: polarProduct({ ...polarProducts[one.plan], createdAt }),
        subscription,
        checkoutId: null,
        metadata: subscription.metadata,
        createdAt,
      }),
      billing_reason: "subscription_cycle",
    };
    return [
      { type: "subscription.updated", at, data: subscription },
      { type: "order.paid", at: after(at, minute), data: order },
    ];
  });
}

/** Two that became credits, and one of something that is not sold (yet), which is parked. */
function orders(now: Date): Event[] {
  const unknown = { id: stableId("product", "?"), name: "Onboarding", priceCents: 49_000 };
  return [
    orderOf("initech", packs.large, before(now, 33 * day)),
    orderOf("acme", packs.small, before(now, 9 * day)),
    orderOf("acme", unknown, before(now, 4 * day)),
  ];
}

function orderOf(
  slug: DemoSlug,
  sold: { id: string; name: string; priceCents: number },
  moment: Date,
): Event {
  const at = startOf(minute, moment);
  const createdAt = timestamp(at);
  const organizationId = demoOrganizationId(slug);
  const data = polarOrder({
    id: stableId("order", organizationId, sold.id),
    customer: polarCustomer({ externalId: organizationId, createdAt }),
    product: polarProduct({ ...sold, isOneTime: true, createdAt }),
    subscription: null,
    checkoutId: null,
    metadata: { organizationId },
    createdAt,
  });
  return { type: "order.paid", at, data };
}
