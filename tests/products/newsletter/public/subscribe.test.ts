import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as confirmRoute from "#app/api/newsletter/confirm/[token]/route.newsletter.ts";
import { POST } from "#app/api/newsletter/subscribe/[form]/route.newsletter.ts";
import * as embed from "#app/n/[slug]/subscribe/[form]/embed.js/route.newsletter.ts";
import * as formRoute from "#app/n/[slug]/subscribe/[form]/route.newsletter.ts";
import * as confirmPage from "#app/newsletter/confirm/[token]/route.newsletter.ts";
import {
  campaignSends,
  lastingLimits,
  outbox,
  rateLimits,
  subscribeFormLists,
  subscribeForms,
  subscribeRequests,
  subscribers,
  suppressions,
} from "#drizzle/tables.ts";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";
import { noCampaign } from "#lib/products/newsletter/links.ts";
import { leave } from "#lib/products/newsletter/public/leave.ts";
import { confirm } from "#lib/products/newsletter/public/subscribe/confirm.ts";
import { isStamped, signStamp } from "#lib/products/newsletter/public/subscribe/stamp.ts";
import { subscribe } from "#lib/products/newsletter/public/subscribe/subscribe.ts";
import { signToken } from "#lib/products/newsletter/signed.ts";
import { readEmailAddress } from "#lib/text/email-address.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { aSeries } from "../series/scene.ts";
import { type Audience, audience, changed, everything, stubRoutes } from "./audience.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];
beforeAll(() => stubRoutes(database, { TRUSTED_PROXY: "x-forwarded-for" }));
beforeEach(async () => {
  await db().delete(lastingLimits);
  await db().delete(rateLimits);
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => vi.unstubAllEnvs());

async function form(
  driver: (typeof drivers)[number],
  more: Partial<typeof subscribeForms.$inferInsert> = {},
) {
  const team = await audience(database.on[driver]);
  const listId = await team.list("Monthly");
  const id = await formOf(driver, team, listId, more);
  return { team, id, listId };
}

async function formOf(
  driver: (typeof drivers)[number],
  team: Audience,
  listId: string,
  more: Partial<typeof subscribeForms.$inferInsert> = {},
) {
  const id = crypto.randomUUID();
  const { organizationId } = team;
  await database.on[driver].insert(subscribeForms).values({
    ...{ id, organizationId, ownerId: team.owner.userId, name: "Footer", title: "Get our letter" },
    ...{ consent: "I want the monthly letter.", asksName: true, ...more },
  });
  await database.on[driver]
    .insert(subscribeFormLists)
    .values({ organizationId, formId: id, listId });
  return id;
}

const ask = async (
  driver: (typeof drivers)[number],
  formId: string,
  typed: string,
  network = crypto.randomUUID(),
) => {
  const email = readEmailAddress(typed);
  if (typeof email === "string") throw new Error(email);
  const requestId = crypto.randomUUID();
  const { outcome } = await subscribe(database.on[driver], {
    ...{ formId, requestId, email, addressHash: await hashAddress(email.key), name: "Mia" },
    ...{
      link: "https://app.example/confirm",
      source: "https://site.example/",
      network: "203.0.113.0/24",
    },
    countedNetwork: network,
  });
  return { outcome, requestId };
};

const known = async (team: Audience, email: string) => {
  const found = await db()
    .select()
    .from(subscribers)
    .where(eq(subscribers.organizationId, team.organizationId));
  return found.find((row) => row.email === email);
};
const mailsTo = async (recipient: string) =>
  db().select().from(outbox).where(eq(outbox.recipient, recipient));
const someone = () => `${crypto.randomUUID()}@mail.example`;

test("someone who confirms is taken into a series at once, by no other clock", async () => {
  const first = { delay: 0, unit: "hours", countedFrom: "joining" } as const;
  const { organization, organizationId, listId, people, change } = await aSeries(db(), [first]);
  const formId = crypto.randomUUID();
  await db()
    .insert(subscribeForms)
    .values({
      ...{ id: formId, organizationId, ownerId: organization.owner.userId },
      ...{ name: "Footer", title: "Get our letter", consent: "I want it." },
    });
  await db().insert(subscribeFormLists).values({ organizationId, formId, listId });
  const email = someone();
  const { requestId } = await ask("postgres-js direct", formId, email);
  const token = await signToken("confirm", { ids: [requestId] });
  const request = new Request(`https://app.example/api/newsletter/confirm/${token}`, {
    method: "POST",
  });
  const params = Promise.resolve({ token });
  expect((await confirmRoute.POST(request, { params })).status).toBe(303);
  const [person] = await db().select().from(subscribers).where(eq(subscribers.email, email));
  await vi.waitFor(async () => {
    expect((await people()).map(({ subscriberId }) => subscriberId)).toEqual([person?.id]);
    const sends = await db()
      .select()
      .from(campaignSends)
      .where(eq(campaignSends.subscriberId, person?.id ?? ""));
    expect(sends).toHaveLength(1);
  }, 20_000);
  // Those of the other tests start none.
  await change({ pausedAt: new Date() });
});

describe.each(drivers)("on %s", (driver) => {
  test("a person who asks waits until they confirm, and is on the lists then", async () => {
    const { team, id } = await form(driver);
    const local = crypto.randomUUID();
    const { outcome, requestId } = await ask(driver, id, `${local.toUpperCase()}@Mail.Example`);
    expect(outcome).toBe("done");
    const pending = await known(team, `${local}@mail.example`);
    expect(pending).toMatchObject({ status: "subscribed", name: null, confirmedAt: null });
    expect(pending?.pendingSince).toBeInstanceOf(Date);
    const person = pending?.id ?? "";
    expect(await team.listsOf(person)).toEqual([]);
    expect(await mailsTo(`${local.toUpperCase()}@mail.example`)).toMatchObject([
      { template: "newsletter-confirm", props: { organization: "A team", lists: ["Monthly"] } },
    ]);

    expect(await confirm(database.on[driver], { requestId, network: null })).toBe(true);
    expect(await confirm(database.on[driver], { requestId, network: null })).toBe(false);
    expect(await team.row(person)).toMatchObject({ pendingSince: null, name: "Mia" });
    expect((await team.row(person))?.confirmedAt).toBeInstanceOf(Date);
    expect(await team.listsOf(person)).toEqual(["Monthly"]);
    const consent = { consent: "I want the monthly letter.", source: "https://site.example/" };
    expect(await team.events(person)).toMatchObject([
      { kind: "requested", ...consent, network: "203.0.113.0/24" },
      { kind: "confirmed", ...consent, details: { lists: ["Monthly"] } },
    ]);
  });

  test("a form without double opt-in subscribes at once, but brings back nobody who left", async () => {
    const { team, id } = await form(driver, { isDoubleOptIn: false });
    const email = someone();
    await ask(driver, id, email);
    const person = await known(team, email);
    expect(person).toMatchObject({ pendingSince: null, name: "Mia" });
    expect(await team.listsOf(person?.id ?? "")).toEqual(["Monthly"]);
    expect(await mailsTo(email)).toEqual([]);
    const { organizationId } = team;
    const link = { organizationId, subscriberId: person?.id ?? "", campaignId: noCampaign };
    await leave(database.on[driver], { ...link, by: "page", network: null });
    const { requestId } = await ask(driver, id, email);
    expect(await team.row(person?.id ?? "")).toMatchObject({ status: "unsubscribed" });
    expect(await mailsTo(email)).toHaveLength(1);
    expect(await confirm(database.on[driver], { requestId, network: null })).toBe(true);
    expect(await team.row(person?.id ?? "")).toMatchObject({
      status: "subscribed",
      unsubscribedAt: null,
    });
  });

  test("three mails a day go to an address, over all forms of an organization", async () => {
    const { team, id, listId } = await form(driver);
    const forms = [id];
    for (let more = 0; more < 5; more++) forms.push(await formOf(driver, team, listId));
    const email = someone();
    const outcomes = await Promise.all(forms.map((one) => ask(driver, one, email)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(6).fill("done"));
    expect(await mailsTo(email)).toHaveLength(3);
    const elsewhere = await form(driver);
    await ask(driver, elsewhere.id, email);
    expect(await mailsTo(email)).toHaveLength(4);
  });

  test("a form that is sent twice mails once", async () => {
    const { id } = await form(driver);
    const email = someone();
    await Promise.all(Array.from({ length: 5 }, () => ask(driver, id, email)));
    expect(await mailsTo(email)).toHaveLength(1);
  });

  test("nobody who complained, bounced or must not be mailed gets a mail, and the answer is the same", async () => {
    const { team, id } = await form(driver);
    for (const reason of ["bounce", "do_not_mail", "complaint"] as const) {
      const email = someone();
      await database.on[driver].insert(suppressions).values({
        organizationId: team.organizationId,
        addressHash: await hashAddress(email),
        reason,
      });
      expect((await ask(driver, id, email)).outcome).toBe("done");
      expect(await mailsTo(email)).toEqual([]);
      expect(await known(team, email)).toBeUndefined();
    }
    const bounced = someone();
    await team.person([], { email: bounced, status: "bounced" });
    expect((await ask(driver, id, bounced)).outcome).toBe("done");
    expect(await mailsTo(bounced)).toEqual([]);
  });

  test("someone who was erased after leaving is back once they confirm", async () => {
    const { team, id } = await form(driver);
    const email = someone();
    const addressHash = await hashAddress(email);
    const left = { organizationId: team.organizationId, addressHash, reason: "left" } as const;
    await database.on[driver].insert(suppressions).values(left);
    const { requestId } = await ask(driver, id, email);
    expect(await confirm(database.on[driver], { requestId, network: null })).toBe(true);
    const rest = await database.on[driver]
      .select()
      .from(suppressions)
      .where(eq(suppressions.addressHash, addressHash));
    expect(rest).toEqual([]);
  });

  test("one network asks 20 times an hour", async () => {
    const { id } = await form(driver);
    const network = crypto.randomUUID();
    const outcomes: string[] = [];
    for (let time = 0; time < 21; time++) {
      outcomes.push((await ask(driver, id, someone(), network)).outcome);
    }
    expect(outcomes).toEqual([...Array(20).fill("done"), "rate_limited"]);
  });

  test("a form that is archived takes nobody, and a link is good for 7 days", async () => {
    const { id } = await form(driver, { archivedAt: new Date() });
    expect((await ask(driver, id, someone())).outcome).toBe("not_found");
    const open = await form(driver);
    const { requestId } = await ask(driver, open.id, someone());
    const createdAt = new Date(Date.now() - 7 * 24 * 60 * 60 * 1_000 - 1_000);
    await database.on[driver]
      .update(subscribeRequests)
      .set({ createdAt })
      .where(eq(subscribeRequests.id, requestId));
    expect(await confirm(database.on[driver], { requestId, network: null })).toBe(false);
  });
});

const driver = "postgres-js direct" as const;
const post = (formId: string, body: Record<string, string>, headers: Record<string, string> = {}) =>
  POST(
    new Request("http://localhost:3000/", {
      method: "POST",
      body: new URLSearchParams(body),
      headers: { "x-forwarded-for": "203.0.113.9", ...headers },
    }),
    { params: Promise.resolve({ form: formId }) },
  );
const stamped = (formId: string) => signStamp(formId, Date.now() - 5_000);
const asScript = { accept: "application/json", origin: "https://site.example" };

test("the answer is the same for an address that is known, unknown, suppressed or that has left", async () => {
  const { team, id } = await form(driver);
  const known = someone();
  const left = someone();
  const suppressed = someone();
  await team.person([], { email: known });
  await team.person([], { email: left, status: "unsubscribed" });
  const addressHash = await hashAddress(suppressed);
  const { organizationId } = team;
  await db().insert(suppressions).values({ organizationId, addressHash, reason: "complaint" });
  const answers = new Set<string>();
  for (const email of [known, left, suppressed, someone(), known]) {
    for (const headers of [asScript, {}]) {
      const answer = await post(id, { email, stamp: await stamped(id) }, headers);
      answers.add(`${answer.status} ${[...answer.headers]} ${await answer.text()}`);
    }
  }
  expect(answers.size).toBe(2);
  const trapped = await post(id, { email: known, website: "https://spam.example" });
  expect(answers.has(`${trapped.status} ${[...trapped.headers]} ${await trapped.text()}`)).toBe(
    true,
  );
});

test("a form without a stamp, with an old or a foreign one is shown again, with its own button", async () => {
  const { id } = await form(driver);
  const other = await form(driver);
  const email = someone();
  const stamps = [
    undefined,
    "no stamp",
    await stamped(other.id),
    await signStamp(id),
    await signStamp(id, Date.now() - 25 * 60 * 60 * 1_000),
    changed(await stamped(id), 5),
  ];
  for (const stamp of stamps) {
    const answer = await post(id, { email, ...(stamp && { stamp }) });
    expect(answer.status).toBe(409);
    const text = await answer.text();
    expect(text).toContain(`value="${email}"`);
    const [, fresh = ""] = /name="stamp" value="([^"]+)"/.exec(text) ?? [];
    expect(await isStamped(id, fresh)).toBe(true);
  }
  const told = await post(id, { email }, asScript);
  expect(told.headers.get("access-control-allow-origin")).toBe("*");
  expect(await told.json()).toMatchObject({ stamp: expect.any(String) });
  expect(await mailsTo(email)).toEqual([]);
});

