import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import * as route from "#app/api/auth/[...all]/route.ts";
import { session, user } from "#drizzle/tables.ts";
import { testDatabase } from "../database.ts";
import { linksTo } from "./mailed.ts";
import { appUrl, password, useDatabase, Visitor } from "./visitor.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];

beforeAll(async () => {
  useDatabase(database);
});

const json = (body: object) => ({ method: "POST", body: JSON.stringify(body) });

describe("of Better Auth's own API", () => {
  test.each([
    ["/verify-password", { password }],
    ["/confirm-password", { password }],
    ["/change-password", { currentPassword: password, newPassword: "another good password" }],
    ["/sign-in/email", { email: "ada@example.test", password }],
    [
      "/sign-up/email",
      { name: "Eve", email: "eve@example.test", password, image: "https://b.test" },
    ],
    ["/request-password-reset", { email: "ada@example.test" }],
    ["/reset-password", { token: "x", newPassword: password }],
    ["/send-verification-email", { email: "ada@example.test" }],
    ["/update-user", { name: "X" }],
    ["/change-email", { newEmail: "x@example.test" }],
    ["/delete-user", {}],
    ["/revoke-sessions", {}],
    ["/sign-out", {}],
    ["/get-session", {}],
  ])("POST %s is closed", async (path, body) => {
    const ada = new Visitor();
    await ada.signUp();
    const answer = await ada.api(path, json(body));
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await ada.whoAmI(db())).not.toBeNull();
  });

  test.each(["/list-sessions", "/list-accounts", "/ok", "/error", "/", "/get-session/"])(
    "GET %s is closed",
    async (path) => {
      const ada = new Visitor();
      await ada.signUp();
      const answer = await ada.api(path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ code: "not_found" });
    },
  );

  test("no link signs a browser in as somebody else", async () => {
    const email = await new Visitor().signUp();
    const [link] = await linksTo(db(), email, "verify-address");
    const other = new Visitor();
    const answer = await other.api(`/verify-email?${link?.searchParams}`);
    expect(answer.status).toBe(404);
    expect(await other.whoAmI(db())).toBeNull();
    const [row] = await db().select().from(user).where(eq(user.email, email));
    expect(row?.emailVerified).toBe(false);
  });

  test("no body is read, however long it is", async () => {
    let taken = 0;
    const endless = new ReadableStream({
      pull(controller) {
        taken += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const init = { method: "POST", body: endless, duplex: "half" as const };
    const answer = await route.POST(new Request(`${appUrl}/api/auth/sign-in/email`, init));
    expect(answer.status).toBe(404);
    expect(taken).toBeLessThan(4);
  });
});

describe("the copy of a session", () => {
  test("is fresh from the database, and for the one browser alone", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const answer = await ada.api("/get-session");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(answer.headers.getSetCookie().join()).toContain("better-auth.session_data=");
  });

  test("is not given to a session that was ended a moment ago", async () => {
    const ada = new Visitor();
    await ada.signUp();
    await db()
      .delete(session)
      .where(eq(session.userId, (await ada.whoAmI())?.id ?? ""));
    expect(await (await ada.api("/get-session")).json()).toBeNull();
    expect(await ada.whoAmI()).toBeNull();
  });
});
