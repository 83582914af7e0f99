import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { outbox } from "#drizzle/tables.ts";
import { testDatabase } from "../database.ts";
import { linksTo } from "./mailed.ts";
import { password, useDatabase, Visitor } from "./visitor.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];

beforeAll(async () => {
  useDatabase(database);
});

const accept = { accept: "application/json" };
const attempt = { email: "ada@example.test", password: "not the password" };

test("the sixth wrong sign-in from one address within a minute is refused, and others are not", async () => {
  const statuses: number[] = [];
  for (let count = 0; count < 5; count++) {
    statuses.push((await new Visitor("203.0.113.7").post("sign-in", attempt, accept)).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401]);
  const sixth = await new Visitor("203.0.113.7").post("sign-in", attempt, accept);
  expect(sixth.status).toBe(429);
  expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await sixth.json()).toMatchObject({ code: "rate_limited" });

  const withoutScript = await new Visitor("203.0.113.7").post("sign-in", attempt);
  expect(withoutScript.headers.get("location")).toContain("error=rate_limited&typed.email=ada");
  expect((await new Visitor("203.0.113.8").post("sign-in", attempt, accept)).status).toBe(401);
});

test("whoever works on this machine may sign in as often as they like", async () => {
  const email = await new Visitor().signUp();
  for (let count = 0; count < 8; count++) {
    const response = await new Visitor().post("sign-in", { email, password });
    expect(response.headers.get("location")).toBe("/welcome");
  }
});

test("nobody gets more attempts by writing another address, or by going through a /64", async () => {
  const tried = async (written: (count: number) => string) => {
    const statuses: number[] = [];
    for (let count = 0; count < 6; count++) {
      const visitor = new Visitor(written(count));
      const email = `${crypto.randomUUID()}@example.test`;
      statuses.push((await visitor.post("sign-in", { ...attempt, email }, accept)).status);
    }
    return statuses;
  };
  // The proxy adds what it sees behind what a visitor wrote.
  const refusedInTheEnd = [401, 401, 401, 401, 401, 429];
  expect(await tried((count) => `127.0.0.1, 10.0.0.${count}, 203.0.113.60`)).toEqual(
    refusedInTheEnd,
  );
  expect(await tried((count) => `2001:db8:7:8:${count}::1`)).toEqual(refusedInTheEnd);
  expect(await tried((count) => (count % 2 ? "203.0.113.61" : "::ffff:203.0.113.61"))).toEqual(
    refusedInTheEnd,
  );
  expect((await tried(() => "somewhere")).at(-1)).toBe(429);
});

/** Signs in from another network each time, as somebody with many machines does. */
async function guess(email: string, times: number, visitor?: Visitor) {
  const statuses: number[] = [];
  for (let count = 0; count < times; count++) {
    const from = visitor ?? new Visitor(`198.51.100.${count}`);
    from.headers.set("x-forwarded-for", `198.51.${100 + (visitor ? 1 : 0)}.${count}`);
    const fields = { email, password: "not the password" };
    statuses.push((await from.post("sign-in", fields, accept)).status);
  }
  return statuses;
}

test("nobody guesses one account's password without end from many networks, and its owner gets in all the same", async () => {
  const home = new Visitor("203.0.113.70");
  const email = await home.signUp();
  const statuses = await guess(email, 22);
  expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
  expect(statuses.slice(20)).toEqual([429, 429]);

  // On a device that is known there, with the password.
  const known = await home.post("sign-in", { email, password }, accept);
  expect(known.status).toBe(200);
  // On another, with a link from the mailbox.
  const away = new Visitor("203.0.113.71");
  expect((await away.post("sign-in", { email, password }, accept)).status).toBe(429);
  await away.post("forgot-password", { email });
  const token = (await linksTo(db(), email, "reset-password"))[0]?.searchParams.get("token") ?? "";
  await away.post("reset-password", { token, password: "another good password" });
  const fresh = { email, password: "another good password" };
  expect((await away.post("sign-in", fresh, accept)).status).toBe(200);
});

test("a known device has no more guesses than others, and is known for its own account only", async () => {
  const [ada, eve] = [new Visitor("203.0.113.72"), new Visitor("203.0.113.73")];
  const email = await ada.signUp();
  await eve.signUp();
  expect((await guess(email, 21)).at(-1)).toBe(429);
  expect((await eve.post("sign-in", { email, password: "a guess" }, accept)).status).toBe(429);
  const statuses = await guess(email, 21, ada);
  expect(statuses).toEqual([...Array(20).fill(401), 429]);
});

test("an address gets no more than five mails in an hour, whoever asks from wherever", async () => {
  const email = await new Visitor("203.0.113.80").signUp();
  await db().delete(outbox);
  const answers: string[] = [];
  for (let count = 0; count < 8; count++) {
    const visitor = new Visitor(`198.51.102.${count}`);
    const form = count % 2 ? "forgot-password" : "resend-verification";
    const response = await visitor.post(form, { email }, accept);
    answers.push(`${form} ${response.status}`);
  }
  expect(new Set(answers)).toEqual(new Set(["forgot-password 200", "resend-verification 200"]));
  expect(await db().select().from(outbox).where(eq(outbox.recipient, email))).toHaveLength(5);
});

test("a stranger gets no more mails from changes of address than from anything else", async () => {
  const stranger = `${crypto.randomUUID()}@example.test`;
  for (let count = 0; count < 7; count++) {
    const eve = new Visitor(`198.51.103.${count}`);
    await eve.signUp();
    const asked = await eve.post("address", { email: stranger, password }, accept);
    expect(asked.status).toBe(200);
  }
  expect(await db().select().from(outbox).where(eq(outbox.recipient, stranger))).toHaveLength(5);
});

test("one person asks for five changes of address in an hour", async () => {
  const eve = new Visitor("203.0.113.81");
  await eve.signUp();
  const statuses: number[] = [];
  for (let count = 0; count < 6; count++) {
    eve.headers.set("x-forwarded-for", `198.51.104.${count}`);
    const fields = { email: `${crypto.randomUUID()}@example.test`, password };
    statuses.push((await eve.post("address", fields, accept)).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
});

test("nobody signs up, asks for links or tries them without end", async () => {
  const tried = async (times: number, form: string, fields: () => Record<string, string>) => {
    let last = 0;
    for (let count = 0; count < times; count++) {
      last = (await new Visitor("203.0.113.82").post(form, fields(), accept)).status;
    }
    return last;
  };
  const email = () => `${crypto.randomUUID()}@example.test`;
  expect(await tried(6, "sign-up", () => ({ name: "Eve", email: email(), password }))).toBe(429);
  expect(await tried(11, "forgot-password", () => ({ email: email() }))).toBe(429);
  expect(await tried(21, "verify-address", () => ({ token: "x" }))).toBe(429);
});
