import { beforeAll } from "vitest";
import type { Role } from "#lib/organizations/schema.ts";
import { testDatabase } from "../../database.ts";
import { useDatabase, Visitor } from "../../identity/visitor.ts";
import { keyedTenant } from "../tenant.ts";

const database = testDatabase();
beforeAll(async () => {
  useDatabase(database);
});

export const db = () => database.on["postgres-js direct"];

/** An organization with a key of each scope, and somebody who is signed in and has a role in it. */
export async function setUp(role: Role = "owner") {
  const tenant = await keyedTenant(db());
  const visitor = new Visitor();
  const email = await visitor.signUp();
  await visitor.confirm(db());
  const userId = (await visitor.whoAmI())?.id ?? "";
  await tenant.join(role, { id: userId });
  const [read, write, usage] = [
    await tenant.key(["read"]),
    await tenant.key(["write"]),
    await tenant.key(["usage"]),
  ];
  const { slug } = tenant;
  return { ...tenant, visitor, email, userId, read, write, usage, params: { slug } };
}

export const key = () => ({ "idempotency-key": crypto.randomUUID() });
export const someone = () => `${crypto.randomUUID()}@example.test`;
