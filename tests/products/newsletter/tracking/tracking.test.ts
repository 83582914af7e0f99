import { eq, sql } from "drizzle-orm";
import * as fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { GET as click } from "#app/newsletter/click/[token]/route.newsletter.ts";
import { GET as open } from "#app/newsletter/open/[token]/route.newsletter.ts";
import {
  campaignLinkStats,
  campaignLinks,
  campaignSends,
  campaignStats,
  newsletterSettings,
  subscribers,
} from "#drizzle/tables.ts";
import { clickPath, openPath } from "#lib/products/newsletter/tracking/addresses.ts";
import { signClick, signOpen } from "#lib/products/newsletter/tracking/links.ts";
import { recordClick, recordOpen } from "#lib/products/newsletter/tracking/record.ts";
import { drivers, type TestDrizzle, testDatabase } from "../../../database.ts";
import { check } from "../../../sync/property.ts";
import { audience, changed, everything, stubRoutes } from "../public/audience.ts";

const database = testDatabase();
const direct = () => database.on["postgres-js direct"];
beforeAll(() => stubRoutes(database));
afterEach(() => vi.restoreAllMocks());
afterAll(() => vi.unstubAllEnvs());

/** People who were sent a campaign with two links a minute ago. */
async function sentCampaign(db: TestDrizzle, count = 1, secondsAgo = 60) {
  const team = await audience(db);
  const { organizationId } = team;
  const campaignId = await team.campaign(await team.list("Monthly"));
  for (const number of [0, 1]) {
    const target = `https://example.com/${number}`;
    await db.insert(campaignLinks).values({ campaignId, organizationId, number, target });
  }
  const people = await Promise.all(Array.from({ length: count }, () => team.person()));
  for (const id of people) await team.send(campaignId, id);
  await db
    .update(campaignSends)
    .set({ status: "delivered", sentAt: sql`now() - make_interval(secs => ${secondsAgo})` })
    .where(eq(campaignSends.campaignId, campaignId));
  const sends = () =>
    db.select().from(campaignSends).where(eq(campaignSends.campaignId, campaignId));
  const mails = (await sends()).map(({ id }) => ({ id, organizationId, campaignId }));
  const [first] = mails;
  if (!first) throw new Error("unreachable");
  return {
    team,
    people,
    mails,
    mail: first,
    sends,
    figures: async () => {
      const hours = await db
        .select()
        .from(campaignStats)
        .where(eq(campaignStats.campaignId, campaignId));
      const links = await db
        .select()
        .from(campaignLinkStats)
        .where(eq(campaignLinkStats.campaignId, campaignId));
      const sum = <Row>(rows: Row[], of: (row: Row) => number) =>
        rows.reduce((total, row) => total + of(row), 0);
      return {
        opened: sum(hours, (row) => row.opened),
        clicked: sum(hours, (row) => row.clicked),
        machineOpens: sum(hours, (row) => row.machineOpens),
        machineClicks: sum(hours, (row) => row.machineClicks),
        links: [0, 1].map((number) => {
          const those = links.filter((row) => row.number === number);
          return {
            clicks: sum(those, (row) => row.clicks),
            people: sum(those, (row) => row.people),
            machineClicks: sum(those, (row) => row.machineClicks),
          };
        }),
      };
    },
  };
}

const none = { clicks: 0, people: 0, machineClicks: 0 };

