import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { outbox, session, user, verification } from "#drizzle/tables.ts";
import { rows } from "#lib/db/database.ts";
import { confirmAddress } from "#lib/identity/address/confirm.ts";
import { requestAddress } from "#lib/identity/address/request.ts";
import { drivers, testDatabase } from "../database.ts";
import { person } from "./people.ts";
import { appUrl, password, useDatabase, Visitor } from "./visitor.ts";

const database = testDatabase();
const direct = () => database.on["postgres-js direct"];

beforeAll(async () => {
  useDatabase(database);
});

const network = null;

const newAddress = () => `${crypto.randomUUID()}@example.test`;

const mailTo = (recipient: string, template: string) =>
  direct()
    .select()
    .from(outbox)
    .where(and(eq(outbox.recipient, recipient), eq(outbox.template, template)));

/** The token of the link that was mailed to an address last. */
async function mailedToken(recipient: string): Promise<string> {
  const [mailed] = await rows(
    direct(),
    sql`select props ->> 'link' as link from outbox
      where recipient = ${recipient} and template = 'change-address'
      order by created_at desc limit 1`,
    ({ link }) => String(link),
  );
  const link = new URL(mailed ?? "");
  expect(link.href.startsWith(`${appUrl}/confirm-address?token=`)).toBe(true);
  return link.searchParams.get("token") ?? "";
}

const rowOf = async (id: string) =>
  (await direct().select().from(user).where(eq(user.id, id)))[0] ?? { email: "", emailVerified: 0 };

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("an address changes once its mailbox has confirmed it, and the former one is told", async () => {
    const ada = await person(db(), { emailVerified: false });
    const email = newAddress();
    expect(await requestAddress(db(), ada.current, { email, network, appUrl })).toBe("asked");
    expect(await rowOf(ada.current.userId)).toMatchObject({ email: ada.email });
    const token = await mailedToken(email);
    expect(await confirmAddress(db(), ada.current, { token })).toBe("changed");
    expect(await rowOf(ada.current.userId)).toMatchObject({ email, emailVerified: true });
    expect(await mailTo(ada.email, "address-changed")).toMatchObject([
      { props: { name: ada.name, email } },
    ]);
    expect(await confirmAddress(db(), ada.current, { token })).toBe("link_expired");
    expect(await mailTo(ada.email, "address-changed")).toHaveLength(1);
  });

  test("a link works once for two who use it at the same moment", async () => {
    const ada = await person(db());
    const email = newAddress();
    await requestAddress(db(), ada.current, { email, network, appUrl });
    const token = await mailedToken(email);
    const use = () => confirmAddress(db(), ada.current, { token });
    expect((await Promise.all([use(), use(), use()])).toSorted()).toEqual([
      "changed",
      "link_expired",
      "link_expired",
    ]);
    expect(await mailTo(ada.email, "address-changed")).toHaveLength(1);
  });

  test("only the last of several links works, and none after an hour", async () => {
    const ada = await person(db());
    const [first, second] = [newAddress(), newAddress()];
    await requestAddress(db(), ada.current, { email: first, network, appUrl });
    await requestAddress(db(), ada.current, { email: second, network, appUrl });
    expect(await confirmAddress(db(), ada.current, { token: await mailedToken(first) })).toBe(
      "link_expired",
    );
    const token = await mailedToken(second);
    const past = new Date(Date.now() - 1_000);
    await db().update(verification).set({ expiresAt: past }).where(eq(verification.value, second));
    expect(await confirmAddress(db(), ada.current, { token })).toBe("link_expired");
    expect(await rowOf(ada.current.userId)).toMatchObject({ email: ada.email });
  });

  test("an address that another account has is asked for like any other, but gets no mail", async () => {
    const [ada, eve] = [await person(db()), await person(db())];
    expect(await requestAddress(db(), ada.current, { email: eve.email, network, appUrl })).toBe(
      "asked",
    );
    expect(await mailTo(eve.email, "change-address")).toEqual([]);
  });

  test("an address that somebody took meanwhile stays theirs", async () => {
    const ada = await person(db());
    const email = newAddress();
    await requestAddress(db(), ada.current, { email, network, appUrl });
    const token = await mailedToken(email);
    const eve = await person(db(), { email });
    expect(await confirmAddress(db(), ada.current, { token })).toBe("email_taken");
    expect(await rowOf(ada.current.userId)).toMatchObject({ email: ada.email });
    expect(await rowOf(eve.current.userId)).toMatchObject({ email });
  });

  test("two who were mailed at one address at the same time: one gets it", async () => {
    const people = [await person(db()), await person(db())];
    const email = newAddress();
    const uses: (() => Promise<string>)[] = [];
    for (const { current } of people) {
      await requestAddress(db(), current, { email, network, appUrl });
      const token = await mailedToken(email);
      uses.push(() => confirmAddress(db(), current, { token }));
    }
    const outcomes = await Promise.all(uses.map((use) => use()));
    expect(outcomes.toSorted()).toEqual(["changed", "email_taken"]);
    expect(await db().select().from(user).where(eq(user.email, email))).toHaveLength(1);
  });

  test("the own address is nothing to change, and a session that has ended changes nothing", async () => {
    const ada = await person(db());
    expect(await requestAddress(db(), ada.current, { email: ada.email, network, appUrl })).toBe(
      "email_own",
    );
    await db().delete(session).where(eq(session.id, ada.current.id));
    const email = newAddress();
    expect(await requestAddress(db(), ada.current, { email, network, appUrl })).toBe(
      "unauthenticated",
    );
    expect(await mailTo(email, "change-address")).toEqual([]);
  });

  test("a link is for the one who asked, not for whoever has it", async () => {
    const [ada, eve] = [await person(db()), await person(db())];
    const email = newAddress();
    await requestAddress(db(), ada.current, { email, network, appUrl });
    const token = await mailedToken(email);
    expect(await confirmAddress(db(), eve.current, { token })).toBe("link_other_account");
    await db().delete(session).where(eq(session.id, ada.current.id));
    expect(await confirmAddress(db(), ada.current, { token })).toBe("unauthenticated");
    expect(await rowOf(ada.current.userId)).toMatchObject({ email: ada.email });
  });

  test("the present address hears of it when it is asked for", async () => {
    const ada = await person(db());
    const email = newAddress();
    await requestAddress(db(), ada.current, { email, network, appUrl });
    const link = expect.stringContaining(`${appUrl}/stop-change?token=`);
    expect(await mailTo(ada.email, "change-asked")).toMatchObject([
      { props: { name: ada.name, email, link } },
    ]);
  });

  test.each(["", "x", "' or 1=1 --"])("the made-up token %j changes nothing", async (token) => {
    const ada = await person(db());
    expect(await confirmAddress(db(), ada.current, { token })).toBe("link_expired");
  });

  test("what is kept of a link does not make the link", async () => {
    const ada = await person(db());
    const email = newAddress();
    await requestAddress(db(), ada.current, { email, network, appUrl });
    const token = await mailedToken(email);
    const [kept] = await db().select().from(verification).where(eq(verification.value, email));
    expect(JSON.stringify(kept)).not.toContain(token);
    const made = kept?.identifier.split(":")[1] ?? "";
    expect(await confirmAddress(db(), ada.current, { token: made })).toBe("link_expired");
  });
});

