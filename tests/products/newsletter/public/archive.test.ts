import { execFileSync } from "node:child_process";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import * as campaignRoute from "#app/n/[slug]/[campaign]/route.newsletter.ts";
import * as atom from "#app/n/[slug]/atom.xml/route.newsletter.ts";
import * as archiveRoute from "#app/n/[slug]/route.newsletter.ts";
import * as rss from "#app/n/[slug]/rss.xml/route.newsletter.ts";
import * as viewRoute from "#app/newsletter/view/[token]/route.newsletter.ts";
import {
  campaignLetters,
  campaignLinks,
  campaignSends,
  campaigns,
  organizations,
  subscribers,
} from "#drizzle/tables.ts";
import { freezeLetter } from "#lib/products/newsletter/letter/freeze.ts";
import { signPersonal } from "#lib/products/newsletter/links.ts";
import {
  readArchive,
  readFeed,
  readOwnLetter,
  readPublicLetter,
} from "#lib/products/newsletter/public/archive/read-archive.ts";
import { drivers, type TestDrizzle, testDatabase } from "../../../database.ts";
import { type Audience, audience, changed, everything, stubRoutes } from "./audience.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];
beforeAll(() => stubRoutes(database, { APP_URL: "https://app.example" }));
afterEach(() => vi.restoreAllMocks());
afterAll(() => vi.unstubAllEnvs());

type Row = Partial<typeof campaigns.$inferInsert>;

/** A campaign that was sent, with its letter. */
async function published(on: TestDrizzle, team: Audience, listId: string, row: Row = {}) {
  const content =
    row.content ?? "Hello {{first_name|reader}}, see [the news](https://site.example/a?b=1&c=2).";
  const finishedAt = new Date("2026-03-04T10:00:00Z");
  const own = { isPublic: true, finishedAt, subject: "News", content, ...row };
  const campaignId = await team.campaign(listId, own);
  const { letter, targets } = freezeLetter({
    campaign: { preheader: "", subjectB: null, ...own },
    settings: { senderName: "", replyTo: null, postalAddress: "" },
    organization: "A team",
    fields: [],
  });
  const { organizationId } = team;
  await on.insert(campaignLetters).values({ campaignId, organizationId, letter });
  for (const [number, target] of targets.entries()) {
    await on.insert(campaignLinks).values({ campaignId, organizationId, number, target });
  }
  return campaignId;
}

describe.each(drivers)("on %s", (driver) => {
  test("the archive has what was sent and made public, newest first, and nothing else", async () => {
    const on = database.on[driver];
    const team = await audience(on);
    const list = await team.list("Monthly");
    const at = (day: number) => new Date(Date.UTC(2026, 0, day));
    const first = await published(on, team, list, { finishedAt: at(1), subject: "First" });
    const second = await published(on, team, list, { finishedAt: at(2), subject: "Second" });
    const hidden = [
      await published(on, team, list, { isPublic: false }),
      await published(on, team, list, { status: "scheduled", finishedAt: null }),
      await published(on, team, list, { cancelledAt: at(3) }),
      await team.campaign(list, { isPublic: true }),
    ];
    const other = await audience(on);
    const foreign = await published(on, other, await other.list("Theirs"));
    const { slug } = team;
    const found = await readArchive(on, { slug });
    expect(found?.letters.shown.map(({ id, sentAt }) => [id, sentAt])).toEqual([
      [second, at(2)],
      [first, at(1)],
    ]);
    const next = await readArchive(on, { slug, after: second });
    expect(next?.letters.shown.map(({ id }) => id)).toEqual([first]);
    const fed = await readFeed(on, slug);
    expect(fed?.letters.map(({ id }) => id)).toEqual([second, first]);
    expect(await readPublicLetter(on, { slug, id: first })).toMatchObject({ slug });
    for (const id of [...hidden, foreign, "no id"]) {
      expect(await readPublicLetter(on, { slug, id })).toBeNull();
    }
    const person = await team.person([], { name: "Mia Vogel" });
    const { organizationId } = team;
    const link = { organizationId, subscriberId: person, campaignId: first };
    expect(await readOwnLetter(on, link)).toMatchObject({
      person: { name: "Mia Vogel" },
      variant: 0,
    });
    expect(await readOwnLetter(on, { ...link, campaignId: foreign })).toBeNull();
    await on
      .update(organizations)
      .set({ deletedAt: new Date() })
      .where(eq(organizations.id, organizationId));
    expect(await readArchive(on, { slug })).toBeNull();
    expect(await readFeed(on, slug)).toBeNull();
  });
});

const request = (query = "") => new Request(`http://localhost:3000/${query}`);
const open = (slug: string, query = "") =>
  archiveRoute.GET(request(query), { params: Promise.resolve({ slug }) });
const read = (slug: string, campaign: string) =>
  campaignRoute.GET(request(), { params: Promise.resolve({ slug, campaign }) });
