import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { organizations, plans, subscriptions, webhookEvents } from "#drizzle/tables.ts";
import { replay } from "#lib/integrations/replay.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { receive } from "#lib/webhooks/receive.ts";
import { signEvent } from "#local/send.ts";
import { testDatabase } from "../../database.ts";

const database = testDatabase();

test("an event that is parked while what it waits for arrives is applied after the answer", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const db = database.on["postgres-js pooled"];
  const [product, organization, subscription] = [0, 1, 2].map(() => crypto.randomUUID());
  await db.update(plans).set({ polarProductId: product }).where(eq(plans.slug, "pro"));
  const event = {
    type: "subscription.active",
    timestamp: "2026-10-01T10:00:00.2Z",
    data: {
      id: subscription,
      created_at: "2026-10-01T10:00:00.1Z",
      status: "active",
      product_id: product,
      customer_id: "customer",
      customer: { external_id: organization },
    },
  };
  const works: (() => Promise<void>)[] = [];
  const answer = await receive(
    new Request("http://localhost", {
      method: "POST",
      ...signEvent("polar", event, "whsec_MDEy"),
    }),
    {
      provider: "polar",
      secrets: ["any"],
      verify: async () => {},
      replay,
      database: async () => db,
      async record(...delivery) {
        const recorded = await recordPolarEvent(...delivery);
        await db.insert(organizations).values({ id: organization, slug: "late", name: "Late" });
        return recorded;
      },
      after: (work) => works.push(work),
    },
  );
  expect(await answer.json()).toEqual({ outcome: "parked" });
  await Promise.all(works.map((work) => work()));
  const [row] = await db.select().from(subscriptions);
  expect(row).toMatchObject({ polarSubscriptionId: subscription, organizationId: organization });
  const [inbox] = await db.select().from(webhookEvents);
  expect(inbox).toMatchObject({ outcome: "applied", attempts: 1 });
});
