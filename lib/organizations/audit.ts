import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import type { ProductCode } from "#lib/products/codes.ts";
import type { Caller, Nobody, Origin } from "./actor.ts";
import type { AuditAction } from "./audit-entries.ts";
import { apiKeys, auditEvents } from "./schema.ts";

export type { AuditAction };

/** The kind of thing that an act of a product was done to: the first word of its code. */
type ProductTarget = ProductCode<"audited"> extends `${infer Thing}.${string}` ? Thing : never;

export interface Audited {
  action: AuditAction;
  /** The kind of object that the event is about; `targetId` is its ID. */
  targetType:
    | "organization"
    | "member"
    | "invitation"
    | "api_key"
    | "webhook_endpoint"
    | ProductTarget;
  /** What to select from: a common table expression with one row per event. */
  from: SQL;
  /** Expressions over `from`. */
  organizationId: SQL;
  targetId: SQL;
  /** A `jsonb` of what is worth knowing later, such as a role before and after. */
  metadata?: SQL;
}

/**
 * The insert that records an act, as a common table expression of the statement that acts: when
 * nothing happened, `from` is empty and nothing is recorded.
 */
export function audited(actor: (Caller | Nobody) & Origin, act: Audited): SQL {
  return sql`insert into ${auditEvents} (
    organization_id, actor_id, api_key_id, action, target_type, target_id, ip_address, user_agent,
    metadata
  )
  select ${act.organizationId}, ${actor.userId}::text,
    (select id::text from ${apiKeys} where key_hash = ${actor.key?.hash ?? null}::text),
    ${act.action}::text, ${act.targetType}::text,
    ${act.targetId}::text, ${actor.ipAddress}::text, ${actor.userAgent}::text,
    ${act.metadata ?? sql`null::jsonb`}
  from ${act.from}`;
}
