import { inspect } from "node:util";
import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { account, session, user } from "#drizzle/tables.ts";
import { testDatabase } from "../database.ts";
import { password, useDatabase, Visitor } from "./visitor.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];

beforeAll(async () => {
  useDatabase(database);
});

describe("signing up", () => {
  test("makes an account and signs in", async () => {
    const ada = new Visitor();
    const email = await ada.signUp({ email: `Ada-${crypto.randomUUID()}@Example.test` });
    const [row] = await db().select().from(user).where(eq(user.email, email.toLowerCase()));
    expect(row).toMatchObject({ name: "Ada", provider: "better-auth", emailVerified: false });
    expect(await ada.whoAmI(db())).toEqual({ id: row?.id, isCacheStale: false });
  });

  test("says beside each field what is wrong, and keeps what was typed except the password", async () => {
    const response = await new Visitor().post("sign-up", {
      name: "Ada",
      email: "ada",
      password: "short",
      next: "/o/acme",
    });
    expect(response.status).toBe(303);
    const location = new URL(response.headers.get("location") ?? "", "http://localhost");
    expect(location.pathname).toBe("/sign-up");
    expect(Object.fromEntries(location.searchParams)).toEqual({
      form: "/api/account/sign-up",
      error: "invalid_input",
      "error.email": "email_invalid",
      "error.password": "password_too_short",
      "typed.name": "Ada",
      "typed.email": "ada",
      "typed.next": "/o/acme",
    });
  });

  test("tells a client that asks for JSON the same as problem details", async () => {
    const fields = { name: " ", email: "ada@example.test", password };
    const response = await new Visitor().post("sign-up", fields, { accept: "application/json" });
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      code: "invalid_input",
      errors: { name: "Enter your name." },
    });
  });

  test("with an address that has an account says so and makes none", async () => {
    const email = await new Visitor().signUp();
    const fields = { name: "Eve", email: email.toUpperCase(), password };
    const response = await new Visitor().post("sign-up", fields, { accept: "application/json" });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ errors: { email: expect.any(String) } });
    expect(await db().select().from(user).where(eq(user.email, email))).toHaveLength(1);
  });

  test("five times at once with one address makes one account, whole", async () => {
    const email = `${crypto.randomUUID()}@example.test`;
    const fields = { name: "Ada", email, password };
    const responses = await Promise.all(
      Array.from({ length: 5 }, () => new Visitor().post("sign-up", fields)),
    );
    const places = responses.map((response) => response.headers.get("location"));
    expect(places.filter((place) => place === "/welcome")).toHaveLength(1);
    expect(places.filter((place) => place?.includes("email_taken"))).toHaveLength(4);
    const [row] = await db().select().from(user).where(eq(user.email, email));
    const accounts = await db()
      .select()
      .from(account)
      .where(eq(account.userId, row?.id ?? ""));
    expect(accounts).toHaveLength(1);
  });

  test("that fails half-way leaves nothing behind, so it can be done again", async () => {
    const email = `${crypto.randomUUID()}@example.test`;
    const fields = { name: "Ada", email, password };
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    await db().execute(
      sql`alter table account add constraint refuse check (user_id = '') not valid`,
    );
    const failed = await new Visitor().post("sign-up", fields);
    await db().execute(sql`alter table account drop constraint refuse`);
    expect(failed.headers.get("location")).toMatch(/error=(unavailable|invalid_input)/);
    expect(printed).toHaveBeenCalled();
    expect(inspect(printed.mock.calls, { depth: 9 })).not.toMatch(/params|insert into/);
    printed.mockRestore();
    const again = await new Visitor().post("sign-up", fields);
    expect(again.headers.get("location")).toBe("/welcome");
  });
});

