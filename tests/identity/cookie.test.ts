import { getCookieCache, parseCookies } from "better-auth/cookies";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { cachedUserId } from "#lib/identity/better-auth/cookie.ts";
import { betterAuthEnvironment } from "#lib/identity/better-auth/environment.ts";
import { testDatabase } from "../database.ts";
import { useDatabase, Visitor } from "./visitor.ts";

const name = "better-auth.session_data";
const database = testDatabase();
let cookie: string;
let token: string;
let userId: string;

beforeAll(async () => {
  useDatabase(database);
  const ada = new Visitor();
  await ada.signUp({ name: "Ada Łovelace 💡" });
  const cookies = parseCookies(ada.headers.get("cookie") ?? "");
  cookie = cookies.get(name) ?? "";
  token = cookies.get("better-auth.session_token")?.split(".")[0] ?? "";
  userId = (await ada.whoAmI(database.on["postgres-js direct"]))?.id ?? "";
});
afterEach(() => vi.useRealTimers());

const read = (header: string, secret = betterAuthEnvironment().secret) => {
  const headers = new Headers({ cookie: header });
  const own = cachedUserId(headers, token, { ...betterAuthEnvironment(), secret });
  return Promise.all([own, getCookieCache(headers, { secret, isSecure: false })]);
};
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("the copy of a session says who it is, as Better Auth reads it", async () => {
  const [own, theirs] = await read(`${name}=${cookie}`);
  expect(own).toBe(userId);
  expect(theirs?.user.id).toBe(userId);
});

test("a copy too long for one cookie is put together again", async () => {
  const [own, theirs] = await read(
    `${name}.1=${cookie.slice(90)}; ${name}.0=${cookie.slice(0, 90)}`,
  );
  expect(own).toBe(userId);
  expect(theirs?.user.id).toBe(userId);
});

test("a copy of another session is not this one's", async () => {
  const headers = new Headers({ cookie: `${name}=${cookie}` });
  expect(await cachedUserId(headers, "another", betterAuthEnvironment())).toBeNull();
});

test("nobody is believed whom the signature does not name", async () => {
  const sent = JSON.parse(Buffer.from(cookie, "base64url").toString());
  const user = { ...sent.session.user, id: "somebody else" };
  for (const forged of [
    encoded({ ...sent, session: { ...sent.session, user } }),
    encoded({ ...sent, expiresAt: sent.expiresAt + 1_000 }),
    encoded({ ...sent, signature: "" }),
    encoded({ ...sent, session: null }),
    encoded(null),
    "",
  ]) {
    expect(await read(`${name}=${forged}`)).toEqual([null, null]);
  }
  expect(await read(`${name}=${cookie}`, "another secret of at least 32 letters")).toEqual([
    null,
    null,
  ]);
});

test("a cookie that is no copy of anything is nobody's", async () => {
  const headers = new Headers({ cookie: `${name}=no base64!` });
  expect(await cachedUserId(headers, token, betterAuthEnvironment())).toBeNull();
});

test("a copy is no longer believed after five minutes", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 299_000 });
  expect((await read(`${name}=${cookie}`))[0]).toBe(userId);
  vi.setSystemTime(Date.now() + 2_000);
  expect(await read(`${name}=${cookie}`)).toEqual([null, null]);
});
