import { neon } from "@neondatabase/serverless";
import { expect, test } from "vitest";
import { testGateway } from "./gateway.ts";

const header = "Neon-Connection-String";

test("a wrong password, an unknown user and an unknown endpoint look alike", async () => {
  const { post, url } = await testGateway();
  for (const address of [
    url({ password: "wrong" }),
    url({ host: "ep-other.penning.localhost" }),
    url({ host: "ep-local.example.com" }),
  ]) {
    const { status, json } = await post({ query: "select 1" }, { [header]: address });
    expect(status).toBe(400);
    expect(json).toMatchObject({
      message: "password authentication failed for user 'penning'",
      code: "",
      severity: "",
    });
  }
  await expect(neon(url({ user: "nobody" }))`select 1`).rejects.toMatchObject({
    message: "password authentication failed for user 'nobody'",
  });
});

test("the right password still works after a wrong one, and the other way round", async () => {
  const { url } = await testGateway();
  const right = () => neon(url())`select 1 as n`;
  const wrong = () => neon(url({ password: "wrong" }))`select 1 as n`;
  await expect(wrong()).rejects.toThrow("password authentication failed");
  expect(await right()).toEqual([{ n: 1 }]);
  await expect(wrong()).rejects.toThrow("password authentication failed");
  const mixed = await Promise.allSettled([right(), wrong(), right(), wrong(), right()]);
  expect(mixed.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
});

test("a user and a password may have any characters", async () => {
  const { url, post, direct } = await testGateway();
  const user = "http+auth$$";
  await direct(`create role "${user}" login password '%+$^&*@!'`);
  try {
    const rows = await neon(url({ user, password: "%+$^&*@!" }))`select current_user as name`;
    expect(rows).toEqual([{ name: user }]);
    const unescaped = url({ user, password: "x" }).replace(":x@", ":%+$^&*%40!@");
    expect((await post({ query: "select 1" }, { [header]: unescaped })).status).toBe(200);
  } finally {
    await direct(`drop role "${user}"`);
  }
});

test("a changed password lets in on the same session, and the old one is refused", async () => {
  const { url, direct, database } = await testGateway();
  const user = `${database}_user`;
  const pid = async (password: string) => {
    const [row] = await neon(url({ user, password }))`select pg_backend_pid() as pid`;
    return row?.pid;
  };
  await direct(`create role ${user} login password 'first'`);
  try {
    const before = await pid("first");
    expect(await pid("first")).toBe(before);
    await direct(`alter role ${user} password 'second'`);
    expect(await pid("second")).toBe(before);
    await expect(pid("first")).rejects.toThrow(`password authentication failed for user '${user}'`);
    expect(await pid("second")).toBe(before);
  } finally {
    await direct(`drop role ${user}`);
  }
});

test("an unknown database is an error of Postgres", async () => {
  const { url } = await testGateway();
  const address = new URL(url());
  address.pathname = "/nowhere";
  await expect(neon(address.href)`select 1`).rejects.toMatchObject({
    message: 'database "nowhere" does not exist',
    code: "3D000",
    severity: "FATAL",
  });
});

test.each([
  ["no scheme", "penning", "invalid connection string: relative URL without a base"],
  ["another scheme", "mysql://u:p@ep-local.penning.localhost/d", "incorrect scheme"],
  ["no database", "postgres://u:p@ep-local.penning.localhost", "missing database name"],
  ["no user", "postgres://ep-local.penning.localhost/d", "missing username"],
  [
    "no password",
    "postgres://u@ep-local.penning.localhost/d",
    "missing authentication credentials: required password",
  ],
  ["an IP address", "postgres://u:p@127.0.0.1/d", "missing hostname"],
])("a connection string with %s is refused", async (_what, address, message) => {
  const { post } = await testGateway();
  const { status, json } = await post({ query: "select 1" }, { [header]: address });
  expect(status).toBe(400);
  expect(json).toMatchObject({ message, code: "" });
});

test("without a connection string, or with a token instead of a password, nothing is run", async () => {
  const { gateway, post } = await testGateway();
  const body = JSON.stringify({ query: "select 1" });
  const response = await fetch(gateway.url, { method: "POST", body });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    message: "invalid header: neon-connection-string",
  });
  const { status } = await post({ query: "select 1" }, { Authorization: "Bearer token" });
  expect(status).toBe(400);
});

test("a gateway may stand for endpoints of other names", async () => {
  const { url } = await testGateway({ endpoints: ["ep-two.penning.localhost"] });
  const ask = (host: string) => neon(url({ host }))`select 1 as n`;
  expect(await ask("ep-two-pooler.penning.localhost")).toEqual([{ n: 1 }]);
  await expect(ask("ep-local.penning.localhost")).rejects.toThrow("password authentication failed");
});
