import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { auditEvents } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { type ListQuery, moment, reached, readList } from "./list.ts";

export const auditEvent = z.object({
  id: z.guid(),
  /** The thing, then what befell it, such as `member.joined`. */
  action: z.string(),
  /** The person who did it; null for a key and for the system. */
  actorId: z.nullable(z.string()),
  apiKeyId: z.nullable(z.string()),
  targetType: z.nullable(z.string()),
  targetId: z.nullable(z.string()),
  ipAddress: z.nullable(z.string()),
  userAgent: z.nullable(z.string()),
  metadata: z.nullable(z.record(z.string(), z.unknown())),
  createdAt: moment,
});

/** What happened in an organization, newest first, for owners and admins. */
export const listAuditEvents = (db: Database, scope: Scope, query: ListQuery) =>
  readList(
    db,
    {
      reached: reached(scope, "admin"),
      list: sql`select * from ${auditEvents}
        where organization_id = (select organization_id from reached)`,
      keys: [sql`created_at`],
      descending: true,
      json: sql`json_build_object(
        'id', id, 'action', action, 'actorId', actor_id, 'apiKeyId', api_key_id,
        'targetType', target_type, 'targetId', target_id, 'ipAddress', ip_address,
        'userAgent', user_agent, 'metadata', metadata, 'createdAt', created_at
      )`,
      item: auditEvent,
    },
    query,
  );
