import { and, eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  apiKeys,
  auditEvents,
  invitations,
  organizations,
  outbox,
  user,
  verification,
} from "#drizzle/tables.ts";
import { testDatabase } from "../database.ts";
import { linksTo } from "./mailed.ts";
import { appUrl, password, useDatabase, Visitor } from "./visitor.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];

beforeAll(async () => {
  useDatabase(database);
});
beforeEach(async () => {
  await db().delete(outbox);
});

const links = (email: string) => linksTo(db(), email, "verify-address");
const tokenOf = (link: URL | undefined) => link?.searchParams.get("token") ?? "";
const isVerified = async (email: string) =>
  (await db().select().from(user).where(eq(user.email, email)))[0]?.emailVerified;
const location = (response: Response) => response.headers.get("location") ?? "";

test("who signs up is in at once, and gets a link that confirms the address", async () => {
  const ada = new Visitor();
  const email = await ada.signUp();
  expect(await ada.whoAmI()).not.toBeNull();
  expect(await isVerified(email)).toBe(false);
  const [link, ...others] = await links(email);
  expect(others).toEqual([]);
  expect(link?.href.startsWith(`${appUrl}/verify-address?token=`)).toBe(true);

  const response = await ada.post("verify-address", { token: tokenOf(link) });
  expect(location(response)).toBe("/verify-address?done=yes");
  expect(await isVerified(email)).toBe(true);
});

test("the link works on another device where one is signed in", async () => {
  const email = await new Visitor().signUp();
  const [link] = await links(email);
  const phone = new Visitor();
  await phone.post("sign-in", { email, password });
  const response = await phone.post("verify-address", { token: tokenOf(link) });
  expect(location(response)).toBe("/verify-address?done=yes");
  expect(await isVerified(email)).toBe(true);
});

test("whoever has the link alone confirms nothing without a new password, and is not signed in", async () => {
  const email = await new Visitor().signUp();
  const token = tokenOf((await links(email))[0]);
  const signedInElsewhere = new Visitor();
  await signedInElsewhere.signUp();
  for (const other of [new Visitor(), signedInElsewhere]) {
    const before = await other.whoAmI();
    const response = await other.post("verify-address", { token });
    expect(location(response)).toBe(
      `/verify-address?${new URLSearchParams({ token, step: "password" })}`,
    );
    expect(await other.whoAmI()).toEqual(before);
    expect(await isVerified(email)).toBe(false);
  }
});

test("who signed up with somebody else's address loses the account to its owner", async () => {
  const eve = new Visitor();
  const email = await eve.signUp({ name: "Eve" });
  const userId = (await eve.whoAmI())?.id ?? "";
  const [organization] = await db()
    .insert(organizations)
    .values({ slug: userId, name: "E" })
    .returning();
  const organizationId = organization?.id ?? "";
  const key = { organizationId, name: "k", prefix: "pn_live_", keyHash: userId, createdBy: userId };
  await db().insert(apiKeys).values(key);
  const expiresAt = new Date(Date.now() + 60_000);
  const invitation = {
    organizationId,
    email: "x@example.test",
    expiresAt,
    invitedBy: userId,
    role: "member" as const,
  };
  await db()
    .insert(invitations)
    .values({ ...invitation, tokenHash: userId });
  await eve.post("address", { email: `${crypto.randomUUID()}@example.test`, password });

  const owner = new Visitor();
  const token = tokenOf((await links(email))[0]);
  const claimed = await owner.post("verify-address", { token, password: "chosen by the owner" });
  expect(location(claimed)).toBe("/sign-in?reset=yes");
  expect(await isVerified(email)).toBe(true);
  expect(await eve.whoAmI(db())).toBeNull();
  const signIn = async (chosen: string) =>
    location(await new Visitor().post("sign-in", { email, password: chosen }));
  expect(await signIn(password)).toContain("credentials_wrong");
  expect(await signIn("chosen by the owner")).toBe("/welcome");
  const left = await db().select().from(verification);
  expect(left.filter(({ id, value }) => value === userId || id.endsWith(userId))).toEqual([]);
  expect(await db().select().from(apiKeys).where(eq(apiKeys.createdBy, userId))).toMatchObject([
    { revokedAt: expect.any(Date) },
  ]);
  expect(
    await db().select().from(invitations).where(eq(invitations.invitedBy, userId)),
  ).toMatchObject([{ revokedAt: expect.any(Date) }]);
  const trail = await db()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.organizationId, organizationId))
    .orderBy(auditEvents.action);
  expect(trail).toMatchObject([
    { action: "api_key.revoked", actorId: null, metadata: { name: "k", prefix: "pn_live_" } },
    {
      action: "invitation.revoked",
      actorId: null,
      metadata: { email: "x@example.test", role: "member" },
    },
  ]);
});

