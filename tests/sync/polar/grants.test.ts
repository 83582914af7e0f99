import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { creditGrants } from "#drizzle/tables.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import type { LifecycleEvent } from "#local/lifecycle/event.ts";
import { sellEverything } from "#local/polar/story/catalogue.ts";
import { polarEvents } from "#local/polar/story/events.ts";
import { polarModel } from "#local/polar/story/model.ts";
import { readPolarRows } from "#local/polar/story/rows.ts";
import type { OrderStep } from "#local/polar/story/steps.ts";
import { testDatabase } from "#tests/database.ts";
import { allAtOnce, type Deliver, deliveringTo, oneAfterAnother } from "../delivering.ts";
import { newPolarCast } from "./cast.ts";

// The deliveries of wasp-lang/open-saas#688, each of which granted twice there.

const database = testDatabase();
beforeAll(async () => {
  await sellEverything(database.on["postgres-js direct"]);
});

const paid: OrderStep = {
  kind: "order",
  organization: 0,
  number: 0,
  pack: 0,
  status: "paid",
  changed: 1_000_000,
  sent: 1_100_000,
};

const deliver: Deliver = (event) => deliveringTo(database.on["postgres-js pooled"])(event);

/** As an instance that has just started and knows nothing: a client of its own. */
const afterRestart: Deliver = async (event) => {
  const { db, end } = tcpDatabase(database.pooled);
  try {
    return await deliveringTo(db)(event);
  } finally {
    await end();
  }
};

const anew = (event: LifecycleEvent) => ({ ...event, id: `${event.id}_again` });

test.each<[string, (event: LifecycleEvent) => Promise<unknown>]>([
  ["one delivery is replayed", (event) => oneAfterAnother(deliver, [event, event])],
  [
    "ten deliveries come one after another",
    (event) => oneAfterAnother(deliver, Array(10).fill(event)),
  ],
  ["ten deliveries come at once", (event) => allAtOnce(deliver, Array(10).fill(event))],
  [
    "a delivery is repeated after a restart",
    (event) => deliver(event).then(() => afterRestart(event)),
  ],
  [
    "the order comes under another event id",
    (event) => deliver(event).then(() => deliver(anew(event))),
  ],
  [
    "the order comes under ten event ids at once",
    (event) =>
      allAtOnce(
        deliver,
        Array.from({ length: 10 }, (_, n) => ({ ...event, id: `${event.id}_${n}` })),
      ),
  ],
])("credits are granted once when %s", async (_, way) => {
  const db = database.on["postgres-js direct"];
  const cast = await newPolarCast(db, { count: 1 });
  const events = polarEvents([paid], cast);
  for (const event of events) await way(event);
  const grants = await db
    .select({ credits: creditGrants.credits })
    .from(creditGrants)
    .where(eq(creditGrants.organizationId, cast.organizationIds[0] ?? ""));
  expect(grants).toEqual([{ credits: cast.catalogue.packs[0]?.credits }]);
});

test("a refund that arrives together with its order takes back all that was bought", async () => {
  const db = database.on["postgres-js direct"];
  const refunded: OrderStep = { ...paid, status: "refunded", changed: 3_000_000, sent: 3_100_000 };
  for (let attempt = 0; attempt < 100; attempt++) {
    const cast = await newPolarCast(db, { count: 1 });
    const events = polarEvents([paid, refunded], cast);
    await allAtOnce(deliver, events);
    expect(await readPolarRows(db, cast.organizationIds)).toEqual(polarModel(events, cast));
  }
});
