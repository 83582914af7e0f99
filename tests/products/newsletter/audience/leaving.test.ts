import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { addSubscriber } from "#lib/products/newsletter/audience/subscribers/add.ts";
import { eraseSubscriber } from "#lib/products/newsletter/audience/subscribers/erase.ts";
import { readSubscriberData } from "#lib/products/newsletter/operations/subscriber-data.ts";
import { exportSubscribers } from "#lib/products/newsletter/operations/subscribers-csv.ts";
import {
  campaignSends,
  campaignStats,
  campaigns,
  subscriberEvents,
  subscribers,
  suppressions,
} from "#lib/products/newsletter/schema.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { audienceTeam } from "./people.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("an owner erases a person, whose address stays blocked", async () => {
    const { owner, join, organizationId, addList, addPerson, suppress } = await audienceTeam(db());
    const list = await addList("Monthly letter");
    const stayed = await addPerson([list]);
    const campaignId = crypto.randomUUID();
    const campaign = { id: campaignId, organizationId, listId: list, subject: "News" };
    await db().insert(campaigns).values(campaign);
    const mail = { organizationId, campaignId, subscriberId: stayed.id, sentAt: new Date() };
    await db().insert(campaignSends).values(mail);
    const left = await addPerson([], { status: "unsubscribed" });
    const unwanted = await addPerson();
    await suppress(unwanted.addressHash, "complaint");
    const admin = await join("admin");
    expect((await eraseSubscriber(db(), admin, stayed)).outcome).toBe("forbidden");
    const foreign = await audienceTeam(db());
    expect((await eraseSubscriber(db(), foreign.owner, stayed)).outcome).toBe("not_found");
    for (const person of [stayed, left, unwanted]) {
      expect((await eraseSubscriber(db(), owner, person)).outcome).toBe("done");
      expect((await eraseSubscriber(db(), owner, person)).outcome).toBe("not_found");
    }
    const of = eq(subscribers.organizationId, organizationId);
    expect(await db().$count(subscribers, of)).toBe(0);
    const [figures] = await db()
      .select({ erased: campaignStats.erased })
      .from(campaignStats)
      .where(eq(campaignStats.campaignId, campaignId));
    expect(figures).toEqual({ erased: 1 });
    const kept = await db()
      .select()
      .from(suppressions)
      .where(eq(suppressions.organizationId, organizationId));
    const reasons = Object.fromEntries(kept.map((row) => [row.addressHash, row.reason]));
    expect(reasons).toEqual({
      [stayed.addressHash]: "left",
      [left.addressHash]: "left",
      [unwanted.addressHash]: "complaint",
    });
    const again = { id: crypto.randomUUID(), email: stayed.email, consent: "At our stand" };
    const added = await addSubscriber(db(), owner, { ...again, lists: [], fields: {} });
    expect(added.outcome).toBe("address_left");
  });

  test("an owner takes out all that is held on one person", async () => {
    const { owner, join, outsider, organizationId, addList, addPerson } = await audienceTeam(db());
    const list = await addList("Monthly letter");
    const { id, email } = await addPerson([list], { name: "Mia", fields: { city: "Oslo" } });
    await addPerson([list]);
    const happened = { organizationId, subscriberId: id, kind: "added", consent: "At our stand" };
    await db().insert(subscriberEvents).values(happened);
    expect(await readSubscriberData(db(), owner, id)).toMatchObject({
      ...{ organization: "A team", address: email, name: "Mia", fields: { city: "Oslo" } },
      ...{ lists: [{ name: "Monthly letter" }], history: [{ consent: "At our stand" }] },
      emails: [],
    });
    expect(await readSubscriberData(db(), await join("admin"), id)).toBe("forbidden");
    const foreign = await audienceTeam(db());
    expect(await readSubscriberData(db(), foreign.owner, id)).toBe("not_found");
    expect(await readSubscriberData(db(), await outsider(), id)).toBe("not_found");
    for (const other of ["nobody", crypto.randomUUID()]) {
      expect(await readSubscriberData(db(), owner, other)).toBe("not_found");
    }
  });

  test("the export has what the filter shows, with suppressions, and no formula", async () => {
    const { owner, outsider, addList, addPerson, suppress } = await audienceTeam(db());
    const list = await addList("Monthly letter");
    const mia = await addPerson([list], { name: '=HYPERLINK("x")', fields: { city: "Oslo" } });
    await suppress(mia.addressHash, "bounce");
    await addPerson([], { name: "Jonas" });
    const csv = await exportSubscribers(db(), owner, { list });
    if (typeof csv === "string") throw new Error(csv);
    const lines = (await new Response(csv).text()).trim().split("\r\n");
    expect(lines[0]).toContain("email,name,status,suppression,added,lists,fields");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(mia.email);
    expect(lines[1]).toContain("'=HYPERLINK");
    expect(lines[1]).toContain(",Bounced,bounce,");
    expect(await exportSubscribers(db(), await outsider(), {})).toBe("not_found");
  });
});
