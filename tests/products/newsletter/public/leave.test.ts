import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { POST } from "#app/api/newsletter/leave/[token]/route.newsletter.ts";
import * as page from "#app/newsletter/leave/[token]/route.newsletter.ts";
import {
  campaignSends,
  campaigns,
  organizations,
  subscribeForms,
  subscribers,
} from "#drizzle/tables.ts";
import { noCampaign, oneClickPath, signPersonal } from "#lib/products/newsletter/links.ts";
import { leave } from "#lib/products/newsletter/public/leave.ts";
import { shorten } from "#lib/products/newsletter/public/network.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { audience, changed, everything, stubRoutes } from "./audience.ts";

const database = testDatabase();
beforeAll(() => stubRoutes(database));
afterEach(() => vi.restoreAllMocks());
afterAll(() => vi.unstubAllEnvs());

const address = (token: string, query = "") =>
  `http://localhost:3000${oneClickPath(token)}${query}`;
const params = (token: string) => ({ params: Promise.resolve({ token }) });

const oneClick = (token: string, init: RequestInit = {}) =>
  POST(
    new Request(address(token), {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
      ...init,
    }),
    params(token),
  );

/** A person who was sent a campaign, with the link in it. */
async function reader(driver: (typeof drivers)[number] = "postgres-js direct") {
  const team = await audience(database.on[driver]);
  const monthly = await team.list("Monthly");
  const inside = await team.list("Inside", { isPublic: false });
  const id = await team.person([monthly, inside]);
  const campaignId = await team.campaign(monthly);
  await team.send(campaignId, id);
  const link = { organizationId: team.organizationId, subscriberId: id, campaignId };
  return { team, id, link, token: await signPersonal("leave", link) };
}

describe.each(drivers)("on %s", (driver) => {
  test("who leaves is off all lists, and is counted once for the campaign", async () => {
    const { team, id, link } = await reader(driver);
    const leaving = { ...link, by: "page", network: "203.0.113.0/24" } as const;
    expect(await leave(database.on[driver], leaving)).toBe(true);
    expect(await leave(database.on[driver], leaving)).toBe(false);
    expect(await team.row(id)).toMatchObject({ status: "unsubscribed" });
    expect((await team.row(id))?.unsubscribedAt).toBeInstanceOf(Date);
    expect(await team.listsOf(id)).toEqual([]);
    expect(await team.left(link.campaignId)).toBe(1);
    expect(await team.events(id)).toMatchObject([
      {
        kind: "unsubscribed",
        network: "203.0.113.0/24",
        details: {
          by: "page",
          campaign: link.campaignId,
          subject: "News",
          lists: ["Inside", "Monthly"],
        },
      },
    ]);
    const [send] = await database.on[driver]
      .select()
      .from(campaignSends)
      .where(eq(campaignSends.subscriberId, id));
    expect(send?.unsubscribedAt).toBeInstanceOf(Date);
  });

  test("a link of one organization does nothing to people of another", async () => {
    const { team, id } = await reader(driver);
    const other = await audience(database.on[driver]);
    const leaving = {
      subscriberId: id,
      campaignId: noCampaign,
      by: "page",
      network: null,
    } as const;
    const { organizationId } = other;
    expect(await leave(database.on[driver], { ...leaving, organizationId })).toBe(false);
    expect(await team.row(id)).toMatchObject({ status: "subscribed" });
  });
});

test("twenty clicks at once count one person", async () => {
  const { team, id, link, token } = await reader();
  const answers = await Promise.all(Array.from({ length: 20 }, () => oneClick(token)));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(await team.left(link.campaignId)).toBe(1);
  expect(await team.events(id)).toHaveLength(1);
});

test.each<[string, () => RequestInit]>([
  ["a form", () => ({})],
  [
    "multipart",
    () => {
      const body = new FormData();
      body.set("List-Unsubscribe", "One-Click");
      return { body };
    },
  ],
  ["nothing", () => ({ body: null })],
  ["another site's page", () => ({ headers: { origin: "https://mail.example" } })],
])("one click unsubscribes, sent as %s", async (_, init) => {
  const { team, id, token } = await reader();
  const answer = await oneClick(token, init());
  expect(answer.status).toBe(200);
  expect(answer.headers.get("location")).toBeNull();
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(await team.row(id)).toMatchObject({ status: "unsubscribed" });
  expect(await team.events(id)).toMatchObject([{ network: null, details: { by: "one-click" } }]);
});

test("one click on a link that nobody signed gets the same answer, and asks the database nothing", async () => {
  const { team, id, token } = await reader();
  const known = await (await oneClick(await signPersonal("leave", { ...team, ...other() }))).text();
  const before = await everything(database.on["postgres-js direct"]);
  const asked = vi.spyOn(globalThis, "fetch");
  for (const wrong of [changed(token, 3), changed(token, token.length - 1), "", "../../x", "a b"]) {
    const answer = await oneClick(wrong);
    expect([answer.status, await answer.text()]).toEqual([200, known]);
  }
  expect(asked).not.toHaveBeenCalled();
  expect(await everything(database.on["postgres-js direct"])).toBe(before);
  expect(await team.row(id)).toMatchObject({ status: "subscribed" });
});