test.each([
  ["", "Enter your email address."],
  ["mia", "Enter an email address"],
  ["a@mail.example, b@mail.example", "Enter an email address"],
  ["jörg@mail.example", "cannot be sent yet"],
  ["mia\u200b@mail.example", "cannot be seen"],
  [`${"a".repeat(65)}@mail.example`, "too long"],
  ["<script>alert(1)</script>", "Enter an email address"],
  ["mia\u0000@mail.example\r\nBcc: eve@mail.example", "cannot be seen"],
])("%j is refused beside its field, and stays typed", async (email, said) => {
  const { id } = await form(driver);
  const answer = await post(id, { email, stamp: await stamped(id) });
  expect(answer.status).toBe(422);
  const text = await answer.text();
  expect(text).toContain(said);
  expect(text).not.toContain("<script>alert");
  const told = await post(id, { email, stamp: await stamped(id) }, asScript);
  expect(told.status).toBe(422);
  expect((await told.json()).errors.email).toContain(said);
});

test("a name with a line break is refused, and one that is a placeholder is kept as it is", async () => {
  const { team, id } = await form(driver, { isDoubleOptIn: false });
  const email = someone();
  const stamp = await stamped(id);
  expect((await post(id, { email, name: "Mia\r\nBcc: x@y.example", stamp })).status).toBe(422);
  expect((await post(id, { email, name: "x".repeat(101), stamp })).status).toBe(422);
  expect((await post(id, { email, name: "{{email}} $& <b>", stamp })).status).toBe(200);
  expect(await known(team, email)).toMatchObject({ name: "{{email}} $& <b>" });
});

