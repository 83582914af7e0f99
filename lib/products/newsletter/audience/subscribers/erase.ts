import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { campaignSends, campaignStats, subscribers, suppressions } from "../../schema.ts";
import { eraseSubscriberAct } from "./acts.ts";
import { ofSubscriber } from "./named.ts";
import { targetPerson } from "./target.ts";

/**
 * For owners: removes all that is held on a person. What stays is counts, and the HMAC of the address, so
 * that neither an import nor a member adds them again.
 */
export function eraseSubscriber(
  db: Database,
  actor: Actor,
  { id }: { id: string },
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${targetPerson(id)},
    verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.erase")} then 'forbidden'
        when target.id is null then 'not_found'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), kept as (
      insert into ${suppressions} (organization_id, address_hash, reason)
      select target.organization_id, target.address_hash, 'left'
      from target join verdict on verdict.outcome = 'done'
      where target.address_hash is not null
      -- What is known already weighs at least as much.
      on conflict (organization_id, address_hash) do nothing
    ), counted as (
      -- Their rows go, so the figures of a campaign say how many went.
      insert into ${campaignStats} as stats (campaign_id, organization_id, hour, shard, erased)
      select mail.campaign_id, mail.organization_id, date_trunc('hour', now(), 'UTC'),
        floor(random() * 8)::integer, 1
      from ${campaignSends} as mail
      join target on target.id = mail.subscriber_id
        and target.organization_id = mail.organization_id
      where mail.sent_at is not null and exists (select from verdict where outcome = 'done')
      on conflict (campaign_id, hour, shard) do update set erased = stats.erased + 1
    ), gone as (
      delete from ${subscribers}
      where id = (select id from target) and exists (select from verdict where outcome = 'done')
      returning id, organization_id
    ), audit as (
      ${audited(actor, { ...ofSubscriber, action: "subscriber.erased", from: sql`gone` })}
    )`,
  );
}

export const erasure = implement(eraseSubscriberAct, {
  refusals: [],
  run: ({ db, actor, params }) => eraseSubscriber(db, actor, params),
});