const other = () => ({ subscriberId: crypto.randomUUID(), campaignId: noCampaign });

test("leaving works for a person who was erased, a campaign and an organization that are gone", async () => {
  const db = database.on["postgres-js direct"];
  const erased = await reader();
  await db.delete(subscribers).where(eq(subscribers.id, erased.id));
  expect((await oneClick(erased.token)).status).toBe(200);
  const deleted = await reader();
  await db.delete(campaigns).where(eq(campaigns.id, deleted.link.campaignId));
  expect((await oneClick(deleted.token)).status).toBe(200);
  expect(await deleted.team.row(deleted.id)).toMatchObject({ status: "unsubscribed" });
  const gone = await reader();
  await db.delete(organizations).where(eq(organizations.id, gone.link.organizationId));
  expect((await oneClick(gone.token)).status).toBe(200);
  for (const { token } of [erased, deleted, gone]) {
    const shown = await page.GET(new Request("http://localhost:3000/"), params(token));
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain("You are unsubscribed");
  }
});

test("a bounce that an owner lifts later does not bring back who has left meanwhile", async () => {
  const { team } = await reader();
  const id = await team.person([], { status: "bounced", bouncedAt: new Date() });
  const token = await signPersonal("leave", { ...team, subscriberId: id, campaignId: noCampaign });
  await oneClick(token);
  expect(await team.row(id)).toMatchObject({ status: "unsubscribed" });
  expect((await team.row(id))?.bouncedAt).toBeInstanceOf(Date);
});

test("the page shows a button and changes nothing, however often it is opened", async () => {
  const { token } = await reader();
  const before = await everything(database.on["postgres-js direct"]);
  for (let time = 0; time < 10; time++) {
    const answer = await page.GET(new Request("http://localhost:3000/"), params(token));
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain(`<form method="post" action="${oneClickPath(token)}?from=page"`);
    expect(text).not.toContain("<script");
    expect(page.OPTIONS().status).toBe(204);
  }
  expect(await everything(database.on["postgres-js direct"])).toBe(before);
});

test("the page's form leads back to the page, which says that it is done", async () => {
  const { team, id, token } = await reader();
  const answer = await POST(
    new Request(address(token, "?from=page"), { method: "POST" }),
    params(token),
  );
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(`/newsletter/leave/${token}`);
  expect(await team.events(id)).toMatchObject([{ details: { by: "page" } }]);
  const shown = await page.GET(new Request("http://localhost:3000/"), params(token));
  expect(await shown.text()).toContain("You receive no more newsletters from A team.");
  const again = await page.POST(new Request("http://localhost:3000/"), params(token));
  expect([again.status, again.headers.get("location")]).toEqual([
    307,
    `${oneClickPath(token)}?from=page`,
  ]);
});

test("who has left finds the way back: the first form of the organization", async () => {
  const { team, token } = await reader();
  const own = { organizationId: team.organizationId, ownerId: team.owner.userId };
  const id = crypto.randomUUID();
  await database.on["postgres-js direct"]
    .insert(subscribeForms)
    .values({ ...own, id, name: "Footer", title: "Our letter", consent: "I want it." });
  await oneClick(token);
  const shown = await page.GET(new Request("http://localhost:3000/"), params(token));
  expect(await shown.text()).toContain(`href="/n/${team.slug}/subscribe/${id}">Subscribe again`);
});

test("a changed link is not found, without asking the database", async () => {
  const { token } = await reader();
  const asked = vi.spyOn(globalThis, "fetch");
  for (let place = 0; place < token.length; place++) {
    const answer = await page.GET(
      new Request("http://localhost:3000/"),
      params(changed(token, place)),
    );
    expect([answer.status, answer.headers.get("location")]).toEqual([404, null]);
  }
  expect(asked).not.toHaveBeenCalled();
});

test("the page shows its button while the database does not answer", async () => {
  const { token } = await reader();
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("no network"));
  vi.spyOn(console, "error").mockImplementation(() => {});
  const answer = await page.GET(new Request("http://localhost:3000/"), params(token));
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("<button>Unsubscribe</button>");
});

test("of an address, its network is kept", () => {
  expect(shorten("203.0.113.77")).toBe("203.0.113.0/24");
  expect(shorten("2001:db8:12:34:5:6:7:8")).toBe("2001:db8:12::/48");
  expect(shorten("2001:db8::1")).toBe("2001:db8:0::/48");
  expect(shorten("::1")).toBe("0:0:0::/48");
});