test.each(["no id", "00000000-0000-0000-0000-000000000000", "../x"])(
  "a form called %s does not exist",
  async (id) => {
    const stamp = id.length === 36 ? await stamped(id) : "";
    expect((await post(id, { email: someone(), stamp })).status).toBe(404);
    const answer = await post(id, { email: someone(), stamp }, asScript);
    expect(answer.status).toBe(404);
  },
);

const hosted = (slug: string, id: string) =>
  formRoute.GET(new Request("http://localhost:3000/"), {
    params: Promise.resolve({ slug, form: id }),
  });

test("the hosted form and its script change nothing, and are of their organization only", async () => {
  const { team, id } = await form(driver, { title: 'Our <i>"letter"</i>' });
  const other = await audience(db());
  const before = await everything(db());
  for (let time = 0; time < 10; time++) {
    const page = await hosted(team.slug, id);
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain("Our &lt;i&gt;&quot;letter&quot;&lt;/i&gt;");
    expect(text).toContain("I want the monthly letter.");
    expect(text).not.toContain("<script");
    const params = Promise.resolve({ slug: team.slug, form: id });
    const script = await embed.GET(new Request("http://localhost:3000/"), { params });
    expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    const code = await script.text();
    expect(new TextEncoder().encode(code).length).toBeLessThan(3 * 1024);
    expect(() => new Function(code)).not.toThrow();
  }
  for (const [slug, formId] of [
    [other.slug, id],
    ["nobody", id],
    [team.slug, "no id"],
    [team.slug, crypto.randomUUID()],
    ["a\0b", id],
  ] as const) {
    expect((await hosted(slug, formId)).status).toBe(404);
    const params = Promise.resolve({ slug, form: formId });
    expect((await embed.GET(new Request("http://localhost:3000/"), { params })).status).toBe(404);
  }
  expect(await everything(db())).toBe(before);
});