const feeds = { rss, atom };
const feed = (kind: "rss" | "atom", slug: string) =>
  feeds[kind].GET(request(), { params: Promise.resolve({ slug }) });

/** What a strict parser of XML reads, by the names of elements. */
const parsed = (xml: string): { tags: string[]; texts: string[] } =>
  JSON.parse(execFileSync("python3", ["-c", reader], { input: xml, encoding: "utf8" }));
const reader = `
import sys, json, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps({"tags": [e.tag.split("}")[-1] for e in root.iter()], "texts": [e.text or "" for e in root.iter()]}))
`;

test("the pages and feeds change nothing, however often they are read", async () => {
  const team = await audience(db());
  const id = await published(db(), team, await team.list("Monthly"), {
    subject: "Hi {{name|you}} <b>",
  });
  const before = await everything(db());
  for (let time = 0; time < 10; time++) {
    const index = await (await open(team.slug)).text();
    expect(index).toContain(`href="/n/${team.slug}/${id}">Hi you &lt;b&gt;</a>`);
    const page = await read(team.slug, id);
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain("Hello reader, see");
    expect(text).toContain('href="https://site.example/a?b=1&amp;c=2"');
    expect(text).not.toContain("Unsubscribe");
    expect(text).not.toContain("<script");
    for (const kind of ["rss", "atom"] as const) {
      expect((await feed(kind, team.slug)).status).toBe(200);
    }
  }
  expect(await everything(db())).toBe(before);
});

test("a link that a member corrected leads to the new place, here and in the view of one person", async () => {
  const team = await audience(db());
  const id = await published(db(), team, await team.list("Monthly"));
  await db()
    .update(campaignLinks)
    .set({ corrected: "https://site.example/right" })
    .where(eq(campaignLinks.campaignId, id));
  expect(await (await read(team.slug, id)).text()).toContain('href="https://site.example/right"');
  const person = await team.person([], { name: "Mia Vogel" });
  const { organizationId } = team;
  await db().insert(campaignSends).values({ organizationId, campaignId: id, subscriberId: person });
  const token = await signPersonal("view", {
    organizationId,
    subscriberId: person,
    campaignId: id,
  });
  const view = async () => viewRoute.GET(request(), { params: Promise.resolve({ token }) });
  const text = await (await view()).text();
  expect(text).toContain("Hello Mia, see");
  expect(text).toContain('href="https://site.example/right"');
  expect(text).toContain("/newsletter/leave/");
  await db().delete(subscribers).where(eq(subscribers.id, person));
  expect(await (await view()).text()).toContain("Hello reader, see");
  await db().delete(campaigns).where(eq(campaigns.id, id));
  expect((await view()).status).toBe(404);
  const asked = vi.spyOn(globalThis, "fetch");
  for (let place = 0; place < token.length; place++) {
    const params = Promise.resolve({ token: changed(token, place) });
    expect((await viewRoute.GET(request(), { params })).status).toBe(404);
  }
  expect(asked).not.toHaveBeenCalled();
});

test("feeds are XML that a strict parser reads, whatever stands in a letter", async () => {
  const team = await audience(db());
  const list = await team.list("Monthly");
  await published(db(), team, list, {
    subject: "Using <b> & ]]> \f\u0001 \ud83c\udf89",
    content: "One ]]> two \f & <script>alert(1)</script> [x](https://site.example/?a=1&b=2)",
  });
  await published(db(), team, list, { subject: "", content: "" });
  for (const [kind, type, date] of [
    ["rss", "application/rss+xml; charset=utf-8", "Wed, 04 Mar 2026 10:00:00 GMT"],
    ["atom", "application/atom+xml; charset=utf-8", "2026-03-04T10:00:00.000Z"],
  ] as const) {
    const answer = await feed(kind, team.slug);
    expect(answer.headers.get("content-type")).toBe(type);
    const { tags, texts } = parsed(await answer.text());
    expect(tags.filter((tag) => tag === "item" || tag === "entry")).toHaveLength(2);
    expect(tags).not.toContain("script");
    expect(texts.some((text) => text.startsWith("Using &lt;b&gt; &amp; ]]&gt;"))).toBe(true);
    expect(texts).toContain("Without a subject");
    expect(texts).toContain(date);
  }
});

test.each(["nobody", "a\0b", "x".repeat(600)])("there is no newsletter at %j", async (slug) => {
  expect((await open(slug)).status).toBe(404);
  expect((await read(slug, crypto.randomUUID())).status).toBe(404);
  expect((await feed("rss", slug)).status).toBe(404);
  expect((await feed("atom", slug)).status).toBe(404);
});

test("an archive without campaigns says so, and its feeds are valid", async () => {
  const team = await audience(db());
  expect(await (await open(team.slug)).text()).toContain("Nothing has been published yet.");
  expect(await (await open(team.slug, "?before=nothing")).text()).toContain("Nothing");
  for (const kind of ["rss", "atom"] as const) {
    expect(parsed(await (await feed(kind, team.slug)).text()).tags).toContain("title");
  }
});
