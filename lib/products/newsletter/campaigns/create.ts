import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { lists } from "../tables/audience.ts";
import { campaigns } from "../tables/campaigns.ts";
import { createCampaignAct } from "./acts.ts";
import { ofCampaign } from "./named.ts";

interface CreateInput {
  id: string;
  subject: string;
  listId: string;
}

/** Begins a draft for the people of a list. The same id again changes nothing. */
export function createCampaign(
  db: Database,
  actor: Actor,
  { id, subject, listId }: CreateInput,
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    verdict as materialized (
      select id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when exists (
          select from ${campaigns} where campaigns.id = ${id}::uuid and organization_id = acting.id
        ) then 'unchanged'
        when not exists (
          select from ${lists} where lists.id = ${listId}::uuid
            and organization_id = acting.id and archived_at is null
        ) then 'list_unknown'
        else 'done'
      end as outcome
      from acting where not has_left
    ), created as (
      insert into ${campaigns} (id, organization_id, list_id, subject)
      select ${id}::uuid, id, ${listId}::uuid, ${subject}::text
      from verdict where outcome = 'done'
      returning *
    ), audit as (
      ${audited(actor, { ...ofCampaign, action: "campaign.created", from: sql`created` })}
    )`,
  );
}

export const creation = implement(createCampaignAct, {
  refusals: ["list_unknown"],
  async run({ db, actor, input, newId: id }) {
    return { ...(await createCampaign(db, actor, { id, ...input })), id };
  },
});