describe("the form of the address", () => {
  test("needs the present password, and says so beside its field", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const email = newAddress();
    const response = await ada.post("address", { email, password: "not the password" });
    const location = new URL(response.headers.get("location") ?? "", appUrl);
    expect(location.pathname + location.hash).toBe("/account#address");
    expect(Object.fromEntries(location.searchParams)).toEqual({
      form: "/api/account/address",
      error: "invalid_input",
      "error.password": "password_wrong",
      "typed.email": email,
    });
    expect(await mailTo(email, "change-address")).toEqual([]);
  });

  test("changes the address with the link, where one is signed in, and one signs in with it", async () => {
    const ada = new Visitor();
    const former = await ada.signUp();
    const email = newAddress();
    const asked = await ada.post("address", { email: email.toUpperCase(), password });
    expect(asked.headers.get("location")).toBe("/account?notice=address_asked");

    const phone = new Visitor();
    const token = await mailedToken(email);
    const stranger = await phone.post("confirm-address", { token });
    expect(stranger.headers.get("location")).toMatch(/^\/sign-in\?next=%2Fconfirm-address/);
    await phone.post("sign-in", { email: former, password });
    const confirmed = await phone.post("confirm-address", { token });
    expect(confirmed.headers.get("location")).toBe("/confirm-address?done=yes");
    const again = await phone.post("confirm-address", { token });
    expect(again.headers.get("location")).toContain("/confirm-address?form=");
    expect(again.headers.get("location")).toContain("error=link_expired");

    const signIn = (address: string) => new Visitor().post("sign-in", { email: address, password });
    expect((await signIn(email)).headers.get("location")).toBe("/welcome");
    expect((await signIn(former)).headers.get("location")).toContain("credentials_wrong");
  });

  test("kills links for a new password that went to the former address", async () => {
    const ada = new Visitor();
    const former = await ada.signUp();
    const id = (await ada.whoAmI())?.id ?? "";
    await new Visitor().post("forgot-password", { email: former });
    const links = () => direct().select().from(verification).where(eq(verification.value, id));
    // The other one confirms the address that she signed up with.
    expect(await links()).toHaveLength(2);
    const email = newAddress();
    await ada.post("address", { email, password });
    await ada.post("confirm-address", { token: await mailedToken(email) });
    expect(await links()).toEqual([]);
  });

  test("answers the same for an address that has an account", async () => {
    const [ada, eve] = [new Visitor(), new Visitor()];
    await ada.signUp();
    const taken = await eve.signUp();
    const accept = { accept: "application/json" };
    const free = await ada.post("address", { email: newAddress(), password }, accept);
    const same = await ada.post("address", { email: taken, password }, accept);
    expect(same.status).toBe(free.status);
    expect(await same.text()).toBe(await free.text());
  });

  test("is refused to another site and without a session", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const fields = { email: newAddress(), password };
    const elsewhere = await ada.post("address", fields, { "sec-fetch-site": "cross-site" });
    expect(elsewhere.status).toBe(403);
    await direct()
      .delete(session)
      .where(eq(session.userId, (await ada.whoAmI())?.id ?? ""));
    for (const visitor of [ada, new Visitor()]) {
      const response = await visitor.post("address", fields);
      expect(response.headers.get("location")).toMatch(/^\/sign-in\?next=%2Faccount%3Fform/);
    }
    expect(await mailTo(fields.email, "change-address")).toEqual([]);
  });

  test("lets nobody try passwords without end", async () => {
    const ada = new Visitor("203.0.113.20");
    await ada.signUp();
    const fields = { email: newAddress(), password: "not the password" };
    const statuses: number[] = [];
    for (let count = 0; count < 6; count++) {
      statuses.push((await ada.post("address", fields, { accept: "application/json" })).status);
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
  });
});
