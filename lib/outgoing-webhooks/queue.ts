import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { memberships, organizations } from "#lib/organizations/schema.ts";
import type { Answer } from "./post.ts";
import { failingDays } from "./rules.ts";
import { webhookAttempts, webhookEndpoints, webhookMessages } from "./schema.ts";

/** Seconds for which a claimed message belongs to one sender: an attempt ends well before. */
export const leaseSeconds = 60;

/** Seconds until the next attempt, after each that failed (as the Standard Webhooks suggest). Then it is given up. */
export const pauses = [
  5,
  5 * 60,
  30 * 60,
  2 * 60 * 60,
  5 * 60 * 60,
  10 * 60 * 60,
  14 * 60 * 60,
  20 * 60 * 60,
  24 * 60 * 60,
] as const;

const claimedMessage = z.object({
  id: z.string(),
  organizationId: z.string(),
  endpointId: z.string(),
  body: z.string(),
  /** This one included. */
  attempts: z.int(),
  /** How many of this round failed. */
  failures: z.int(),
  url: z.string(),
  /** The secrets that sign: one, or two while one takes the place of the other. */
  secrets: z.array(z.string()),
});

export type ClaimedMessage = z.output<typeof claimedMessage>;

interface ClaimOptions {
  /** How many at the most. */
  count: number;
  /** How many of one endpoint, so that a slow one takes no place that others need. */
  perEndpoint: number;
  /** The endpoints and organizations of which this sender has enough under way. */
  busy?: { endpoints: readonly string[]; organizations: readonly string[] };
}

/**
 * Takes what is due, some of each endpoint: due again when the lease ends, so that nobody else takes it
 * before, and a claim whose holder died is not lost.
 */
export async function claimMessages(
  db: Database,
  { count, perEndpoint, busy = { endpoints: [], organizations: [] } }: ClaimOptions,
): Promise<ClaimedMessage[]> {
  const ids = (list: readonly string[]) =>
    sql`array(select jsonb_array_elements_text(${JSON.stringify(list)}::jsonb)::uuid)`;
  // From each endpoint with open messages to the next: one with a long queue costs as much as any.
  const statement = sql`
    with recursive waiting as (
      (
        select endpoint_id from ${webhookMessages} where due_at is not null
        order by endpoint_id limit 1
      )
      union all
      select later.endpoint_id from waiting cross join lateral (
        select endpoint_id from ${webhookMessages}
        where due_at is not null and endpoint_id > waiting.endpoint_id
        order by endpoint_id limit 1
      ) as later
    ),
    open as (
      select endpoint.* from waiting
      join ${webhookEndpoints} as endpoint on endpoint.id = waiting.endpoint_id
      join ${organizations} as tenant on tenant.id = endpoint.organization_id
      where endpoint.disabled_at is null and endpoint.deleted_at is null
        and tenant.deleted_at is null
        and endpoint.id <> all (${ids(busy.endpoints)})
        and endpoint.organization_id <> all (${ids(busy.organizations)})
    ),
    candidate as materialized (
      select found.id from open cross join lateral (
        select id, due_at from ${webhookMessages}
        where endpoint_id = open.id and due_at <= now()
        order by due_at limit ${perEndpoint}::integer
      ) as found
      order by found.due_at limit ${count}::integer
    ),
    due as materialized (
      select id from ${webhookMessages}
      where id in (select id from candidate) and due_at <= now()
      for update skip locked
    )
    update ${webhookMessages} as message
    set due_at = now() + make_interval(secs => ${leaseSeconds}::integer), attempts = attempts + 1
    from due, open
    where message.id = due.id and open.id = message.endpoint_id
    returning message.id, message.organization_id as "organizationId",
      message.endpoint_id as "endpointId", message.body, message.attempts, message.failures, open.url,
      to_jsonb(array_remove(array[
        open.secret, case when open.previous_until > now() then open.previous_secret end
      ], null)) as secrets`;
  return rows(db, statement, (row) => claimedMessage.parse(row));
}

