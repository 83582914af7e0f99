import { expect, test } from "vitest";
import { campaignLinkStats, campaignLinks, campaignRuns, campaignStats } from "#drizzle/tables.ts";
import { everyHour } from "#lib/products/newsletter/figures/figures.ts";
import { call } from "#tests/api/api.ts";
import { db, setUp } from "#tests/api/calls/set-up.ts";
import { aReadyDraft } from "../campaigns.ts";

const first = new Date("2026-11-20T08:00:00Z");
const after = (hours: number) => new Date(first.getTime() + hours * 3_600_000);

test("a program reads the figures of a campaign once it has started, over all shards and hours", async () => {
  const found = await setUp("member");
  const { id } = await aReadyDraft(db(), { id: found.id, ownerId: found.userId });
  const as = (await found.key(["newsletter.read"])).key;
  const one = { as, params: { ...found.params, id } };
  const figures = () => call("getCampaignFigures", one);
  expect((await figures()).status).toBe(404);

  const row = { campaignId: id, organizationId: found.id };
  await db()
    .insert(campaignRuns)
    .values({ ...row, recipients: 9, creditsSpent: 9, creditsReturned: 2 });
  const empty = await figures();
  expect(empty).toMatchObject({ status: 200, body: { recipients: 9, hours: [], links: [] } });
  expect(new Set(Object.values(empty.body?.total ?? {}))).toEqual(new Set([0]));

  await db()
    .insert(campaignStats)
    .values([
      { ...row, hour: first, shard: 0, sent: 3, opened: 1 },
      { ...row, hour: first, shard: 5, sent: 2, bounced: 1, left: 1 },
      { ...row, hour: after(2), shard: 1, clicked: 1, machineClicks: 2, complained: 1 },
      { ...row, hour: after(100), shard: 0, opened: 1, uncertain: 1, erased: 1 },
    ]);
  await db()
    .insert(campaignLinks)
    .values([
      { ...row, number: 0, target: "https://a.example/" },
      { ...row, number: 1, target: "https://b.example/", corrected: "https://c.example/" },
    ]);
  await db()
    .insert(campaignLinkStats)
    .values([
      { ...row, number: 1, shard: 0, clicks: 2, people: 1 },
      { ...row, number: 1, shard: 7, clicks: 1, people: 1, machineClicks: 4 },
    ]);
  const { body } = await figures();
  expect(body).toMatchObject({
    recipients: 9,
    credits: { spent: 9, returned: 2 },
    total: {
      ...{ sent: 5, bounced: 1, complained: 1, left: 1, opened: 2, clicked: 1 },
      ...{ machineOpens: 0, machineClicks: 2, uncertain: 1, erased: 1 },
    },
    links: [
      { number: 0, target: "https://a.example/", clicks: 0, people: 0, machineClicks: 0 },
      { number: 1, target: "https://c.example/", clicks: 3, people: 2, machineClicks: 4 },
    ],
  });
  const hours = body?.hours as { hour: string; sent: number; clicked: number }[];
  expect(hours.map(({ hour, ...more }) => ({ ...more, hour: new Date(hour) }))).toMatchObject([
    { hour: first, sent: 5, opened: 1, left: 1 },
    { hour: after(2), sent: 0, clicked: 1 },
  ]);
  const told = hours.map(({ hour, sent }) => ({ hour: new Date(hour), sent }));
  expect(everyHour(told, (hour) => ({ hour, sent: 0 }))).toEqual([
    { hour: first, sent: 5 },
    { hour: after(1), sent: 0 },
    { hour: after(2), sent: 0 },
  ]);

  const stranger = await setUp("owner");
  const key = (await stranger.key(["newsletter.read"])).key;
  const foreign = { as: key, params: { ...stranger.params, id } };
  expect((await call("getCampaignFigures", foreign)).status).toBe(404);
});
