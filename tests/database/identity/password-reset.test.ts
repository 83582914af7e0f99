import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { verification } from "#lib/db/schema.ts";
import { createDatabase, type TestDatabase } from "../database.ts";
import { appUrl, password, useDatabase, Visitor } from "./visitor.ts";

let database: TestDatabase;
const printed = vi.spyOn(console, "log");

beforeAll(async () => {
  database = await createDatabase();
  useDatabase(database);
});
afterAll(() => database.drop());
beforeEach(() => {
  printed.mockReset().mockImplementation(() => {});
});

/** The token of the link in the one mail that was printed. */
function mailedToken(email: string): string {
  expect(printed).toHaveBeenCalledOnce();
  const mail = JSON.parse(String(printed.mock.lastCall?.[0]));
  expect(mail).toMatchObject({ event: "mail", kind: "password_reset", to: email });
  const url = new URL(mail.url);
  expect(url.href.startsWith(`${appUrl}/reset-password?token=`)).toBe(true);
  return url.searchParams.get("token") ?? "";
}

test("a forgotten password is replaced with the link from the mail, and all sessions end", async () => {
  const ada = new Visitor();
  const email = await ada.signUp();
  const asked = await new Visitor().post("forgot-password", { email });
  expect(asked.headers.get("location")).toBe("/forgot-password?sent=yes");

  const token = mailedToken(email);
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
  printed.mockClear();
  const unknown = await ask(`${crypto.randomUUID()}@example.test`);
  expect(unknown.status).toBe(known.status);
  expect(await unknown.text()).toBe(await known.text());
  expect(printed).not.toHaveBeenCalled();
});

test("a link works once, even for two who use it at the same moment", async () => {
  const email = await new Visitor().signUp();
  await new Visitor().post("forgot-password", { email });
  const token = mailedToken(email);
  const use = () => new Visitor().post("reset-password", { token, password: "another password" });
  const places = (await Promise.all([use(), use()])).map(({ headers }) => headers.get("location"));
  expect(places.filter((place) => place === "/sign-in?reset=yes")).toHaveLength(1);
  expect(places.filter((place) => place?.includes("link_expired"))).toHaveLength(1);
});

test("a link that is too old is refused, and the page can still be used to try again", async () => {
  const email = await new Visitor().signUp();
  await new Visitor().post("forgot-password", { email });
  const token = mailedToken(email);
  await database.on["postgres-js direct"]
    .update(verification)
    .set({ expiresAt: new Date(Date.now() - 1_000) });
  const response = await new Visitor().post("reset-password", { token, password });
  const location = new URL(response.headers.get("location") ?? "", appUrl);
  expect(location.pathname).toBe("/reset-password");
  expect(location.searchParams.get("error")).toBe("link_expired");
  expect(location.searchParams.has("password")).toBe(false);
});