/** How an attempt ended. */
export type Outcome = "delivered" | "failed" | "given up" | "disabled";

const settled = z.object({
  isKept: z.boolean(),
  isDelivered: z.boolean(),
  isOpen: z.boolean(),
  isDisabled: z.boolean(),
});

/**
 * Writes down how an attempt ended, in one statement with what follows: the next attempt, and the end of
 * an endpoint that is gone (410) or has failed for days, of which the owners get mail.
 * @param appUrl where people reach the app.
 */
export async function settleMessage(
  db: Database,
  { id, organizationId, attempts, failures }: ClaimedMessage,
  answer: Answer,
  appUrl: string,
): Promise<Outcome> {
  const { status, failure, text, milliseconds } = answer;
  const isDelivered = status !== null && status >= 200 && status < 300;
  const pause = isDelivered ? null : (pauses[failures] ?? null);
  const reason = sql`case
    when ${status === 410}::boolean then 'gone'
    when endpoint.failing_since < now() - make_interval(days => ${failingDays}::integer)
      then 'failing'
  end`;
  const statement = sql`
    with mine as materialized (
      select id, organization_id, endpoint_id from ${webhookMessages}
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid
      for no key update
    ),
    attempt as (
      insert into ${webhookAttempts}
        (organization_id, message_id, number, status, failure, answer, milliseconds)
      select organization_id, id, ${attempts}::integer, ${status}::integer, ${failure}::text,
        ${text}::text, ${milliseconds}::integer
      from mine
      on conflict (message_id, number) do nothing
    ),
    message as (
      update ${webhookMessages} as message
      set delivered_at = case when ${isDelivered}::boolean then now() end,
        due_at = now() + make_interval(secs => ${pause}::integer),
        failures = message.failures + ${isDelivered ? 0 : 1}::integer
      from mine
      -- Unless somebody else has claimed it since, or it arrived.
      where message.id = mine.id and message.attempts = ${attempts}::integer
        and message.due_at is not null
      returning message.due_at
    ),
    endpoint as (
      update ${webhookEndpoints} as endpoint
      set failing_since = case when not ${isDelivered}::boolean
          then coalesce(endpoint.failing_since, now()) end,
        disabled_at = case when not ${isDelivered}::boolean and ${reason} is not null then now() end,
        disabled_reason = case when not ${isDelivered}::boolean then ${reason} end
      from mine
      where endpoint.organization_id = mine.organization_id and endpoint.id = mine.endpoint_id
        and endpoint.disabled_at is null and endpoint.deleted_at is null
        and case when ${isDelivered}::boolean then endpoint.failing_since is not null
          else endpoint.failing_since is null or ${reason} is not null end
      returning endpoint.*
    ),
    told as (
      select "user".email, jsonb_build_object(
          'organization', tenant.name, 'url', endpoint.url, 'reason', endpoint.disabled_reason,
          'link', ${appUrl}::text || '/o/' || tenant.slug || '/settings/webhook-endpoints/'
            || endpoint.id
        ) as props
      from endpoint
      join ${organizations} as tenant on tenant.id = endpoint.organization_id
      join ${memberships} on memberships.organization_id = tenant.id
        and memberships.role = 'owner' and memberships.deleted_at is null
      join ${user} on "user".id = memberships.user_id and "user".deleted_at is null
      where endpoint.disabled_at is not null and "user".email is not null
    ),
    mail as (
      ${enqueued({ template: "webhook-endpoint-disabled", from: sql`told`, recipient: sql`email`, props: sql`props` })}
    )
    select exists (select from message) as "isKept", ${isDelivered}::boolean as "isDelivered",
      exists (select from message where due_at is not null) as "isOpen",
      exists (select from endpoint where disabled_at is not null) as "isDisabled"`;
  const [found] = await rows(db, statement, (row) => settled.parse(row));
  if (found?.isDisabled) return "disabled";
  if (isDelivered) return "delivered";
  return found?.isKept && !found.isOpen ? "given up" : "failed";
}