test("opening the link to confirm, by anyone and however often, confirms nothing; its button does", async () => {
  const { team, id } = await form(driver);
  const email = someone();
  const { requestId } = await ask(driver, id, email);
  const token = await signToken("confirm", { ids: [requestId] });
  const params = () => ({ params: Promise.resolve({ token }) });
  const request = () => new Request("http://localhost:3000/", { method: "POST" });
  const before = await everything(db());
  for (let time = 0; time < 10; time++) {
    const page = await confirmPage.GET(new Request("http://localhost:3000/"), params());
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("<button>Confirm subscription</button>");
    expect(confirmPage.OPTIONS().status).toBe(204);
  }
  expect(await everything(db())).toBe(before);
  const pressed = await confirmRoute.POST(request(), params());
  expect([pressed.status, pressed.headers.get("location")]).toEqual([
    303,
    `/newsletter/confirm/${token}`,
  ]);
  expect(await known(team, email)).toMatchObject({ pendingSince: null });
  const done = await confirmPage.GET(new Request("http://localhost:3000/"), params());
  expect(await done.text()).toContain("You are subscribed");
  expect((await confirmRoute.POST(request(), params())).status).toBe(303);
});

test("a changed link to confirm is not found, without asking the database", async () => {
  const token = await signToken("confirm", { ids: [crypto.randomUUID()] });
  const asked = vi.spyOn(globalThis, "fetch");
  for (let place = 0; place < token.length; place++) {
    const params = Promise.resolve({ token: changed(token, place) });
    const page = await confirmPage.GET(new Request("http://localhost:3000/"), { params });
    expect([page.status, page.headers.get("location")]).toEqual([404, null]);
    const request = new Request("http://localhost:3000/", { method: "POST" });
    expect((await confirmRoute.POST(request, { params })).status).toBe(404);
  }
  expect(asked).not.toHaveBeenCalled();
});
