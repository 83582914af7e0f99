import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "../database.ts";
import { appUrl, password, useDatabase, Visitor } from "./visitor.ts";

const database = testDatabase();
const db = () => database.on["postgres-js direct"];

beforeAll(async () => {
  useDatabase(database);
});

const newPassword = "another good password";
const signIn = async (fields: { email: string; password: string }) =>
  (await new Visitor().post("sign-in", fields)).headers.get("location");

test("a password changes with the present one, here one stays signed in, elsewhere not", async () => {
  const [here, there] = [new Visitor(), new Visitor()];
  const email = await here.signUp();
  await there.post("sign-in", { email, password });
  const response = await here.post("password", { password, newPassword });
  expect(response.headers.get("location")).toBe("/account?notice=password_changed");
  expect(await here.whoAmI(db())).not.toBeNull();
  expect(await there.whoAmI(db())).toBeNull();
  expect(await signIn({ email, password })).toContain("credentials_wrong");
  expect(await signIn({ email, password: newPassword })).toBe("/welcome");
});

test("a wrong present password is said beside its field, and nothing changes", async () => {
  const [here, there] = [new Visitor(), new Visitor()];
  const email = await here.signUp();
  await there.post("sign-in", { email, password });
  for (const wrong of ["not the password", "x".repeat(200)]) {
    const response = await here.post("password", { password: wrong, newPassword });
    const location = new URL(response.headers.get("location") ?? "", appUrl);
    expect(location.pathname + location.hash).toBe("/account#password");
    expect(Object.fromEntries(location.searchParams)).toEqual({
      form: "/api/account/password",
      error: "invalid_input",
      "error.password": "password_wrong",
    });
  }
  expect(await there.whoAmI(db())).not.toBeNull();
  expect(await signIn({ email, password })).toBe("/welcome");
});

test.each([
  ["short", "password_too_short"],
  ["x".repeat(129), "password_too_long"],
])("the new password %j is refused", async (chosen, code) => {
  const ada = new Visitor();
  await ada.signUp();
  const response = await ada.post("password", { password, newPassword: chosen });
  expect(response.headers.get("location")).toContain(`error.newPassword=${code}`);
});

test("nobody changes it from another site, with a revoked session or without one", async () => {
  const [ended, other] = [new Visitor(), new Visitor()];
  const email = await ended.signUp();
  const fields = { password, newPassword };
  const elsewhere = await ended.post("password", fields, { "sec-fetch-site": "cross-site" });
  expect(elsewhere.status).toBe(403);
  await other.post("sign-in", { email, password });
  await other.post("revoke-other-sessions");
  for (const visitor of [ended, new Visitor()]) {
    const response = await visitor.post("password", fields);
    expect(response.headers.get("location")).toMatch(/^\/sign-in\?next=%2Faccount%3Fform/);
  }
  expect(await signIn({ email, password })).toBe("/welcome");
});

test("nobody tries passwords without end", async () => {
  const ada = new Visitor("203.0.113.30");
  await ada.signUp();
  const fields = { password: "not the password", newPassword };
  const statuses: number[] = [];
  for (let count = 0; count < 6; count++) {
    statuses.push((await ada.post("password", fields, { accept: "application/json" })).status);
  }
  expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
});
