import type { Database } from "#lib/db/database.ts";
import { sha256 } from "#lib/text/sha256.ts";
import { type Effect, ignored, reading, unknownType } from "#lib/webhooks/effect.ts";
import { type Delivery, type Recorded, record } from "#lib/webhooks/inbox.ts";
import { customerEffect } from "./sync/customer.ts";
import {
  customerEvent,
  customerStateEvent,
  orderEvent,
  productEvent,
  subscriptionEvent,
} from "./sync/events.ts";
import { orderEffect } from "./sync/order.ts";
import { productEffect } from "./sync/product.ts";
import { subscriptionEffect } from "./sync/subscription.ts";

/** Records one verified delivery of Polar. */
export async function recordPolarEvent(
  db: Database,
  delivery: Delivery,
  envelope: object,
): Promise<Recorded> {
  return record(db, delivery, await polarEffect(delivery, envelope));
}

/** What else Polar sends: told apart from what it did not know when this was written. */
const unusedFamilies = [
  "benefit",
  "benefit_grant",
  "checkout",
  "customer",
  "customer_seat",
  "discount",
  "member",
  "organization",
  "refund",
];

/** What an event of Polar does. The body is that of the delivery, whose hash breaks ties. */
export async function polarEffect(
  { type, body }: Pick<Delivery, "type" | "body">,
  envelope: object,
): Promise<Effect> {
  const hash = await sha256(body);
  const [family = ""] = type.split(".", 1);
  switch (type === "customer.state_changed" || type === "customer.deleted" ? type : family) {
    case "subscription":
      return reading(subscriptionEvent, envelope, ({ data, timestamp }) =>
        subscriptionEffect(data, timestamp, hash),
      );
    case "order":
      return reading(orderEvent, envelope, ({ data, timestamp }) =>
        orderEffect(data, timestamp, hash),
      );
    case "product":
      return reading(productEvent, envelope, ({ data, timestamp }) =>
        productEffect(data, timestamp, hash),
      );
    case "customer.state_changed":
      return reading(customerStateEvent, envelope, ({ data, timestamp }) =>
        customerEffect(data, data.active_subscriptions, { timestamp, hash, isDeleted: false }),
      );
    case "customer.deleted":
      return reading(customerEvent, envelope, ({ data, timestamp }) =>
        customerEffect(data, [], { timestamp, hash, isDeleted: true }),
      );
    default:
      return unusedFamilies.includes(family) ? ignored("kept in the inbox only") : unknownType;
  }
}
