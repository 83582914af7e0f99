import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { apiScopes } from "../scope.ts";

const moment = z.pipe(
  z.string(),
  z.transform((text) => new Date(text)),
);

/** An API key as it is listed: all but the key. */
export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.enum(apiScopes)),
  /** Who made it; null when they are gone. */
  createdBy: z.nullable(z.string()),
  createdAt: moment,
  /** At most a minute too old. */
  lastUsedAt: z.nullable(moment),
  expiresAt: z.nullable(moment),
  revokedAt: z.nullable(moment),
});

export type ApiKey = z.output<typeof apiKey>;

/** A row of `api_keys`, or of what has its columns, as JSON for the schema. */
export const apiKeyJson = (from: SQL): SQL => sql`json_build_object(
  'id', ${from}.id, 'name', ${from}.name, 'prefix', ${from}.prefix, 'scopes', ${from}.scopes,
  'createdBy', (select name from "user" where id = ${from}.created_by and deleted_at is null),
  'createdAt', ${from}.created_at, 'lastUsedAt', ${from}.last_used_at,
  'expiresAt', ${from}.expires_at, 'revokedAt', ${from}.revoked_at
)`;
