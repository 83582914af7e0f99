import { sql } from "drizzle-orm";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { campaignStats, campaigns } from "#lib/products/newsletter/schema.ts";
import { getSearch } from "#lib/workspace/reads/get-search.ts";
import { getOverview } from "#lib/workspace/reads/overview.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { audienceTeam } from "./people.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  async function newsletter() {
    const team = await audienceTeam(db());
    const list = await team.addList("Monthly letter");
    const addCampaign = async (more: Partial<typeof campaigns.$inferInsert>) => {
      const id = crypto.randomUUID();
      const { organizationId } = team;
      const row = { id, organizationId, listId: list, subject: "News", ...more };
      await db().insert(campaigns).values(row);
      return id;
    };
    const card = async () => {
      const overview = await getOverview(db(), team.owner);
      return renderToStaticMarkup(overview?.parts.newsletter?.("/o/acme"));
    };
    return { ...team, list, addCampaign, card };
  }

  test("the card leads to adding people as long as nobody gets campaigns", async () => {
    const { card, addPerson, suppress } = await newsletter();
    const suppressed = await addPerson();
    await suppress(suppressed.addressHash);
    await addPerson([], { pendingSince: new Date() });
    await addPerson([], { status: "unsubscribed" });
    const empty = await card();
    expect(empty).toContain("people get your campaigns");
    expect(empty).toContain('href="/o/acme/subscribers/new"');
    expect(empty).not.toContain("Last sent");
    await addPerson();
    const one = await card();
    expect(one).toContain("person gets your campaigns");
    expect(one).not.toContain("/subscribers/new");
  });

  test("the card shows what was sent last and what is sent next", async () => {
    const { card, addCampaign, organizationId } = await newsletter();
    const day = (date: number) => new Date(Date.UTC(2031, 4, date, 9));
    const sent = { status: "sent", finishedAt: day(2) } as const;
    await addCampaign({ ...sent, subject: "Older", finishedAt: day(1) });
    const campaignId = await addCampaign({ ...sent, subject: "Latest" });
    await addCampaign({ ...sent, subject: "Stopped", finishedAt: day(3), cancelledAt: day(3) });
    for (const shard of [0, 1]) {
      const row = { campaignId, organizationId, hour: day(2), shard, sent: 700 };
      await db().insert(campaignStats).values(row);
    }
    const later = { status: "scheduled", scheduledAt: day(9) } as const;
    await addCampaign({ ...later, subject: "Later", scheduledAt: day(10) });
    const next = await addCampaign({ ...later, subject: "Soon" });
    await addCampaign({ ...later, subject: "Running", startedAt: day(8), scheduledAt: day(8) });
    const shown = await card();
    expect(shown).toContain("Latest");
    expect(shown).toContain("1,400 sent");
    expect(shown).toContain(`href="/o/acme/campaigns/${campaignId}"`);
    expect(shown).toContain("Soon");
    expect(shown).toContain("2031-05-09T09:00");
    expect(shown).toContain(`href="/o/acme/campaigns/${next}"`);
    for (const other of ["Older", "Stopped", "Later", "Running"]) {
      expect(shown).not.toContain(other);
    }
  });

  test("people and campaigns are found by words, in their own organization only", async () => {
    const { owner, join, addPerson, addCampaign } = await newsletter();
    const word = crypto.randomUUID().slice(0, 8);
    const typed = { email: `mia-${word}@example.test`, address: `Mia-${word}@Example.test` };
    const mia = await addPerson([], { ...typed, name: "Mia 100% Berg" });
    const nameless = await addPerson([], { email: `jon-${word}@example.test` });
    await addPerson([], { name: "Mia 100 Berg" });
    const campaign = await addCampaign({ subject: `A word: ${word}` });
    const found = await getSearch(db(), await join("member"), word.toUpperCase());
    const paths = [nameless, mia].map(({ id }) => `/subscribers/${id}`);
    expect(found?.groups).toEqual([
      {
        label: "Subscribers",
        hasMore: false,
        hits: expect.arrayContaining([
          { path: paths[0], title: nameless.email, detail: nameless.email },
          { path: paths[1], title: "Mia 100% Berg", detail: typed.address },
        ]),
      },
      {
        label: "Campaigns",
        hasMore: false,
        hits: [{ path: `/campaigns/${campaign}`, title: `A word: ${word}`, detail: "draft" }],
      },
    ]);
    const sign = await getSearch(db(), owner, "100%");
    expect(sign?.groups.map(({ hits }) => hits.length)).toEqual([1]);
    const foreign = await audienceTeam(db());
    expect((await getSearch(db(), foreign.owner, word))?.groups).toEqual([]);
  });

  test("someone who came before hundreds of others is found by the index of words", async () => {
    const { owner, organizationId, addPerson } = await newsletter();
    const first = await addPerson([], { name: "Zoe Lind", createdAt: new Date("2020-01-01") });
    await db().execute(sql`insert into subscribers (organization_id, owner_id, email)
      select ${organizationId}, ${owner.userId}, 'reader-' || n || '@example.test'
      from generate_series(1, 600) as n`);
    const found = await getSearch(db(), owner, "zoe lind");
    expect(found?.groups).toMatchObject([{ hits: [{ path: `/subscribers/${first.id}` }] }]);
    const many = await getSearch(db(), owner, "reader");
    expect(many?.groups).toMatchObject([{ hasMore: true }]);
  });
});
