import type { SQL } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { acting } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { type AuditAction, audited } from "#lib/organizations/audit.ts";
import { may } from "#lib/organizations/may.ts";
import { type Endpoint, endpointNamed, endpointOf } from "../endpoint.ts";
import { webhookEndpoints } from "../schema.ts";

const changed = endpointOf(endpointNamed("changed"));
const target = endpointOf(endpointNamed("target"));

const answer = z.object({
  outcome: z.enum([
    "done",
    "unchanged",
    "not_found",
    "forbidden",
    "id_reused",
    "too_many_endpoints",
    "endpoint_disabled",
    "too_many_test_events",
  ]),
  endpoint: z.nullable(changed.parser),
  retryAfter: z.nullish(z.number()),
});

/** What came of an act on an endpoint, and the endpoint as it is now; null when it was refused. */
export interface Changed extends Omit<z.output<typeof answer>, "retryAfter"> {
  endpoint: Endpoint | null;
  /** Seconds after which it may be tried again, when a limit refused it. */
  retryAfter?: number;
}

const uniqueViolation = "23505";

/**
 * Runs the statement of an act on endpoints.
 * @param ctes with `verdict`, `changed` and, where it names an endpoint, `target`.
 */
export async function runChange(
  db: Database,
  ctes: SQL,
  { isOnTarget = true, retryAfter = sql`null::integer` } = {},
): Promise<Changed> {
  const unchanged = sql`(select ${target} from target
    where exists (select from verdict where outcome = 'unchanged'))`;
  const result = sql`
    select coalesce((select outcome from verdict), 'not_found') as outcome,
      coalesce((select ${changed} from changed), ${isOnTarget ? unchanged : sql`null`}) as endpoint,
      ${retryAfter} as "retryAfter"`;
  const run = () => rows(db, act(ctes, result), (row) => answer.parse(row));
  const [found] = await retryTransient(run, [uniqueViolation]);
  if (!found) return { outcome: "not_found", endpoint: null };
  const { retryAfter: seconds, ...rest } = found;
  return { ...rest, ...(seconds && { retryAfter: seconds }) };
}

/**
 * The common table expression `target`: an endpoint of the organization of `acting`, locked, so that a
 * sender does not disable it meanwhile.
 */
export const targetOf = (id: string): SQL => sql`target as materialized (
  select * from ${webhookEndpoints}
  where id = ${id}::uuid and organization_id = (select id from acting) and deleted_at is null
  for no key update
)`;

/** The common table expression that records an act on the endpoints of `changed`. */
export const auditedChange = (actor: Actor, action: AuditAction): SQL =>
  audited(actor, {
    action,
    targetType: "webhook_endpoint",
    from: sql`changed`,
    organizationId: sql`organization_id`,
    targetId: sql`id`,
    metadata: sql`jsonb_build_object('name', url)`,
  });

interface Change {
  id: string;
  action: AuditAction;
  /** Why it is refused, or that nothing is left to do: branches of a `case` over `target`. */
  unless?: SQL;
  /** What it changes, for after `set`, where `endpoint` is the row. */
  set: SQL;
}

/** For admins and owners: changes one endpoint. */
export const changeEndpoint = (
  db: Database,
  actor: Actor,
  { id, action, unless = sql``, set }: Change,
): Promise<Changed> =>
  runChange(
    db,
    sql`
    ${acting(actor)},
    ${targetOf(id)},
    verdict as materialized (
      select case
        when not ${may("webhook_endpoint.manage")} then 'forbidden'
        when target.id is null then 'not_found'
        ${unless}
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ),
    changed as (
      update ${webhookEndpoints} as endpoint set ${set}
      from target, verdict
      where endpoint.id = target.id and endpoint.organization_id = target.organization_id
        and verdict.outcome = 'done'
      returning endpoint.*
    ),
    audit as (${auditedChange(actor, action)})`,
  );
