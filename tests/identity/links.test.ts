import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { account, session, user, verification } from "#drizzle/tables.ts";
import { claimAccount } from "#lib/account/claim-account.ts";
import { requestAddress } from "#lib/identity/address/request.ts";
import { stopChange } from "#lib/identity/address/stop.ts";
import { requestVerification, verifyAddress, welcome } from "#lib/identity/address/verify.ts";
import { changePassword } from "#lib/identity/password/change.ts";
import { requestReset } from "#lib/identity/password/request-reset.ts";
import type { MailTemplate } from "#lib/mail/templates.ts";
import { drivers, testDatabase } from "../database.ts";
import { linksTo } from "./mailed.ts";
import { type Person, person } from "./people.ts";
import { appUrl } from "./visitor.ts";

const database = testDatabase();
const direct = () => database.on["postgres-js direct"];

const network = null;

/** The token of the newest link of a kind in mail to somebody. */
const mailed = async ({ email }: Pick<Person, "email">, template: MailTemplate) =>
  (await linksTo(direct(), email, template))[0]?.searchParams.get("token") ?? "";

const passwordOf = async ({ current }: Person) =>
  (await direct().select().from(account).where(eq(account.userId, current.userId)))[0]?.password;

const sessionsOf = ({ current }: Person) =>
  direct().select().from(session).where(eq(session.userId, current.userId));

