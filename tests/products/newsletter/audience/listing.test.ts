import { describe, expect, test } from "vitest";
import { getSubscribers, subscribersPerPage } from "#app/(edge)/o/[slug]/subscribers/read.ts";
import { shownStatuses } from "#lib/products/newsletter/audience/filter.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { audienceTeam } from "./people.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("the list of subscribers shows those of a status, of a list, or with a part of a name", async () => {
    const { owner, addList, addPerson, suppress, outsider } = await audienceTeam(db());
    const letter = await addList("Monthly letter");
    const now = new Date();
    const people = {
      subscribed: await addPerson([letter], { name: "Mia 100%" }),
      pending: await addPerson([], { pendingSince: now, name: "Jonas_B" }),
      unsubscribed: await addPerson([], { status: "unsubscribed", unsubscribedAt: now }),
      bounced: await addPerson([], { status: "bounced", bouncedAt: now }),
      suppressed: await addPerson([letter], { status: "unsubscribed", name: "Aylin" }),
    };
    await suppress(people.suppressed.addressHash);
    // Another organization's, of the same address.
    const foreign = await audienceTeam(db());
    await foreign.suppress(people.subscribed.addressHash);

    const idsOf = async (asked: Parameters<typeof getSubscribers>[2]) => {
      const found = await getSubscribers(db(), owner, asked);
      expect(found?.count).toBe(found?.shown.length);
      return found?.shown.map(({ id }) => id).toSorted();
    };
    const of = (...names: (keyof typeof people)[]) => names.map((name) => people[name].id).sort();
    for (const status of shownStatuses) {
      const also = status === "unsubscribed" ? (["suppressed"] as const) : [];
      expect(await idsOf({ status }), status).toEqual(of(status, ...also));
    }
    expect(await idsOf({ list: letter })).toEqual(of("subscribed", "suppressed"));
    expect(await idsOf({ list: letter, status: "suppressed" })).toEqual(of("suppressed"));
    expect(await idsOf({ search: "MIA 1" })).toEqual(of("subscribed"));
    // What a pattern means in SQL is a letter here.
    expect(await idsOf({ search: "0%" })).toEqual(of("subscribed"));
    expect(await idsOf({ search: "s_b" })).toEqual(of("pending"));
    expect(await idsOf({ search: "a_l" })).toEqual([]);
    expect(await getSubscribers(db(), await outsider(), {})).toBeNull();
  });

  test("pages lead through all of them, newest first, and back", async () => {
    const { owner, addPerson } = await audienceTeam(db());
    const ids: string[] = [];
    for (let number = 0; number < subscribersPerPage + 2; number++) {
      // Some came at the same moment.
      const createdAt = new Date(Date.UTC(2026, 0, 1, 0, Math.floor(number / 3)));
      ids.unshift((await addPerson([], { createdAt })).id);
    }
    const first = await getSubscribers(db(), owner, {});
    const second = await getSubscribers(db(), owner, { after: first?.next });
    const seen = [...(first?.shown ?? []), ...(second?.shown ?? [])];
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    const moments = seen.map(({ createdAt }) => createdAt.getTime());
    expect(moments).toEqual(moments.toSorted((one, other) => other - one));
    expect([first?.shown.length, second?.shown.length]).toEqual([subscribersPerPage, 2]);
    const back = await getSubscribers(db(), owner, { before: second?.previous });
    expect(back?.shown).toEqual(first?.shown);
  });
});
