import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { implement } from "#lib/organizations/implement.ts";
import {
  deleteEndpointAct,
  disableEndpointAct,
  type EndpointInput,
  enableEndpointAct,
  updateEndpointAct,
} from "../acts.ts";
import { sendWebhooksAfterAnswer } from "../after-answer.ts";
import { changeEndpoint } from "./change.ts";
import { eventsIn } from "./create.ts";
import { urlRefusals, usableUrl } from "./usable-url.ts";

/** Gives an endpoint another URL, description or choice of events. What waits for it goes to the new URL. */
export const updateEndpoint = (
  db: Database,
  actor: Actor,
  { id, url, description, events }: EndpointInput & { id: string },
) =>
  changeEndpoint(db, actor, {
    id,
    action: "webhook_endpoint.updated",
    unless: sql`when (target.url, target.description, target.events)
      = (${url}::text, ${description}::text, ${eventsIn(events)}) then 'unchanged'`,
    set: sql`url = ${url}::text, description = ${description}::text, events = ${eventsIn(events)}`,
  });

/** Has an endpoint get nothing more. What waits for it stays, for when it is enabled again. */
export const disableEndpoint = (db: Database, actor: Actor, id: string) =>
  changeEndpoint(db, actor, {
    id,
    action: "webhook_endpoint.disabled",
    unless: sql`when target.disabled_at is not null then 'unchanged'`,
    set: sql`disabled_at = now(), disabled_reason = 'member'`,
  });

/** Sends an endpoint what waited for it, and what happens from now on. */
export const enableEndpoint = (db: Database, actor: Actor, id: string) =>
  changeEndpoint(db, actor, {
    id,
    action: "webhook_endpoint.enabled",
    unless: sql`when target.disabled_at is null then 'unchanged'`,
    set: sql`disabled_at = null, disabled_reason = null, failing_since = null`,
  });

/** Takes an endpoint away. Nothing is sent to it any more; the job removes it with what was sent. */
export const deleteEndpoint = (db: Database, actor: Actor, id: string) =>
  changeEndpoint(db, actor, {
    id,
    action: "webhook_endpoint.deleted",
    set: sql`deleted_at = now(), secret = '', previous_secret = null, previous_until = null`,
  });

export const endpointUpdate = implement(updateEndpointAct, {
  refusals: urlRefusals,
  async run({ db, actor, params: { id }, input }) {
    const usable = usableUrl(input.url);
    if ("outcome" in usable) return { ...usable, endpoint: null };
    return updateEndpoint(db, actor, { id, ...input, ...usable });
  },
});

export const endpointDisabling = implement(disableEndpointAct, {
  refusals: [],
  run: ({ db, actor, params: { id } }) => disableEndpoint(db, actor, id),
});

export const endpointEnabling = implement(enableEndpointAct, {
  refusals: [],
  run: ({ db, actor, params: { id } }) => enableEndpoint(db, actor, id),
  after: sendWebhooksAfterAnswer,
});

export const endpointDeletion = implement(deleteEndpointAct, {
  refusals: [],
  run: ({ db, actor, params: { id } }) => deleteEndpoint(db, actor, id),
});