describe.each(drivers)("on %s", (driver) => {
  test("a person opens and clicks once, and each click of theirs counts for its link", async () => {
    const db = database.on[driver];
    const { mail, sends, figures } = await sentCampaign(db);
    await recordOpen(db, mail, false);
    await recordOpen(db, mail, false);
    expect(await figures()).toMatchObject({ opened: 1, clicked: 0, machineOpens: 0 });
    const [opened] = await sends();
    expect(opened).toMatchObject({ status: "opened", firstClickedAt: null });
    await recordClick(db, { ...mail, number: 1 }, false);
    const [clicked] = await sends();
    await recordClick(db, { ...mail, number: 1 }, false);
    await recordClick(db, { ...mail, number: 0 }, false);
    expect(await sends()).toEqual([clicked]);
    expect(clicked?.firstOpenedAt).toEqual(opened?.firstOpenedAt);
    expect(await figures()).toEqual({
      ...{ opened: 1, clicked: 1, machineOpens: 0, machineClicks: 0 },
      links: [
        { clicks: 1, people: 0, machineClicks: 0 },
        { clicks: 2, people: 1, machineClicks: 0 },
      ],
    });
  });

  test("who clicks has opened; machines and clicks within seconds are counted apart", async () => {
    const db = database.on[driver];
    const late = await sentCampaign(db);
    await recordOpen(db, late.mail, true);
    await recordClick(db, { ...late.mail, number: 0 }, true);
    const [untouched] = await late.sends();
    expect(untouched).toMatchObject({ firstOpenedAt: null, firstClickedAt: null });
    await recordClick(db, { ...late.mail, number: 0 }, false);
    expect(await late.figures()).toEqual({
      ...{ opened: 1, clicked: 1, machineOpens: 1, machineClicks: 1 },
      links: [{ clicks: 1, people: 1, machineClicks: 1 }, none],
    });
    const early = await sentCampaign(db, 1, 0);
    await recordOpen(db, early.mail, false);
    await recordClick(db, { ...early.mail, number: 1 }, false);
    expect(await early.figures()).toEqual({
      ...{ opened: 0, clicked: 0, machineOpens: 1, machineClicks: 1 },
      links: [none, { ...none, machineClicks: 1 }],
    });
  });

  test("of someone who was erased, and in another organization, nothing is recorded", async () => {
    const db = database.on[driver];
    const { mail, people, figures } = await sentCampaign(db);
    const other = await audience(db);
    const { organizationId } = other;
    await recordClick(db, { ...mail, organizationId, number: 0 }, false);
    await recordOpen(db, { ...mail, organizationId }, false);
    await db.delete(subscribers).where(eq(subscribers.id, people[0] ?? ""));
    await recordClick(db, { ...mail, number: 0 }, false);
    await recordOpen(db, mail, false);
    expect(await figures()).toEqual({
      ...{ opened: 0, clicked: 0, machineOpens: 0, machineClicks: 0 },
      links: [none, none],
    });
  });
});

test("once a person or the organization has switched it off, links in older mails record nothing", async () => {
  const db = direct();
  const { mail, people, team, sends, figures } = await sentCampaign(db);
  const person = eq(subscribers.id, people[0] ?? "");
  const { organizationId } = team;
  const before = await sends();
  const all = async () => {
    await recordOpen(db, mail, false);
    await recordClick(db, { ...mail, number: 0 }, false);
    await recordClick(db, { ...mail, number: 0 }, true);
  };
  await db.update(subscribers).set({ isTracked: false }).where(person);
  await all();
  await db.update(subscribers).set({ isTracked: true }).where(person);
  await db.insert(newsletterSettings).values({ organizationId, isTracked: false });
  await all();
  expect(await sends()).toEqual(before);
  expect(await figures()).toMatchObject({ machineClicks: 0, links: [none, none] });
});

const event = fc.record({
  person: fc.nat(2),
  link: fc.nat(2),
  isMachine: fc.boolean(),
});

test("after any opens and clicks at once, the counters are a recount", async () => {
  await check(
    15,
    fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
      const { mails, sends, figures } = await sentCampaign(direct(), 3);
      await Promise.all(
        events.map(({ person, link, isMachine }) => {
          const mail = mails[person];
          if (!mail) throw new Error("unreachable");
          return link === 2
            ? recordOpen(direct(), mail, isMachine)
            : recordClick(direct(), { ...mail, number: link }, isMachine);
        }),
      );
      const rows = await sends();
      const told = await figures();
      const count = (is: (event: (typeof events)[number]) => boolean) => events.filter(is).length;
      expect(told).toMatchObject({
        opened: rows.filter((row) => row.firstOpenedAt).length,
        clicked: rows.filter((row) => row.firstClickedAt).length,
        machineOpens: count(({ link, isMachine }) => link === 2 && isMachine),
        machineClicks: count(({ link, isMachine }) => link < 2 && isMachine),
        links: [0, 1].map((number) => ({
          clicks: count(({ link, isMachine }) => link === number && !isMachine),
          machineClicks: count(({ link, isMachine }) => link === number && isMachine),
        })),
      });
      expect(told.links.reduce((sum, { people }) => sum + people, 0)).toBe(told.clicked);
      const clickers = new Set(
        events.flatMap(({ link, isMachine, person }) => (link < 2 && !isMachine ? [person] : [])),
      );
      expect(told.clicked).toBe(clickers.size);
    }),
  );
});

