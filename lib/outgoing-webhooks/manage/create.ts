import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { acting } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { createEndpointAct, type EndpointInput } from "../acts.ts";
import { endpointLimit } from "../rules.ts";
import { webhookEndpoints } from "../schema.ts";
import { newSecret } from "../secret.ts";
import { auditedChange, type Changed, runChange } from "./change.ts";
import { urlRefusals, usableUrl } from "./usable-url.ts";

interface Created extends EndpointInput {
  /** Of the row; made with the form, so that one form makes one endpoint. */
  id: string;
  secret: string;
}

/** An array of texts, whatever is in them. */
export const eventsIn = (events: readonly string[]) =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify([...new Set(events)])}::jsonb))`;

/** For admins and owners: keeps a new endpoint, which gets the events that happen from now on. */
export const createEndpoint = (
  db: Database,
  actor: Actor,
  { id, url, description, events, secret }: Created,
): Promise<Changed> =>
  runChange(
    db,
    sql`
    ${acting(actor)},
    verdict as materialized (
      select acting.id, case
        when not ${may("webhook_endpoint.manage")} then 'forbidden'
        when exists (select from ${webhookEndpoints} where ${webhookEndpoints.id} = ${id}::uuid)
          then 'id_reused'
        when live_endpoints(acting.id) >= ${endpointLimit}::integer then 'too_many_endpoints'
        else 'done'
      end as outcome
      from acting where not has_left
    ),
    changed as (
      insert into ${webhookEndpoints}
        (id, organization_id, url, description, events, secret, secret_id, created_by)
      select ${id}::uuid, id, ${url}::text, ${description}::text, ${eventsIn(events)},
        ${secret}::text, ${id}::uuid, ${actor.userId}::text
      from verdict where outcome = 'done'
      returning *
    ),
    audit as (${auditedChange(actor, "webhook_endpoint.created")})`,
    { isOnTarget: false },
  );

export const endpointCreation = implement(createEndpointAct, {
  refusals: ["id_reused", "too_many_endpoints", ...urlRefusals],
  async run({ db, actor, input, newId: id }) {
    const secret = newSecret();
    const usable = usableUrl(input.url);
    if ("outcome" in usable) return { ...usable, endpoint: null, secret };
    return { ...(await createEndpoint(db, actor, { id, ...input, ...usable, secret })), secret };
  },
});
