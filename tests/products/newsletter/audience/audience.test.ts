import { describe, expect, test } from "vitest";
import { rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import {
  audienceCount,
  audienceOfCampaign,
  audienceOfChoice,
  audienceSql,
  type Chosen,
} from "#lib/products/newsletter/audience/audience.ts";
import type { SegmentFilter } from "#lib/products/newsletter/audience/filter.ts";
import {
  campaignAudience,
  campaignSends,
  campaigns,
  segments,
  subscribers,
} from "#lib/products/newsletter/schema.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { audienceTeam } from "./people.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  const idsOf = (organizationId: string, chosen: Chosen[]) =>
    rows(
      db(),
      sql`select subscriber_id from ${audienceSql(
        sql`${organizationId}::uuid`,
        audienceOfChoice(sql`${organizationId}::uuid`, chosen),
      )}`,
      (row) => String(row.subscriber_id),
    );

  test("an audience has each person of its lists once, and nobody who is left out or may not be mailed", async () => {
    const { organizationId, addList, addPerson, suppress } = await audienceTeam(db());
    const [monthly, changes, staff] = [
      await addList("Monthly letter"),
      await addList("Product changes"),
      await addList("Staff"),
    ];
    const both = await addPerson([monthly, changes]);
    const one = await addPerson([changes]);
    await addPerson([monthly, staff]);
    await addPerson([monthly], { status: "unsubscribed" });
    await addPerson([monthly], { pendingSince: new Date() });
    await suppress((await addPerson([monthly])).addressHash);
    await addPerson();
    const chosen = [{ listId: monthly }, { listId: changes }, { listId: staff, isExcluded: true }];
    expect(await idsOf(organizationId, chosen)).toEqual([both.id, one.id].toSorted());
    expect(await idsOf(organizationId, [])).toEqual([]);
    const foreign = await audienceTeam(db());
    expect(await idsOf(foreign.organizationId, chosen)).toEqual([]);
  });

  test("the audience of a campaign is read in one statement, a page at a time", async () => {
    const { organizationId, ownerId, addList, addPerson } = await audienceTeam(db());
    const [monthly, staff] = [await addList("Monthly letter"), await addList("Staff")];
    const people = [];
    for (let count = 0; count < 3; count++) people.push((await addPerson([monthly])).id);
    await addPerson([monthly, staff]);
    const berlin = (await addPerson([], { fields: { city: "Berlin" } })).id;
    const filter: SegmentFilter = {
      match: "all",
      conditions: [{ on: "field", key: "city", is: "is", value: "berlin" }],
    };
    const [segmentId, campaignId] = [crypto.randomUUID(), crypto.randomUUID()];
    await db()
      .insert(segments)
      .values({ id: segmentId, organizationId, ownerId, name: "Berlin", filter });
    await db()
      .insert(campaigns)
      .values({ id: campaignId, organizationId, listId: monthly, subject: "News" });
    await db()
      .insert(campaignAudience)
      .values([
        { organizationId, campaignId, segmentId },
        { organizationId, campaignId, listId: staff, isExcluded: true },
      ]);
    const wanted = [...people, berlin].toSorted();
    const read = (after: string | null, limit: number) =>
      rows(
        db(),
        sql`select subscriber_id, ${audienceCount(
          campaigns.organizationId,
          audienceOfCampaign(campaigns),
        )} as people
          from ${campaigns} cross join ${audienceSql(
            campaigns.organizationId,
            audienceOfCampaign(campaigns),
            { after: sql`${after}::uuid`, limit: sql`${limit}::bigint` },
          )}
          where ${campaigns.id} = ${campaignId}::uuid`,
        (row) => ({ id: String(row.subscriber_id), people: Number(row.people) }),
      );
    const first = await read(null, 3);
    expect(first).toEqual(wanted.slice(0, 3).map((id) => ({ id, people: 4 })));
    expect(await read(first.at(-1)?.id ?? "", 3)).toEqual([{ id: wanted[3], people: 4 }]);
    await db().update(subscribers).set({ status: "unsubscribed" });
    expect(await read(null, 3)).toEqual([]);
  });

  const cases: [string, SegmentFilter["conditions"][number], string[]][] = [
    ["a status", { on: "status", is: "is", value: "pending" }, ["pending"]],
    ["who is not on a list", { on: "list", is: "is_not", value: "list" }, ["berlin", "pending"]],
    ["a part of an address", { on: "email", is: "contains", value: "%" }, []],
    ["the end of a name", { on: "name", is: "contains", value: "vogel" }, ["berlin"]],
    ["a field", { on: "field", key: "city", is: "is_not", value: "Berlin" }, ["old", "pending"]],
    ["an empty field", { on: "field", key: "city", is: "empty" }, ["pending"]],
    ["a number", { on: "field", key: "seats", is: "above", value: "9" }, ["old"]],
    ["a day", { on: "field", key: "since", is: "before", value: "2026-01-01" }, ["old"]],
    ["a quote", { on: "field", key: "city", is: "is", value: "' or true --" }, []],
    ["days", { on: "added", is: "within", value: 30 }, ["berlin", "pending"]],
    ["a day of joining", { on: "added", is: "before", value: "2026-01-01" }, ["old"]],
    ["opened mails", { on: "mail", is: "opened", value: 2 }, ["berlin"]],
    [
      "mails not clicked",
      { on: "mail", is: "not_clicked", value: 2 },
      ["berlin", "old", "pending"],
    ],
  ];

  test.each(cases)("a segment finds people by %s", async (_, condition, wanted) => {
    const { organizationId, addList, addPerson } = await audienceTeam(db());
    const listId = await addList("Monthly letter");
    const fields = { city: "Berlin", seats: "5", since: "2026-05-01" };
    const people = {
      berlin: await addPerson([], { name: "Mia Vogel", fields }),
      old: await addPerson([listId], {
        createdAt: new Date("2025-05-05"),
        fields: { city: "Kyiv", seats: "10", since: "2025-12-31" },
      }),
      pending: await addPerson([], { pendingSince: new Date(), fields: { seats: "many" } }),
    };
    const campaignId = crypto.randomUUID();
    await db()
      .insert(campaigns)
      .values({ id: campaignId, organizationId, listId, subject: "News", status: "sent" });
    await db()
      .insert(campaignSends)
      .values({
        ...{ organizationId, campaignId, subscriberId: people.berlin.id },
        firstOpenedAt: new Date(),
      });
    const conditions = [condition.on === "list" ? { ...condition, value: listId } : condition];
    const filter = JSON.stringify({ match: "all", conditions });
    const [found] = await rows(
      db(),
      sql`select people, mailable,
          (select array_agg(id::text) from subscribers as person
            where organization_id = ${organizationId}::uuid) as everybody
        from newsletter_filter_count(${organizationId}::uuid, ${filter}::jsonb, 100)`,
      (row) => ({ people: Number(row.people), mailable: Number(row.mailable) }),
    );
    const isPending = wanted.includes("pending") ? 1 : 0;
    expect(found).toEqual({ people: wanted.length, mailable: wanted.length - isPending });
  });
});
