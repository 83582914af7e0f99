import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { outbox, user } from "#lib/db/schema.ts";
import { createDatabase, type TestDatabase } from "../database.ts";
import { linksTo } from "./mailed.ts";
import { appUrl, useDatabase, Visitor } from "./visitor.ts";

let database: TestDatabase;
const db = () => database.on["postgres-js direct"];

beforeAll(async () => {
  database = await createDatabase();
  useDatabase(database);
});
afterAll(() => database.drop());
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

test("the link works on another device, and signs in there", async () => {
  const email = await new Visitor().signUp();
  const [link] = await links(email);
  const phone = new Visitor();
  await phone.post("verify-address", { token: tokenOf(link) });
  expect(await phone.whoAmI()).not.toBeNull();
});

test("a link that was used signs nobody in", async () => {
  const email = await new Visitor().signUp();
  const [link] = await links(email);
  await new Visitor().post("verify-address", { token: tokenOf(link) });
  const other = new Visitor();
  const again = await other.post("verify-address", { token: tokenOf(link) });
  expect(location(again)).toBe("/verify-address?done=yes");
  expect(await other.whoAmI()).toBeNull();
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
    expect(location(response)).toMatch(/^\/verify-address\?.*error=link_expired/);
    expect(await isVerified(email)).toBe(false);
  });

  test("is one that is older than a day", async () => {
    const ada = new Visitor();
    const email = await ada.signUp();
    const [link] = await links(email);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 24 * 60 * 60 * 1_000 + 60_000 });
    const response = await new Visitor().post("verify-address", { token: tokenOf(link) });
    vi.useRealTimers();
    expect(location(response)).toMatch(/^\/verify-address\?.*error=link_expired/);
    expect(await isVerified(email)).toBe(false);
  });

  test("is one of another app", async () => {
    const ada = new Visitor();
    const email = await ada.signUp();
    const [link] = await links(email);
    const [head, , signature] = tokenOf(link).split(".");
    const body = Buffer.from(JSON.stringify({ email, exp: 9_999_999_999 })).toString("base64url");
    const response = await ada.post("verify-address", { token: `${head}.${body}.${signature}` });
    expect(location(response)).toContain("link_expired");
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
  await new Visitor().signUp({ email });
  const [link] = await links(email);
  await new Visitor().post("verify-address", { token: tokenOf(link) });
  expect(await db().$count(user, and(eq(user.email, email), eq(user.emailVerified, true)))).toBe(1);
  expect(await ofClerk()).toEqual(before);
});