const isVerified = async ({ current }: Person) =>
  (await direct().select().from(user).where(eq(user.id, current.userId)))[0]?.emailVerified;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** Somebody with a password, whose address is confirmed or not. */
  async function withPassword(values: Parameters<typeof person>[1] = {}) {
    const ada = await person(direct(), values);
    const { userId } = ada.current;
    const row = { id: userId, accountId: userId, providerId: "credential", userId };
    await direct()
      .insert(account)
      .values({ ...row, password: "old hash" });
    return ada;
  }

  const claim = (purpose: "reset-password" | "verify-address", token: string, hash = "new hash") =>
    claimAccount(db(), { purpose, token, hash, appUrl });

  test("a link for a new password gives the account to the mailbox, once", async () => {
    const ada = await withPassword({ emailVerified: false });
    expect(await requestReset(db(), { email: ada.email, network, appUrl })).toBe("asked");
    const token = await mailed(ada, "reset-password");
    expect(await claim("verify-address", token)).toBeNull();
    expect(await claim("reset-password", token)).toBe(ada.email);
    expect(await passwordOf(ada)).toBe("new hash");
    expect(await sessionsOf(ada)).toEqual([]);
    expect(await isVerified(ada)).toBe(true);
    expect(await claim("reset-password", token, "a third hash")).toBeNull();
    expect(await passwordOf(ada)).toBe("new hash");
  });

  test("an account that has no password yet gets one", async () => {
    const ada = await person(direct());
    await requestReset(db(), { email: ada.email, network, appUrl });
    expect(await claim("reset-password", await mailed(ada, "reset-password"))).toBe(ada.email);
    expect(await passwordOf(ada)).toBe("new hash");
  });

  test("nobody is mailed who is deleted, of another provider or not there", async () => {
    const gone = await person(direct(), { deletedAt: new Date() });
    const ofClerk = await person(direct(), { provider: "clerk" });
    for (const { email } of [gone, ofClerk, { email: "nobody@example.test" }]) {
      expect(await requestReset(db(), { email, network, appUrl })).toBe("asked");
      expect(await requestVerification(db(), { email }, { network, appUrl })).toBe("asked");
      expect(await linksTo(direct(), email, "reset-password")).toEqual([]);
      expect(await linksTo(direct(), email, "verify-address")).toEqual([]);
    }
  });

  test("a password changes only from the one that was looked at, and its session goes on", async () => {
    const ada = await withPassword();
    await requestReset(db(), { email: ada.email, network, appUrl });
    const change = { hash: "new hash", token: `new-${ada.current.id}`, appUrl };
    const changed = (formerHash: string) =>
      changePassword(db(), ada.current, { ...change, formerHash });
    expect(await changed("another hash")).toBe(false);
    expect(await changed("old hash")).toBe(true);
    expect(await changed("old hash")).toBe(false);
    expect(await sessionsOf(ada)).toMatchObject([{ id: ada.current.id, token: change.token }]);
    expect(await linksTo(direct(), ada.email, "password-changed")).toHaveLength(1);
    expect(await claim("reset-password", await mailed(ada, "reset-password"))).toBeNull();
    await direct().delete(session).where(eq(session.id, ada.current.id));
    expect(await changed("new hash")).toBe(false);
  });

  test("an address is confirmed by the link and a session of the same person", async () => {
    const [ada, eve] = [
      await withPassword({ emailVerified: false }),
      await withPassword({ emailVerified: false }),
    ];
    await welcome(db(), { userId: ada.current.userId, appUrl });
    const first = await mailed(ada, "verify-address");
    for (const other of [null, eve.current]) {
      expect(await verifyAddress(db(), other, { token: first })).toBe("other");
    }
    expect(await isVerified(ada)).toBe(false);
    const own = { session: ada.current };
    expect(await requestVerification(db(), own, { network, appUrl })).toBe("asked");
    expect(await verifyAddress(db(), ada.current, { token: first })).toBe("verified");
    expect(await verifyAddress(db(), ada.current, { token: first })).toBe("link_expired");
    expect(await requestVerification(db(), own, { network, appUrl })).toBe("verified");
    await direct().delete(session).where(eq(session.id, ada.current.id));
    expect(await requestVerification(db(), own, { network, appUrl })).toBe("unauthenticated");
  });

  test("a link that confirms an address claims the account with a new password", async () => {
    const ada = await withPassword({ emailVerified: false });
    await welcome(db(), { userId: ada.current.userId, appUrl });
    expect(await claim("verify-address", await mailed(ada, "verify-address"))).toBe(ada.email);
    expect(await isVerified(ada)).toBe(true);
    expect(await sessionsOf(ada)).toEqual([]);
  });

  test("a change of address is stopped by its link, and a way in is left", async () => {
    const ada = await withPassword();
    const email = `${crypto.randomUUID()}@example.test`;
    await requestAddress(db(), ada.current, { email, network, appUrl });
    const next = await stopChange(db(), { token: await mailed(ada, "change-asked") });
    expect(await passwordOf(ada)).toBeNull();
    expect(await sessionsOf(ada)).toEqual([]);
    const kept = await direct().select().from(verification).where(eq(verification.value, email));
    expect(kept).toEqual([]);
    expect(await claim("reset-password", next ?? "")).toBe(ada.email);
    expect(await passwordOf(ada)).toBe("new hash");
  });

  test("an address gets five mails in an hour, and the answers do not tell", async () => {
    const ada = await withPassword({ emailVerified: false });
    const eve = await withPassword();
    const answers = new Set<string>();
    for (let count = 0; count < 3; count++) {
      const from = { network: crypto.randomUUID(), appUrl };
      answers.add(await requestReset(db(), { email: ada.email, ...from }));
      answers.add(await requestVerification(db(), { email: ada.email }, from));
    }
    expect([...answers]).toEqual(["asked"]);
    const of = (template: MailTemplate) => linksTo(direct(), ada.email, template);
    expect([...(await of("reset-password")), ...(await of("verify-address"))]).toHaveLength(5);

    const wanted = `${crypto.randomUUID()}@example.test`;
    for (let count = 0; count < 6; count++) {
      const asked = { email: wanted, network: crypto.randomUUID(), appUrl };
      const outcome = await requestAddress(db(), eve.current, asked);
      expect(outcome).toBe(count < 5 ? "asked" : "rate_limited");
    }
    expect(await linksTo(direct(), wanted, "change-address")).toHaveLength(5);
  });

  test("what is kept of a link does not make the link, and what is too old is swept", async () => {
    const ada = await withPassword();
    await requestReset(db(), { email: ada.email, network, appUrl });
    const token = await mailed(ada, "reset-password");
    const mine = and(eq(verification.value, ada.current.userId));
    const [kept] = await direct().select().from(verification).where(mine);
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(await claim("reset-password", kept?.identifier.split(":")[1] ?? "")).toBeNull();
    await direct()
      .update(verification)
      .set({ expiresAt: new Date(Date.now() - 1_000) })
      .where(mine);
    expect(await claim("reset-password", token)).toBeNull();
    await requestReset(db(), { email: ada.email, network, appUrl });
    expect(await direct().select().from(verification).where(mine)).toHaveLength(1);
  });
});
