import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { outbox, user, verification } from "#drizzle/tables.ts";
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

/** The token of the link in the one mail about a password. */
async function mailedToken(email: string): Promise<string> {
  const links = await linksTo(db(), email, "reset-password");
  expect(links).toHaveLength(1);
  expect(links[0]?.href.startsWith(`${appUrl}/reset-password?token=`)).toBe(true);
  return links[0]?.searchParams.get("token") ?? "";
}

test("a forgotten password is replaced with the link from the mail, and all sessions end", async () => {
  const ada = new Visitor();
  const email = await ada.signUp();
  const asked = await new Visitor().post("forgot-password", { email });
  expect(asked.headers.get("location")).toBe("/forgot-password?sent=yes");

  const token = await mailedToken(email);
  const fresh = { token, password: "another good password" };
  const reset = await new Visitor().post("reset-password", fresh);
  expect(reset.headers.get("location")).toBe("/sign-in?reset=yes");

  expect(await ada.whoAmI(database.on["postgres-js pooled"])).toBeNull();
  const old = await new Visitor().post("sign-in", { email, password });
  expect(old.headers.get("location")).toContain("credentials_wrong");
  const signedIn = await new Visitor().post("sign-in", { email, password: fresh.password });
  expect(signedIn.headers.get("location")).toBe("/welcome");
});

test("an address without an account is answered the same, and gets no mail", async () => {
  const email = await new Visitor().signUp();
  const ask = (address: string) =>
    new Visitor().post("forgot-password", { email: address }, { accept: "application/json" });
  const known = await ask(email);
  const stranger = `${crypto.randomUUID()}@example.test`;
  const unknown = await ask(stranger);
  expect(unknown.status).toBe(known.status);
  expect(await unknown.text()).toBe(await known.text());
  expect(await linksTo(db(), stranger, "reset-password")).toEqual([]);
});

test("a link works once, even for two who use it at the same moment", async () => {
  const email = await new Visitor().signUp();
  await new Visitor().post("forgot-password", { email });
  const token = await mailedToken(email);
  const use = () => new Visitor().post("reset-password", { token, password: "another password" });
  const places = (await Promise.all([use(), use()])).map(({ headers }) => headers.get("location"));
  expect(places.filter((place) => place === "/sign-in?reset=yes")).toHaveLength(1);
  expect(places.filter((place) => place?.includes("link_expired"))).toHaveLength(1);
});

test("a link that is too old is refused, and the page can still be used to try again", async () => {
  const email = await new Visitor().signUp();
  await new Visitor().post("forgot-password", { email });
  const token = await mailedToken(email);
  await db()
    .update(verification)
    .set({ expiresAt: new Date(Date.now() - 1_000) });
  const response = await new Visitor().post("reset-password", { token, password });
  const location = new URL(response.headers.get("location") ?? "", appUrl);
  expect(location.pathname).toBe("/reset-password");
  expect(location.searchParams.get("error")).toBe("link_expired");
  expect(location.searchParams.has("password")).toBe(false);
});

test("of two links for a new password the other dies with the first use, in either order", async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ] as const) {
    const email = await new Visitor().signUp();
    await new Visitor().post("forgot-password", { email });
    await new Visitor().post("forgot-password", { email });
    const links = await linksTo(db(), email, "reset-password");
    const tokens = order.map((place) => links[place]?.searchParams.get("token") ?? "");
    const places: (string | null)[] = [];
    for (const token of tokens) {
      const response = await new Visitor().post("reset-password", {
        token,
        password: "a new password",
      });
      places.push(response.headers.get("location"));
    }
    expect(places).toEqual(["/sign-in?reset=yes", expect.stringContaining("link_expired")]);
  }
});

test("two links used at the same moment set one password", async () => {
  const email = await new Visitor().signUp();
  await new Visitor().post("forgot-password", { email });
  await new Visitor().post("forgot-password", { email });
  const links = await linksTo(db(), email, "reset-password");
  const responses = await Promise.all(
    links.map((link, place) =>
      new Visitor().post("reset-password", {
        token: link.searchParams.get("token") ?? "",
        password: `a new password ${place}`,
      }),
    ),
  );
  const places = responses.map(({ headers }) => headers.get("location"));
  expect(places.filter((place) => place === "/sign-in?reset=yes")).toHaveLength(1);
});

test("a new password is told by mail, and proves the address", async () => {
  const email = await new Visitor().signUp();
  await new Visitor().post("forgot-password", { email });
  const token = await mailedToken(email);
  await new Visitor().post("reset-password", { token, password: "another good password" });
  const [told] = await linksTo(db(), email, "password-changed");
  expect(told?.href).toBe(`${appUrl}/forgot-password`);
  const [row] = await db().select().from(user).where(eq(user.email, email));
  expect(row?.emailVerified).toBe(true);
});
