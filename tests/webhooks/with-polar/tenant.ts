import { eq } from "drizzle-orm";
import { plans, webhookEvents } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import type { Envelope } from "#lib/webhooks/envelope.ts";
import { makeTenant } from "../../tenant.ts";
import { delivery, payload } from "../payload.ts";

const product = crypto.randomUUID();

/** An organization with an owner, a way to let others in, and a way to receive events of it. */
export async function tenant(db: DrizzleDatabase) {
  const made = await makeTenant(db, { first: { name: "Ada" } });
  await db.update(plans).set({ polarProductId: product }).where(eq(plans.slug, "pro"));

  const join = (role: Role, userId: string = crypto.randomUUID()) =>
    made.join(role, { id: userId, name: "Ada" });

  /** @returns the inbox's id of a new event. */
  const receive = async (changes: object = {}, type = "subscription.active") => {
    const captured = payload("polar/synthetic.subscription.active");
    const event: Envelope = {
      ...captured,
      type,
      data: {
        ...Object(captured.data),
        id: crypto.randomUUID(),
        product_id: product,
        customer: { external_id: made.id },
        ...changes,
      },
    };
    const [sent, envelope] = delivery("polar", event);
    await recordPolarEvent(db, sent, envelope);
    const [row] = await db
      .select({ id: webhookEvents.id })
      .from(webhookEvents)
      .where(eq(webhookEvents.eventId, sent.id));
    return row?.id ?? "";
  };

  return { ...made, join, receive };
}

/** Makes an event wait. */
export const unsold = { product_id: "not sold yet" };

/** Lets those that wait go on, the next time that they are tried. */
export const sellIt = (db: DrizzleDatabase) =>
  db.update(plans).set({ polarProductId: unsold.product_id }).where(eq(plans.slug, "pro"));

export const outcomeOf = async (db: DrizzleDatabase, id: string) => {
  const [row] = await db.select().from(webhookEvents).where(eq(webhookEvents.id, id));
  return row?.outcome;
};
