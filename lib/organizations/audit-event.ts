import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { moment } from "#lib/db/moment.ts";
import { user } from "#lib/identity/schema.ts";
import { apiKeys, invitations, memberships } from "./schema.ts";

const person = z.object({ id: z.string(), name: z.string(), email: z.nullable(z.string()) });

/** What happened once, with the names that those concerned have now. */
export const auditEvent = z.object({
  id: z.string(),
  action: z.string(),
  createdAt: moment,
  /** Null for the system. Somebody who deleted their account has neither name nor address. */
  actor: z.nullable(person),
  /** The name of the API key that did it, which is nobody's. */
  apiKey: z.nullable(z.string()),
  /** Whom it befell, when it befell somebody: the member, or the address that was invited. */
  target: z.nullable(person),
  targetType: z.nullable(z.string()),
  targetId: z.nullable(z.string()),
  ipAddress: z.nullable(z.string()),
  userAgent: z.nullable(z.string()),
  metadata: z.nullable(z.record(z.string(), z.unknown())),
});

export type AuditEvent = z.output<typeof auditEvent>;

const targetUuid = sql`case when pg_input_is_valid(event.target_id, 'uuid') then event.target_id::uuid end`;

/** An expression over a row `event` of `audit_events`: JSON for the schema. */
export const auditEventJson: SQL = sql`json_build_object(
  'id', event.id, 'action', event.action, 'createdAt', event.created_at,
  'actor', (
    select json_build_object('id', id, 'name', name, 'email', email)
    from ${user} where id = event.actor_id
  ),
  'apiKey', (
    select name from ${apiKeys}
    where id::text = event.api_key_id and organization_id = event.organization_id
  ),
  'target', case event.target_type
    when 'member' then (
      select json_build_object('id', id, 'name', name, 'email', email) from ${user}
      where id in (event.target_id, (
        select user_id from ${memberships}
        where memberships.id = ${targetUuid} and organization_id = event.organization_id
      ))
      limit 1
    )
    when 'invitation' then (
      select json_build_object('id', id, 'name', '', 'email', email) from ${invitations}
      where id = ${targetUuid} and organization_id = event.organization_id
    )
  end,
  'targetType', event.target_type, 'targetId', event.target_id,
  'ipAddress', event.ip_address, 'userAgent', event.user_agent,
  'metadata', case when jsonb_typeof(event.metadata) = 'object' then event.metadata end
)`;
