import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { addSubscriber } from "#lib/products/newsletter/audience/subscribers/add.ts";
import { setLists } from "#lib/products/newsletter/audience/subscribers/set-lists.ts";
import { suppress, unsuppress } from "#lib/products/newsletter/audience/subscribers/suppress.ts";
import {
  resubscribe,
  unsubscribe,
} from "#lib/products/newsletter/audience/subscribers/unsubscribe.ts";
import { updateSubscriber } from "#lib/products/newsletter/audience/subscribers/update.ts";
import {
  listSubscriptions,
  subscriberEvents,
  subscriberFields,
  subscribers,
  suppressions,
} from "#lib/products/newsletter/schema.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { tally } from "../../../organizations/team.ts";
import { audienceTeam } from "./people.ts";

const database = testDatabase();
const consent = "Signed up at our stand.";

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  const rowOf = async (id: string) => {
    const [row] = await db().select().from(subscribers).where(eq(subscribers.id, id));
    return row;
  };
  const eventsOf = (id: string) =>
    db()
      .select()
      .from(subscriberEvents)
      .where(eq(subscriberEvents.subscriberId, id))
      .orderBy(subscriberEvents.createdAt);
  const listsOf = async (id: string) => {
    const rows = await db()
      .select()
      .from(listSubscriptions)
      .where(eq(listSubscriptions.subscriberId, id));
    return rows.map(({ listId }) => listId).toSorted();
  };
  const input = (more: object = {}) => ({
    ...{ id: crypto.randomUUID(), email: `Mia.${crypto.randomUUID()}@Example.test` },
    ...{ lists: [], fields: {}, consent, ...more },
  });

  test("a member adds a person with their consent, compared folded and mailed as typed", async () => {
    const { join, addList, organizationId, events } = await audienceTeam(db());
    const member = await join("member");
    const list = await addList("Monthly letter");
    const person = input({ lists: [list], name: "Mia Vogel" });
    expect((await addSubscriber(db(), member, person)).outcome).toBe("done");
    expect((await addSubscriber(db(), member, person)).outcome).toBe("unchanged");
    expect(await rowOf(person.id)).toMatchObject({
      organizationId,
      ownerId: member.userId,
      email: person.email.toLowerCase(),
      address: person.email,
      addressHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      status: "subscribed",
      pendingSince: null,
    });
    expect(await listsOf(person.id)).toEqual([list]);
    expect(await eventsOf(person.id)).toMatchObject([
      { kind: "added", actorId: member.userId, consent, details: { lists: ["Monthly letter"] } },
    ]);
    // The trail outlives an erasure, so it tells no address.
    expect(JSON.stringify(await events())).not.toContain("mia");
    const again = { ...input(), email: person.email.toUpperCase() };
    expect((await addSubscriber(db(), member, again)).outcome).toBe("subscriber_exists");
  });

  test("an address that is suppressed is refused with its reason, and nothing is written", async () => {
    const { owner, organizationId, suppress: mark } = await audienceTeam(db());
    const { hashAddress } = await import("#lib/products/newsletter/address-hash.ts");
    const reasons = {
      bounce: "address_bounced",
      do_not_mail: "address_do_not_mail",
      complaint: "address_complained",
      left: "address_left",
    } as const;
    for (const [reason, outcome] of Object.entries(reasons)) {
      const person = input();
      await mark(await hashAddress(person.email.toLowerCase()), reason as keyof typeof reasons);
      expect((await addSubscriber(db(), owner, person)).outcome).toBe(outcome);
    }
    const all = eq(subscribers.organizationId, organizationId);
    expect(await db().$count(subscribers, all)).toBe(0);
  });

  test("nobody joins a list of another organization, or an archived one", async () => {
    const { owner, addList } = await audienceTeam(db());
    const foreign = await audienceTeam(db());
    const theirs = await foreign.addList("Theirs");
    const archived = await addList("Old", { archivedAt: new Date() });
    for (const list of [theirs, archived, crypto.randomUUID()]) {
      const person = input({ lists: [list] });
      expect((await addSubscriber(db(), owner, person)).outcome).toBe("lists_unknown");
    }
    const { id } = await foreign.addPerson([theirs]);
    for (const act of [unsubscribe, suppress, unsuppress]) {
      expect((await act(db(), owner, { id })).outcome).toBe("not_found");
    }
    expect((await setLists(db(), owner, { id, listIds: [] })).outcome).toBe("not_found");
    const changes = { id, email: "x@example.test", fields: {} };
    expect((await updateSubscriber(db(), owner, changes)).outcome).toBe("not_found");
    expect((await unsubscribe(db(), await foreign.outsider(), { id })).outcome).toBe("not_found");
    expect(await listsOf(id)).toEqual([theirs]);
  });

  test("own fields take what fits their kind, and an empty value clears one", async () => {
    const { owner, organizationId } = await audienceTeam(db());
    const kinds = { city: "text", seats: "number", since: "date", partner: "boolean" } as const;
    for (const [key, kind] of Object.entries(kinds)) {
      await db()
        .insert(subscriberFields)
        .values({ organizationId, key, label: key, kind: kind as "text" });
    }
    const fields = { city: "Hamburg", seats: "12.5", since: "2026-11-20", partner: "yes" };
    const person = input({ fields });
    expect((await addSubscriber(db(), owner, person)).outcome).toBe("done");
    expect((await rowOf(person.id))?.fields).toEqual(fields);
    const { id, email } = person;
    const change = (changed: Record<string, string>) =>
      updateSubscriber(db(), owner, { id, email, fields: changed });
    for (const wrong of [
      ["seats", "many"],
      ["since", "2026-13-01"],
      ["since", "2026-00-10"],
      ["since", "2026-02-30"],
      ["since", "2026-02-29"],
      ["since", "2026-11-31"],
      ["since", "1900-02-29"],
      ["partner", "1"],
    ] as const) {
      expect((await change(Object.fromEntries([wrong]))).outcome).toBe("field_value_invalid");
    }
    expect((await change({ other: "x" })).outcome).toBe("field_unknown");
    expect((await change({ city: "Hamburg" })).outcome).toBe("unchanged");
    for (const since of ["2028-02-29", "2026-12-31", fields.since]) {
      expect((await change({ since })).outcome).toBe("done");
    }
    expect((await change({ city: "", seats: "13" })).outcome).toBe("done");
    expect((await rowOf(id))?.fields).toEqual({
      ...{ seats: "13" },
      since: fields.since,
      partner: "yes",
    });
  });

  test("a person is put on lists and taken off, each with an event", async () => {
    const { owner, addList, addPerson } = await audienceTeam(db());
    const [one, other, old] = [
      await addList("One"),
      await addList("Other"),
      await addList("Old", { archivedAt: new Date() }),
    ];
    const { id } = await addPerson([one, old]);
    expect((await setLists(db(), owner, { id, listIds: [other] })).outcome).toBe("done");
    expect((await setLists(db(), owner, { id, listIds: [other] })).outcome).toBe("unchanged");
    expect(await listsOf(id)).toEqual([other, old].toSorted());
    const told = (await eventsOf(id)).map(({ kind, details }) => ({ kind, details }));
    expect(told).toHaveLength(2);
    expect(told).toContainEqual({ kind: "left", details: { list: "One" } });
    expect(told).toContainEqual({ kind: "joined", details: { list: "Other" } });
  });

  test("someone who unsubscribed is on no list, and comes back by a new consent only", async () => {
    const { owner, addList, addPerson } = await audienceTeam(db());
    const list = await addList("Monthly letter");
    const { id } = await addPerson([list], { pendingSince: new Date() });
    expect((await resubscribe(db(), owner, { id, consent })).outcome).toBe(
      "subscriber_not_unsubscribed",
    );
    expect((await unsubscribe(db(), owner, { id })).outcome).toBe("done");
    expect((await unsubscribe(db(), owner, { id })).outcome).toBe("unchanged");
    expect(await rowOf(id)).toMatchObject({ status: "unsubscribed", pendingSince: null });
    expect(await listsOf(id)).toEqual([]);
    expect((await setLists(db(), owner, { id, listIds: [list] })).outcome).toBe(
      "subscriber_unsubscribed",
    );
    expect((await resubscribe(db(), owner, { id, consent })).outcome).toBe("done");
    expect((await eventsOf(id)).map(({ kind, consent }) => ({ kind, consent }))).toEqual([
      { kind: "unsubscribed", consent: null },
      { kind: "resubscribed", consent },
    ]);
  });

  test("owners lift a bounce and do not mail, and nobody a complaint", async () => {
    const { owner, join, organizationId, addPerson, suppress: mark } = await audienceTeam(db());
    const { id, addressHash } = await addPerson([], { status: "bounced", bouncedAt: new Date() });
    await mark(addressHash, "bounce");
    const admin = await join("admin");
    const reason = async () => {
      const [row] = await db()
        .select()
        .from(suppressions)
        .where(
          and(
            eq(suppressions.organizationId, organizationId),
            eq(suppressions.addressHash, addressHash),
          ),
        );
      return row?.reason;
    };
    expect((await unsuppress(db(), admin, { id })).outcome).toBe("forbidden");
    expect((await unsuppress(db(), owner, { id })).outcome).toBe("done");
    expect(await rowOf(id)).toMatchObject({ status: "subscribed", bouncedAt: null });
    expect((await unsuppress(db(), owner, { id })).outcome).toBe("not_suppressed");
    expect((await suppress(db(), admin, { id })).outcome).toBe("done");
    expect((await suppress(db(), admin, { id })).outcome).toBe("unchanged");
    expect(await reason()).toBe("do_not_mail");
    // The suppression is the address's, so it cannot be had rid of by another address.
    const changes = { id, email: `${crypto.randomUUID()}@example.test`, fields: {} };
    expect((await updateSubscriber(db(), admin, changes)).outcome).toBe("address_do_not_mail");
    expect((await unsuppress(db(), owner, { id })).outcome).toBe("done");
    await mark(addressHash, "complaint");
    expect((await suppress(db(), admin, { id })).outcome).toBe("unchanged");
    expect((await unsuppress(db(), owner, { id })).outcome).toBe("complaint_stays");
    expect(await reason()).toBe("complaint");
  });

  test("of 10 who add one address at once, one does", async () => {
    const { owner, organizationId } = await audienceTeam(db());
    const { email } = input();
    const acted = await Promise.all(
      Array.from({ length: 10 }, () => addSubscriber(db(), owner, { ...input(), email })),
    );
    expect(tally(acted)).toEqual({ done: 1, subscriber_exists: 9 });
    const all = eq(subscribers.organizationId, organizationId);
    expect(await db().$count(subscribers, all)).toBe(1);
  });
});
