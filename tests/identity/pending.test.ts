import { eq, or } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { session, user, verification } from "#drizzle/tables.ts";
import { changeId } from "#lib/identity/address/token.ts";
import type { MailTemplate } from "#lib/mail/templates.ts";
import { testDatabase } from "../database.ts";
import { linksTo } from "./mailed.ts";
import { password, useDatabase, Visitor } from "./visitor.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];

beforeAll(async () => {
  useDatabase(database);
});

const newPassword = "another good password";
const newAddress = () => `${crypto.randomUUID()}@example.test`;
const location = (response: Response) => response.headers.get("location") ?? "";
const tokenTo = async (recipient: string, template: MailTemplate) =>
  (await linksTo(db(), recipient, template))[0]?.searchParams.get("token") ?? "";

/** Somebody whose account a thief was in: the thief asked for a change to their own mailbox. */
async function robbed() {
  const [owner, thief] = [new Visitor(), new Visitor()];
  const email = await owner.signUp();
  await thief.post("sign-in", { email, password });
  const wanted = newAddress();
  expect(location(await thief.post("address", { email: wanted, password }))).toContain(
    "address_asked",
  );
  await new Visitor().post("forgot-password", { email });
  const userId = (await owner.whoAmI())?.id ?? "";
  return { owner, thief, email, wanted, userId };
}

const pending = (userId: string) =>
  db()
    .select()
    .from(verification)
    .where(or(eq(verification.value, userId), eq(verification.id, changeId(userId))));

type Robbed = Awaited<ReturnType<typeof robbed>>;

const endings: [string, (before: Robbed) => Promise<string>][] = [
  [
    "a new password with the present one",
    async ({ owner }) => location(await owner.post("password", { password, newPassword })),
  ],
  [
    "a new password with a link",
    async ({ email }) => {
      const token = await tokenTo(email, "reset-password");
      return location(await new Visitor().post("reset-password", { token, password: newPassword }));
    },
  ],
  [
    "ending all other sessions",
    async ({ owner }) => location(await owner.post("revoke-other-sessions")),
  ],
  [
    "deleting the account",
    async ({ owner, email }) => location(await owner.post("delete", { email, password })),
  ],
  [
    "stopping the change",
    async ({ email }) => {
      const token = await tokenTo(email, "change-asked");
      const stopped = await new Visitor().post("stop-change", { token });
      return location(stopped).replace(/token=[^&]*/, "token=t");
    },
  ],
];

describe("a pending change of address and every link end with", () => {
  test.each(endings)("%s", async (_, end) => {
    const before = await robbed();
    expect((await pending(before.userId)).length).toBeGreaterThanOrEqual(3);
    expect(await end(before)).toMatch(
      /password_changed|reset=yes|sessions_ended|goodbye|token=t&stopped=yes/,
    );
    const { thief, wanted, email, userId } = before;
    const left = (await pending(userId)).filter(({ id }) => !id.startsWith("reset-password:"));
    expect(left).toEqual([]);
    await thief.post("confirm-address", { token: await tokenTo(wanted, "change-address") });
    const token = await tokenTo(email, "reset-password");
    const again = await new Visitor().post("reset-password", { token, password: "of the thief's" });
    expect(location(again)).toContain("link_expired");
    const [row] = await db().select().from(user).where(eq(user.id, userId));
    expect(row?.email).not.toBe(wanted);
    expect(await thief.whoAmI(db())).toBeNull();
  });
});

describe("the link that stops a change", () => {
  test("ends every session and the password, and leads to a new one", async () => {
    const { owner, thief, email, userId } = await robbed();
    const token = await tokenTo(email, "change-asked");
    const stopped = new URL(
      location(await new Visitor().post("stop-change", { token })),
      "http://localhost",
    );
    expect(stopped.pathname).toBe("/reset-password");
    expect(await db().select().from(session).where(eq(session.userId, userId))).toEqual([]);
    for (const visitor of [owner, thief]) expect(await visitor.whoAmI(db())).toBeNull();
    const old = await thief.post("sign-in", { email, password });
    expect(location(old)).toContain("credentials_wrong");
    const fresh = { token: stopped.searchParams.get("token") ?? "", password: newPassword };
    expect(location(await owner.post("reset-password", fresh))).toBe("/sign-in?reset=yes");
    expect(location(await owner.post("sign-in", { email, password: newPassword }))).toBe(
      "/welcome",
    );
  });

  test("works once, not after the change, and not made up", async () => {
    const { thief, email, wanted } = await robbed();
    const token = await tokenTo(email, "change-asked");
    await thief.post("confirm-address", { token: await tokenTo(wanted, "change-address") });
    for (const tried of [token, "", "x"]) {
      const response = await new Visitor().post("stop-change", { token: tried });
      expect(location(response)).toMatch(/^\/stop-change\?.*error(\.token)?=link_expired/);
    }
    const again = await robbed();
    const live = await tokenTo(again.email, "change-asked");
    expect(location(await new Visitor().post("stop-change", { token: live }))).toContain("stopped");
    expect(location(await new Visitor().post("stop-change", { token: live }))).toContain(
      "link_expired",
    );
  });
});

test("a changed password is told by mail, and the browser that changed it gets another session token", async () => {
  const ada = new Visitor();
  const email = await ada.signUp();
  const stolen = new Visitor();
  stolen.headers.set("cookie", ada.headers.get("cookie") ?? "");
  await ada.post("password", { password, newPassword });
  expect(await linksTo(db(), email, "password-changed")).toHaveLength(1);
  expect(await ada.whoAmI(db())).not.toBeNull();
  expect(await stolen.whoAmI(db())).toBeNull();
});