const request = (path: string, init: RequestInit = {}) =>
  new Request(`http://localhost:3000${path}`, init);
const params = (token: string) => ({ params: Promise.resolve({ token }) });
const target = "https://shop.example/a?b=c&d=%20e+f#part-2";

test("a click leads to its target with its fragment, and is recorded after the answer", async () => {
  const { mail, figures } = await sentCampaign(direct());
  const token = await signClick({ ...mail, number: 1 }, target);
  const answer = await click(request(clickPath(token, target)), params(token));
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe(target);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  await expect.poll(async () => (await figures()).clicked).toBe(1);
  for (const init of [{ method: "HEAD" }, { headers: { "sec-purpose": "prefetch;prerender" } }]) {
    expect((await click(request(clickPath(token, target), init), params(token))).status).toBe(302);
  }
  await expect.poll(async () => (await figures()).machineClicks).toBe(2);
});

test("an image of one pixel tells of an open", async () => {
  const { mail, figures } = await sentCampaign(direct());
  const token = await signOpen(mail);
  const answer = await open(request(openPath(token)), params(token));
  expect(answer.headers.get("content-type")).toBe("image/gif");
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 6)
      .toString(),
  ).toBe("GIF89a");
  await expect.poll(async () => (await figures()).opened).toBe(1);
});

test("a changed token or target, or a token of another kind, leads nowhere and changes nothing", async () => {
  const { mail } = await sentCampaign(direct());
  const token = await signClick({ ...mail, number: 1 }, target);
  const pixel = await signOpen(mail);
  const before = await everything(direct());
  const tried: [token: string, target: string][] = [
    ...Array.from(token, (_, place): [string, string] => [changed(token, place), target]),
    ...Array.from(target, (_, place): [string, string] => [token, changed(target, place)]),
    ...[pixel, "", "x", "x".repeat(9_000)].map((other): [string, string] => [other, target]),
    ...["", "//evil.example", "javascript:alert(1)", `${target}\r\nx: y`].map(
      (other): [string, string] => [token, other],
    ),
  ];
  for (const [one, to] of tried) {
    const answer = await click(request(clickPath(one, to)), params(one));
    expect([one, to, answer.status, answer.headers.get("location")]).toEqual([one, to, 404, null]);
  }
  expect((await click(request(`/newsletter/click/${token}`), params(token))).status).toBe(404);
  for (const other of [token, changed(pixel, 3), ""]) {
    expect((await open(request(openPath(other)), params(other))).status).toBe(404);
  }
  expect(await everything(direct())).toBe(before);
});

test("while the database is down, a click leads on", async () => {
  const { mail } = await sentCampaign(direct());
  const failed = vi.spyOn(console, "error").mockImplementation(() => {});
  const token = await signClick({ ...mail, number: 0 }, target);
  const down = new URL(database.pooled);
  down.port = "1";
  vi.stubEnv("DATABASE_URL", down.href);
  vi.resetModules();
  const { GET } = await import("#app/newsletter/click/[token]/route.newsletter.ts");
  const answer = await GET(request(clickPath(token, target)), params(token));
  expect([answer.status, answer.headers.get("location")]).toEqual([302, target]);
  await expect
    .poll(() => String(failed.mock.calls), { timeout: 20_000 })
    .toMatch(/tracking_failed/);
});