describe("signing in", () => {
  test("leads to where the visitor wanted to go", async () => {
    const email = await new Visitor().signUp();
    const response = await new Visitor().post("sign-in", {
      email,
      password,
      next: "/o/acme?tab=1",
    });
    expect(response.headers.get("location")).toBe("/o/acme?tab=1");
    const other = await new Visitor().post("sign-in", { email, password, next: "//evil.test" });
    expect(other.headers.get("location")).toBe("/welcome");
  });

  test("with a wrong password and with an unknown address is refused in the same words", async () => {
    const email = await new Visitor().signUp();
    const accept = { accept: "application/json" };
    const wrong = { email, password: "not the password" };
    const unknown = { ...wrong, email: `${crypto.randomUUID()}@example.test` };
    const responses = [
      await new Visitor().post("sign-in", wrong, accept),
      await new Visitor().post("sign-in", unknown, accept),
    ];
    const answers = await Promise.all(responses.map((response) => response.json()));
    expect(answers[0]).toMatchObject({ status: 401, code: "credentials_wrong" });
    expect(answers[1]).toEqual(answers[0]);
  });

  test("is not stopped by somebody of another provider, or deleted, with the same address", async () => {
    const ada = new Visitor();
    const email = await ada.signUp();
    const others = [
      { id: crypto.randomUUID(), provider: "clerk", email },
      { id: crypto.randomUUID(), email, deletedAt: new Date() },
    ];
    await db().insert(user).values(others);
    const again = new Visitor();
    const response = await again.post("sign-in", { email, password });
    expect(response.headers.get("location")).toBe("/welcome");
    expect(await again.whoAmI()).toEqual(await ada.whoAmI());
  });

  test("is refused to a form on another site", async () => {
    const email = await new Visitor().signUp();
    const fields = { email, password };
    for (const site of ["cross-site", "same-site"]) {
      const response = await new Visitor().post("sign-in", fields, { "sec-fetch-site": site });
      expect(response.status).toBe(403);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  });
});

describe("signing out", () => {
  test("ends the session and takes its cookies", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const before = new Headers(ada.headers);
    const response = await ada.post("sign-out");
    expect(response.headers.get("location")).toBe("/");
    expect(await ada.whoAmI()).toBeNull();
    ada.headers.set("cookie", before.get("cookie") ?? "");
    expect(await ada.whoAmI(db())).toBeNull();
  });

  test("twice, or without a session, is no error", async () => {
    const response = await new Visitor().post("sign-out");
    expect(response.headers.get("location")).toBe("/");
  });
});

describe("a session", () => {
  test("is believed from the cookie while that is fresh, and from the database after", async () => {
    const ada = new Visitor();
    await ada.signUp();
    expect(await ada.whoAmI()).toMatchObject({ isCacheStale: false });
    ada.dropCookieCache();
    expect(await ada.whoAmI()).toMatchObject({ isCacheStale: true });
    expect((await ada.api("/get-session")).status).toBe(200);
    expect(await ada.whoAmI()).toMatchObject({ isCacheStale: false });
  });

  test("that has ended cannot write, though its cookie is fresh", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const id = (await ada.whoAmI())?.id ?? "";
    await db().delete(session).where(eq(session.userId, id));
    expect(await ada.whoAmI()).toMatchObject({ id });
    expect(await ada.whoAmI(db())).toBeNull();
    ada.dropCookieCache();
    expect(await ada.whoAmI()).toBeNull();
  });

  test("is nobody's when it has expired, or its user is deleted", async () => {
    const [ada, eve] = [new Visitor(), new Visitor()];
    await ada.signUp();
    await eve.signUp();
    const past = new Date(Date.now() - 1_000);
    const [adaId, eveId] = [(await ada.whoAmI())?.id ?? "", (await eve.whoAmI())?.id ?? ""];
    await db().update(session).set({ expiresAt: past }).where(eq(session.userId, adaId));
    await db().update(user).set({ deletedAt: past }).where(eq(user.id, eveId));
    expect(await ada.whoAmI(db())).toBeNull();
    expect(await eve.whoAmI(db())).toBeNull();
  });

  test("counts only with a signature of ours", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const [{ token } = { token: "" }] = await db()
      .select({ token: session.token })
      .from(session)
      .where(eq(session.userId, (await ada.whoAmI())?.id ?? ""));
    for (const signature of ["", ".", `.${btoa("0".repeat(32))}`, ".not base64!"]) {
      const cookie = `better-auth.session_token=${encodeURIComponent(token + signature)}`;
      ada.headers.set("cookie", cookie);
      expect(await ada.whoAmI(db())).toBeNull();
    }
  });

  test("is not taken over by the cached copy of another", async () => {
    const [ada, eve] = [new Visitor(), new Visitor()];
    await ada.signUp();
    await eve.signUp();
    const cookie = (visitor: Visitor, name: string) =>
      visitor.headers
        .get("cookie")
        ?.split("; ")
        .find((pair) => pair.startsWith(`better-auth.${name}=`));
    const id = (await eve.whoAmI())?.id;
    eve.headers.set("cookie", `${cookie(eve, "session_token")}; ${cookie(ada, "session_data")}`);
    expect(await eve.whoAmI()).toEqual({ id, isCacheStale: true });
  });
});
