import type { SQL } from "drizzle-orm/sql";
import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { acting } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { drawing, type Quota } from "#lib/quotas/drawing.ts";
import { resendMessageAct, testEndpointAct } from "../acts.ts";
import { sendWebhooksAfterAnswer } from "../after-answer.ts";
import { testEvent } from "../event-types.ts";
import { webhookMessages } from "../schema.ts";
import { type Changed, runChange, targetOf } from "./change.ts";

/** So that nobody uses the sender to wear somebody else's server out. */
export const sentByHand: Quota = {
  purpose: "webhooks sent by hand",
  quota: 60,
  window: 60 * 60,
};

interface Sending {
  id: string;
  /** Why there is nothing to send: branches of a `case` over `target`. */
  unless: SQL;
  /** Common table expressions over `verdict`, with `sent`: the messages that are due now. */
  sent: SQL;
}

const sendOne = (db: Database, actor: Actor, { id, unless, sent }: Sending): Promise<Changed> =>
  runChange(
    db,
    sql`
    ${acting(actor)},
    ${targetOf(id)},
    judged as materialized (
      select acting.id, case
        when not ${may("webhook_endpoint.manage")} then 'forbidden'
        when target.id is null then 'not_found'
        ${unless}
        when target.disabled_at is not null then 'endpoint_disabled'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ),
    drawn as materialized (
      ${drawing([{ ...sentByHand, of: sql`id::text` }], sql`judged where outcome = 'done'`)}
    ),
    verdict as materialized (
      select id, case when exists (select from drawn where not is_within)
        then 'too_many_test_events' else outcome end as outcome
      from judged
    ),
    ${sent},
    changed as (select target.* from target where exists (select from sent))`,
    { retryAfter: sql`(select ceil(retry_in)::integer from drawn where not is_within)` },
  );

/** For admins and owners: sends an event that means nothing. The same id again sends nothing. */
export const testEndpoint = (
  db: Database,
  actor: Actor,
  { id, messageId }: { id: string; messageId: string },
): Promise<Changed> =>
  sendOne(db, actor, {
    id,
    unless: sql`when exists (
        select from ${webhookMessages} where ${webhookMessages.id} = ${messageId}::uuid
          and ${webhookMessages.organizationId} = acting.id
      ) then 'unchanged'
      when exists (select from ${webhookMessages} where ${webhookMessages.id} = ${messageId}::uuid)
        then 'id_reused'`,
    sent: sql`sent as (
      insert into ${webhookMessages} (id, organization_id, endpoint_id, type, body)
      select ${messageId}::uuid, target.organization_id, target.id, ${testEvent}::text,
        event_body(
          ${testEvent}::text, jsonb_build_object('endpoint', jsonb_build_object('id', target.id))
        )
      from target, verdict where verdict.outcome = 'done'
      returning id
    )`,
  });

/** For admins and owners: has a message sent again now, with the same id, and tried for days if it has to be. */
export const resendMessage = (
  db: Database,
  actor: Actor,
  { id, messageId }: { id: string; messageId: string },
): Promise<Changed> => {
  const isNamed = sql`${webhookMessages.organizationId} = target.organization_id
    and ${webhookMessages.endpointId} = target.id and ${webhookMessages.id} = ${messageId}::uuid`;
  return sendOne(db, actor, {
    id,
    unless: sql`when not exists (select from ${webhookMessages} where ${isNamed}) then 'not_found'`,
    sent: sql`sent as (
      update ${webhookMessages} set due_at = now(), failures = 0, delivered_at = null
      from target, verdict
      where ${isNamed} and verdict.outcome = 'done'
      returning ${webhookMessages.id}
    )`,
  });
};

export const endpointTest = implement(testEndpointAct, {
  refusals: ["id_reused", "endpoint_disabled", "too_many_test_events"],
  async run({ db, actor, params: { id }, newId: messageId }) {
    return { ...(await testEndpoint(db, actor, { id, messageId })), messageId };
  },
  after: sendWebhooksAfterAnswer,
});

export const messageResending = implement(resendMessageAct, {
  refusals: ["endpoint_disabled", "too_many_test_events"],
  run: ({ db, actor, params: { id, message: messageId } }) =>
    resendMessage(db, actor, { id, messageId }),
  after: sendWebhooksAfterAnswer,
});
