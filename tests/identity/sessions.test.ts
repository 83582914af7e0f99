import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { session, user } from "#drizzle/tables.ts";
import { readAccount } from "#lib/account/better-auth/read-account.ts";
import { endOtherSessions, endSession } from "#lib/identity/better-auth/sessions.ts";
import { drivers, testDatabase } from "../database.ts";
import { password, useDatabase, Visitor } from "./visitor.ts";

const database = testDatabase();
const direct = () => database.on["postgres-js direct"];

beforeAll(async () => {
  useDatabase(database);
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** A user with sessions, oldest first, each with its token as id. */
  async function signedIn(count: number) {
    const userId = crypto.randomUUID();
    await db()
      .insert(user)
      .values({ id: userId, name: "Ada", email: `${userId}@example.test` });
    const expiresAt = new Date(Date.now() + 60_000);
    const sessions = Array.from({ length: count }, (_, index) => {
      const id = `${userId}-${index}`;
      return { id, token: id, userId, expiresAt, createdAt: new Date(index * 1_000) };
    });
    await db().insert(session).values(sessions);
    return { userId, ids: sessions.map(({ id }) => id) };
  }

  const idsOf = async (userId: string) =>
    (await db().select().from(session).where(eq(session.userId, userId)))
      .map(({ id }) => id)
      .sort();

  test("an account lists its sessions, this device first and then the newest", async () => {
    const { userId, ids } = await signedIn(3);
    const past = new Date(Date.now() - 1_000);
    await db()
      .insert(session)
      .values({ id: `${userId}-old`, token: `${userId}-old`, userId, expiresAt: past });
    const account = await readAccount(db(), { userId, token: ids[1] ?? "" });
    expect(account).toMatchObject({ name: "Ada", email: `${userId}@example.test` });
    expect(account?.sessions.map(({ id }) => id)).toEqual([ids[1], ids[2], ids[0]]);
    expect(account?.sessions.map(({ isCurrent }) => isCurrent)).toEqual([true, false, false]);
    expect(new Date(account?.sessions[2]?.createdAt ?? "").getTime()).toBe(0);
  });

  test("one session can be ended, and only by its own user", async () => {
    const {
      userId,
      ids: [id = "", other = ""],
    } = await signedIn(2);
    const stranger = await signedIn(1);
    const asStranger = { id: stranger.ids[0] ?? "", userId: stranger.userId };
    expect(await endSession(db(), asStranger, { sessionId: other })).toBe(false);
    expect(await idsOf(userId)).toEqual([id, other]);
    expect(await endSession(db(), { id, userId }, { sessionId: other })).toBe(true);
    expect(await endSession(db(), { id, userId }, { sessionId: other })).toBe(false);
    expect(await idsOf(userId)).toEqual([id]);
  });

  test("all other sessions of a user can be ended, and nobody else's", async () => {
    const {
      userId,
      ids: [id = ""],
    } = await signedIn(3);
    const stranger = await signedIn(2);
    expect(await endOtherSessions(db(), { id, userId })).toBe(2);
    expect(await idsOf(userId)).toEqual([id]);
    expect(await idsOf(stranger.userId)).toHaveLength(2);
  });
});

describe("the forms of the account page", () => {
  test("end another session of mine, which then cannot write", async () => {
    const [here, there] = [new Visitor(), new Visitor()];
    const email = await here.signUp();
    await there.post("sign-in", { email, password });
    const userId = (await here.whoAmI())?.id ?? "";
    const account = await readAccount(direct(), { userId, token: null });
    const sessions = account?.sessions ?? [];
    const newest = sessions[0]?.id ?? "";
    const response = await here.post("revoke-session", { session: newest });
    expect(response.headers.get("location")).toBe("/account?notice=session_ended");
    expect(await there.whoAmI(direct())).toBeNull();
    expect(await here.whoAmI(direct())).not.toBeNull();
  });

  test("end all others, and leave this one", async () => {
    const [here, there] = [new Visitor(), new Visitor()];
    const email = await here.signUp();
    await there.post("sign-in", { email, password });
    const response = await here.post("revoke-other-sessions");
    expect(response.headers.get("location")).toBe("/account?notice=sessions_ended");
    expect(await there.whoAmI(direct())).toBeNull();
    expect(await here.whoAmI(direct())).not.toBeNull();
  });

  test("send whose session has ended to sign in again", async () => {
    const [ended, other] = [new Visitor(), new Visitor()];
    const email = await ended.signUp();
    await other.post("sign-in", { email, password });
    await other.post("revoke-other-sessions");
    const response = await ended.post("revoke-other-sessions");
    expect(response.headers.get("location")).toMatch(/^\/sign-in\?next=%2Faccount%3Fform/);
    expect(await other.whoAmI(direct())).not.toBeNull();
  });
});
