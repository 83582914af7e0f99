import * as z from "zod/mini";
import { field, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import type { apiKeyNamed } from "../lists/api-keys.ts";

/** An API key as it is listed, all but the key. */
export const apiKeyOf = (row: ReturnType<typeof apiKeyNamed>) =>
  shape({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    /** Any names: a key keeps the scopes of a product that this build leaves out. */
    scopes: field(z.array(z.string()), row.scopes),
    /** Who made it; null when they are gone. */
    createdBy: maybeOf(
      user.name,
      sql`${user} where ${user.id} = ${row.createdBy} and ${user.deletedAt} is null`,
    ),
    createdAt: row.createdAt,
    /** At most a minute too old. */
    lastUsedAt: row.lastUsedAt,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
  });

export type ApiKey = ValueOf<ReturnType<typeof apiKeyOf>>;
