import { sql } from "drizzle-orm";
import { apiKeys } from "#drizzle/tables.ts";
import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { type NewApiKey, newApiKey } from "#lib/organizations/api-keys/key.ts";
import type { ApiScope } from "#lib/organizations/api-keys/scopes.ts";
import { audited } from "#lib/organizations/audit.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { scoped } from "#lib/organizations/scope.ts";
import { makeTenant } from "../tenant.ts";

export const origin = { ipAddress: "192.0.2.7", userAgent: "A program" };

type Row = typeof apiKeys.$inferInsert;

/** An organization with an owner, and a way to get keys for it. */
export async function keyedTenant(db: DrizzleDatabase) {
  const found = await makeTenant(db, { first: { name: "Ada" } });
  const key = async (
    scopes: ApiScope[],
    changes: Partial<Row> = {},
  ): Promise<NewApiKey & { id: string }> => {
    const made = await newApiKey();
    const id = crypto.randomUUID();
    const { prefix, hash: keyHash } = made;
    const createdBy = found.owner.userId;
    const row = { id, organizationId: found.id, name: "A key", prefix, keyHash, scopes, createdBy };
    await db.insert(apiKeys).values({ ...row, ...changes });
    return { ...made, id };
  };
  return { ...found, key };
}

/** An act like any other: it leaves a line in the audit trail, and answers its id. */
export async function leaveMark(
  db: Database,
  actor: Actor,
  { takes = 0, fails = false } = {},
): Promise<string | null> {
  const ctes = sql`
    place as (
      select ${organizations.id} as id, pg_sleep(${takes}::float) as slept,
        1 / ${fails ? 0 : 1}::integer as failed
      from ${scoped(actor, "admin")}
    ),
    mark as (${audited(actor, {
      action: "organization.renamed",
      targetType: "organization",
      from: sql`place`,
      organizationId: sql`id`,
      targetId: sql`id`,
    })} returning id)`;
  const found = await rows(db, act(ctes, sql`select id from mark`), ({ id }) => String(id));
  return found[0] ?? null;
}
