import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { organizations, plans, webhookEvents } from "#drizzle/tables.ts";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { replayParked } from "#lib/integrations/replay.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import type { Envelope } from "#lib/webhooks/envelope.ts";
import { drivers, testDatabase } from "../../database.ts";
import { delivery, payload } from "../payload.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const product = crypto.randomUUID();

  function subscribed(organization: string): Envelope {
    const captured = payload("polar/synthetic.subscription.active");
    const id = crypto.randomUUID();
    const customer = { external_id: organization };
    return {
      ...captured,
      data: { ...Object(captured.data), id, product_id: product, customer },
    };
  }

  test("what a replayed event brings lets others go on, to the end of the chain", async () => {
    await db().delete(webhookEvents);
    await db().update(plans).set({ polarProductId: product }).where(eq(plans.slug, "pro"));
    // Three organizations of Clerk pass their slugs on; the first events to arrive are the last sent.
    const tag = crypto.randomUUID().slice(0, 8);
    const organization = (id: string, slug: string, timestamp: number) => ({
      type: "organization.updated",
      timestamp,
      data: { id: `org_${tag}_${id}`, name: id, slug: `${tag}-${slug}` },
    });
    const record = (envelope: Envelope) =>
      recordClerkEvent(db(), ...delivery("clerk", envelope)).then(({ outcome }) => outcome);
    const start = 1_760_000_000_000;
    for (const id of ["a", "b", "c"]) await record(organization(id, id, start));
    expect(await record(organization("a", "b", start + 3))).toBe("parked");
    expect(await record(organization("b", "c", start + 2))).toBe("parked");
    // Of an organization that never comes.
    await recordPolarEvent(db(), ...delivery("polar", subscribed(`org_${tag}_d`)));
    await record(organization("c", "free", start + 1));

    expect(await replayParked(db(), { waitsFor: ["slug"] })).toEqual({ applied: 2, parked: 1 });
    const slugs = await db()
      .select({ slug: organizations.slug })
      .from(organizations)
      .where(eq(organizations.clerkOrganizationId, `org_${tag}_a`));
    expect(slugs).toEqual([{ slug: `${tag}-b` }]);
    expect(await replayParked(db())).toEqual({ parked: 1 });
  });
});
