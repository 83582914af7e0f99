import type { SQL, SQLWrapper } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import * as z from "zod/mini";
import { field, listOf, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { apiKeys, auditEvents, invitations, memberships } from "./schema.ts";

/** A row of `audit_events`, or of what has its columns, by the name that a subquery has here. */
export const event = alias(auditEvents, "event");

const person = shape({ id: user.id, name: user.name, email: user.email });

/** The id in a column of text, which need not hold one. */
const uuidIn = (column: SQLWrapper) =>
  sql`case when pg_input_is_valid(${column}, 'uuid') then ${column}::uuid end`;
const targetUuid = uuidIn(event.targetId);

const targetMember = maybeOf(
  person,
  sql`${user} where ${user.id} in (${event.targetId}, (
      select ${memberships.userId} from ${memberships}
      where ${memberships.id} = ${targetUuid}
        and ${memberships.organizationId} = ${event.organizationId}
    ))
    limit 1`,
);

const invited = shape({
  id: invitations.id,
  name: field(z.string(), sql`''`),
  email: field(z.nullable(z.string()), invitations.email),
});

const targetInvitation = maybeOf(
  invited,
  sql`${invitations} where ${invitations.id} = ${targetUuid}
    and ${invitations.organizationId} = ${event.organizationId}`,
);

/** What happened once, with the names that those concerned have now: of the row `event`. */
export const auditEvent = shape({
  id: event.id,
  action: event.action,
  createdAt: event.createdAt,
  /** Null for the system. Somebody who deleted their account has neither name nor address. */
  actor: maybeOf(person, sql`${user} where ${user.id} = ${event.actorId}`),
  /** The name of the API key that did it, which is nobody's. */
  apiKey: maybeOf(
    apiKeys.name,
    sql`${apiKeys} where ${apiKeys.id} = ${uuidIn(event.apiKeyId)}
      and ${apiKeys.organizationId} = ${event.organizationId}`,
  ),
  /** The person that the event is about, if any: the member, or the invited address. */
  target: field(
    targetMember.parser,
    sql`case ${event.targetType} when 'member' then ${targetMember}
      when 'invitation' then ${targetInvitation} end`,
  ),
  targetType: event.targetType,
  targetId: event.targetId,
  ipAddress: event.ipAddress,
  userAgent: event.userAgent,
  metadata: field(
    z.nullable(z.record(z.string(), z.unknown())),
    sql`case when jsonb_typeof(${event.metadata}) = 'object' then ${event.metadata} end`,
  ),
});

export type AuditEvent = ValueOf<typeof auditEvent>;

const newestFirst = sql`${event.createdAt} desc, ${event.id} desc`;

/**
 * The last events, newest first.
 * @param which conditions on the row `event`, and no event meets two of them: each is found by its index.
 */
export function latestEvents(which: SQL[], limit: number) {
  const found = which.map(
    (condition) => sql`(
      select * from ${auditEvents} as ${event} where ${condition}
      order by ${newestFirst} limit ${limit}::integer
    )`,
  );
  return listOf(auditEvent, {
    from: sql`(
      select * from (${sql.join(found, sql` union all `)}) as ${event}
      order by ${newestFirst} limit ${limit}::integer
    ) as ${event}`,
    order: newestFirst,
  });
}
