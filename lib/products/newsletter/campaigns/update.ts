import * as z from "zod/mini";
import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { acting, ending } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { letterFacts } from "../letter/facts.ts";
import { campaigns } from "../tables/campaigns.ts";
import { updateCampaignAct } from "./acts.ts";
import { campaignNamed, wholeCampaignOf } from "./campaign.ts";
import { factsSet } from "./facts.ts";
import { namedCampaign, ofCampaign } from "./named.ts";
import { defaultShare } from "./rules.ts";

interface UpdateInput {
  id: string;
  /** The one that was read. */
  revision: number;
  subject: string;
  /** Empty without a test. */
  subjectB?: string | undefined;
  preheader: string;
  content: string;
}

const named = wholeCampaignOf(campaignNamed("named"));
const updated = wholeCampaignOf(campaignNamed("updated"));

const answer = z.object({
  outcome: z.enum([
    ...(["done", "unchanged", "forbidden", "not_found"] as const),
    ...(["campaign_not_draft", "campaign_changed"] as const),
  ]),
  slug: z.string(),
  current: z.nullable(named.parser),
});

/**
 * Saves the words of a draft, unless somebody else did since it was read.
 * @returns the campaign as it is now: after `campaign_changed`, what the other one saved.
 */
export async function updateCampaign(
  db: Database,
  actor: Actor,
  { id, revision, subject, subjectB: typedB = "", preheader, content }: UpdateInput,
): Promise<z.output<typeof answer>> {
  const subjectB = typedB || null;
  const facts = letterFacts({ subject, preheader, content, subjectB });
  const ctes = sql`${acting(actor)},
    ${namedCampaign(id)},
    verdict as materialized (
      select acting.slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when named.id is null then 'not_found'
        when named.status <> 'draft' then 'campaign_not_draft'
        when named.revision <> ${revision}::integer then 'campaign_changed'
        when (named.subject, named.subject_b, named.preheader, named.content) is not distinct from
          (${subject}::text, ${subjectB}::text, ${preheader}::text, ${content}::text) then 'unchanged'
        else 'done'
      end as outcome
      from acting left join named on true where not has_left
    ), updated as (
      update ${campaigns} set subject = ${subject}::text, subject_b = ${subjectB}::text,
        test_share = case when ${subjectB}::text is not null
          then coalesce(campaigns.test_share, ${defaultShare}::integer) end,
        test_minutes = case when ${subjectB}::text is not null then campaigns.test_minutes end,
        preheader = ${preheader}::text,
        content = ${content}::text, ${factsSet(facts)}, revision = campaigns.revision + 1, changed_at = now()
      from named, verdict
      where campaigns.id = named.id and verdict.outcome = 'done'
      returning campaigns.*
    ), audit as (
      ${audited(actor, { ...ofCampaign, action: "campaign.changed", from: sql`updated` })}
    )`;
  const result = ending(
    sql`, coalesce((select ${updated} from updated), (select ${named} from named)) as current`,
  );
  const [found] = await rows(db, act(ctes, result), (row) => answer.parse(row));
  return found ?? { outcome: "not_found", slug: "", current: null };
}

export const update = implement(updateCampaignAct, {
  refusals: ["campaign_not_draft", "campaign_changed"],
  async run({ db, actor, params: { id }, input }) {
    const done = await updateCampaign(db, actor, { id, ...input });
    const { current } = done;
    return { ...done, ...(done.outcome === "campaign_changed" && { members: { current } }) };
  },
});