test("a link works once", async () => {
  const ada = new Visitor();
  const email = await ada.signUp();
  const token = tokenOf((await links(email))[0]);
  await ada.post("verify-address", { token });
  expect(location(await ada.post("verify-address", { token }))).toContain("link_expired");
  const other = new Visitor();
  const claim = await other.post("verify-address", { token, password: "another password" });
  expect(location(claim)).toContain("link_expired");
});

test("a link is for the address that it went to: another address later makes it void", async () => {
  const ada = new Visitor();
  const email = await ada.signUp();
  const token = tokenOf((await links(email))[0]);
  const later = `${crypto.randomUUID()}@example.test`;
  await db().update(user).set({ email: later }).where(eq(user.email, email));
  expect(location(await ada.post("verify-address", { token }))).toContain("link_expired");
  expect(await isVerified(later)).toBe(false);
});

test("the account of somebody who was not mailed does not come to be", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  await db().execute(
    sql`alter table outbox add constraint full_up check (template = '') not valid`,
  );
  const email = `${crypto.randomUUID()}@example.test`;
  await expect(new Visitor().signUp({ email })).rejects.toThrow();
  await db().execute(sql`alter table outbox drop constraint full_up`);
  expect(await isVerified(email)).toBeUndefined();
  await new Visitor().signUp({ email });
});

describe("a link that does not work", () => {
  test.each(["", "nonsense", "a.b.c"])("%j says so, and changes nothing", async (token) => {
    const ada = new Visitor();
    const email = await ada.signUp();
    const response = await ada.post("verify-address", { token });
    expect(location(response)).toMatch(/^\/verify-address\?.*error(\.token)?=link_expired/);
    expect(await isVerified(email)).toBe(false);
  });

  test("is one that is older than a day", async () => {
    const ada = new Visitor();
    const email = await ada.signUp();
    const [link] = await links(email);
    const id = (await ada.whoAmI())?.id ?? "";
    await db().execute(
      sql`update verification set expires_at = expires_at - interval '1 day' where value = ${id}`,
    );
    const response = await ada.post("verify-address", { token: tokenOf(link) });
    expect(location(response)).toMatch(/^\/verify-address\?.*error(\.token)?=link_expired/);
    expect(await isVerified(email)).toBe(false);
  });
});

describe("asking for the link again", () => {
  test("needs no address of who is signed in, and leads back", async () => {
    const ada = new Visitor();
    const email = await ada.signUp();
    const response = await ada.post("resend-verification", { next: "/o/ada" });
    expect(location(response)).toBe("/o/ada?notice=verification_sent");
    expect(await links(email)).toHaveLength(2);
  });

  test("goes to one's own address, whatever was typed", async () => {
    const ada = new Visitor();
    const email = await ada.signUp();
    const other = await new Visitor().signUp();
    await ada.post("resend-verification", { email: other });
    expect(await links(email)).toHaveLength(2);
    expect(await links(other)).toHaveLength(1);
  });

  test("tells nobody who has an account", async () => {
    const email = await new Visitor().signUp();
    const stranger = `${crypto.randomUUID()}@example.test`;
    const ask = (address: string) => new Visitor().post("resend-verification", { email: address });
    expect(location(await ask(stranger))).toBe(location(await ask(email)));
    expect(await links(email)).toHaveLength(2);
    expect(await links(stranger)).toEqual([]);
  });

  test("sends nothing to who has confirmed already", async () => {
    const ada = new Visitor();
    const email = await ada.signUp();
    await ada.post("verify-address", { token: tokenOf((await links(email))[0]) });
    const response = await ada.post("resend-verification", { next: "/o/ada" });
    expect(location(response)).toBe("/o/ada?notice=address_verified");
    expect(await links(email)).toHaveLength(1);
  });

  test("without an address of somebody signed out is refused", async () => {
    const response = await new Visitor().post("resend-verification");
    expect(location(response)).toContain("error.email=email_invalid");
  });
});

test("confirming an address changes nobody of Clerk who has the same", async () => {
  const email = `${crypto.randomUUID()}@example.test`;
  const id = `user_${crypto.randomUUID()}`;
  await db().insert(user).values({ id, provider: "clerk", name: "Of Clerk", email });
  const ofClerk = () => db().select().from(user).where(eq(user.id, id));
  const before = await ofClerk();
  const ada = new Visitor();
  await ada.signUp({ email });
  const [link] = await links(email);
  await ada.post("verify-address", { token: tokenOf(link) });
  expect(await db().$count(user, and(eq(user.email, email), eq(user.emailVerified, true)))).toBe(1);
  expect(await ofClerk()).toEqual(before);
});
