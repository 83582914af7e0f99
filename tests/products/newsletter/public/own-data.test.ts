import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as dataRoute from "#app/api/newsletter/data/[token]/route.newsletter.ts";
import * as askRoute from "#app/api/newsletter/preferences/[token]/data/route.newsletter.ts";
import * as dataPage from "#app/newsletter/data/[token]/route.newsletter.ts";
import {
  campaignStats,
  lastingLimits,
  outbox,
  subscribers,
  suppressions,
} from "#drizzle/tables.ts";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";
import { noCampaign, signPersonal } from "#lib/products/newsletter/links.ts";
import { askForData } from "#lib/products/newsletter/public/own-data/ask-for-data.ts";
import { eraseOneself } from "#lib/products/newsletter/public/own-data/erase-oneself.ts";
import { signFresh } from "#lib/products/newsletter/public/own-data/fresh-link.ts";
import { readOwnData } from "#lib/products/newsletter/public/own-data/read-own-data.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { audience, changed, everything, stubRoutes } from "./audience.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];
beforeAll(() => stubRoutes(database));
beforeEach(async () => {
  await db().delete(lastingLimits);
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => vi.unstubAllEnvs());

async function reader(driver: (typeof drivers)[number] = "postgres-js direct") {
  const team = await audience(database.on[driver]);
  const list = await team.list("Monthly");
  const local = crypto.randomUUID();
  const id = await team.person([list], {
    ...{ email: `${local}@mail.example`, address: `${local.toUpperCase()}@Mail.Example` },
    ...{ name: "Mia", fields: { city: "Bonn" } },
  });
  const campaignId = await team.campaign(list);
  await team.send(campaignId, id);
  const link = { organizationId: team.organizationId, subscriberId: id };
  return { team, id, local, link, campaignId };
}

const mails = async (recipient: string) =>
  db().select().from(outbox).where(eq(outbox.recipient, recipient));

describe.each(drivers)("on %s", (driver) => {
  test("a fresh link is mailed to the address that we have, three times a day", async () => {
    const { local, link, team } = await reader(driver);
    for (let time = 0; time < 5; time++) {
      await askForData(database.on[driver], { ...link, link: "https://app.example/data" });
    }
    expect(await mails(`${local.toUpperCase()}@mail.example`)).toMatchObject(
      Array(3).fill({ template: "newsletter-data", props: { organization: "A team" } }),
    );
    const bounced = await team.person([], { email: `b${local}@mail.example`, status: "bounced" });
    const other = await audience(database.on[driver]);
    for (const asked of [
      { ...link, subscriberId: bounced },
      { ...link, subscriberId: crypto.randomUUID() },
      { ...link, organizationId: other.organizationId },
    ]) {
      await askForData(database.on[driver], { ...asked, link: "https://app.example/data" });
    }
    expect(await mails(`b${local}@mail.example`)).toEqual([]);
  });

  test("a person sees all that is held on them, of one organization", async () => {
    const { link, local } = await reader(driver);
    expect(await readOwnData(database.on[driver], link)).toMatchObject({
      ...{ organization: "A team", address: `${local.toUpperCase()}@Mail.Example`, name: "Mia" },
      ...{ fields: { city: "Bonn" }, lists: [{ name: "Monthly" }], emails: [{ subject: "News" }] },
    });
    const other = await audience(database.on[driver]);
    const foreign = { ...link, organizationId: other.organizationId };
    expect(await readOwnData(database.on[driver], foreign)).toBeNull();
    expect(await eraseOneself(database.on[driver], foreign)).toBe(false);
  });

  test("erasing oneself leaves counts, and a code that keeps imports away", async () => {
    const { team, id, local, link, campaignId } = await reader(driver);
    const on = database.on[driver];
    expect(await eraseOneself(on, link)).toBe(true);
    expect(await eraseOneself(on, link)).toBe(false);
    expect(await team.row(id)).toBeUndefined();
    expect(await team.events(id)).toEqual([]);
    const addressHash = await hashAddress(`${local}@mail.example`);
    const kept = await on
      .select()
      .from(suppressions)
      .where(eq(suppressions.addressHash, addressHash));
    expect(kept).toMatchObject([{ reason: "left", organizationId: team.organizationId }]);
    const stats = await on
      .select()
      .from(campaignStats)
      .where(eq(campaignStats.campaignId, campaignId));
    expect(stats.map(({ erased }) => erased)).toEqual([1]);
    expect(await readOwnData(on, link)).toBeNull();
  });
});

const params = (token: string) => ({ params: Promise.resolve({ token }) });
const request = (method = "GET") => new Request("http://localhost:3000/", { method });

test("looking and downloading change nothing; the button erases", async () => {
  const { team, id, link, local } = await reader();
  const token = await signFresh(link);
  const before = await everything(db());
  for (let time = 0; time < 10; time++) {
    const page = await dataPage.GET(request(), params(token));
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain(`${local.toUpperCase()}@Mail.Example`);
    expect(text).toContain("<dd>Bonn</dd>");
    const file = await dataRoute.GET(request(), params(token));
    expect(file.headers.get("content-disposition")).toContain("attachment");
    expect(await file.json()).toMatchObject({ name: "Mia", fields: { city: "Bonn" } });
  }
  expect(await everything(db())).toBe(before);
  const erased = await dataRoute.POST(request("POST"), params(token));
  expect([erased.status, erased.headers.get("location")]).toEqual([
    303,
    `/newsletter/data/${token}`,
  ]);
  expect(await team.row(id)).toBeUndefined();
  expect(await (await dataPage.GET(request(), params(token))).text()).toContain("erased");
  expect((await dataRoute.GET(request(), params(token))).status).toBe(200);
});

test("the link works for an hour, and a changed one not at all", async () => {
  const { team, id, link } = await reader();
  const old = await signFresh(link, Date.now() - 61 * 60 * 1_000);
  const token = await signFresh(link);
  const asked = vi.spyOn(globalThis, "fetch");
  for (const [wrong, status] of [
    [old, 410],
    [await signPersonal("preferences", { ...link, campaignId: noCampaign }), 404],
    ...Array.from(token, (_, place) => [changed(token, place), 404] as const),
  ] as const) {
    expect((await dataPage.GET(request(), params(wrong))).status).toBe(status);
    expect((await dataRoute.GET(request(), params(wrong))).status).toBe(status);
    expect((await dataRoute.POST(request("POST"), params(wrong))).status).toBe(status);
  }
  expect(asked).not.toHaveBeenCalled();
  expect(await team.row(id)).toBeDefined();
});

test("asking by the page of preferences answers the same for whoever was erased", async () => {
  const { id, link, local } = await reader();
  const token = await signPersonal("preferences", { ...link, campaignId: noCampaign });
  const ask = () => askRoute.POST(request("POST"), params(token));
  const first = await ask();
  expect([first.status, first.headers.get("location")]).toEqual([
    303,
    `/newsletter/preferences/${token}?mailed`,
  ]);
  expect(await mails(`${local.toUpperCase()}@mail.example`)).toHaveLength(1);
  await db().delete(subscribers).where(eq(subscribers.id, id));
  const again = await ask();
  expect([again.status, again.headers.get("location")]).toEqual([
    303,
    first.headers.get("location"),
  ]);
  const wrong = askRoute.POST(request("POST"), params(changed(token, 4)));
  expect((await wrong).status).toBe(404);
});
