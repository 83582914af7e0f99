import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { field, listOf, maybeOf, oneOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { memberships } from "#lib/organizations/schema.ts";
import { inTenant, tenant } from "#lib/organizations/tenant.ts";
import { offeredLists } from "#lib/products/newsletter/audience/lists/lists.ts";
import { offeredSegments } from "#lib/products/newsletter/audience/segments/segments.ts";
import { wholeCampaignOf } from "#lib/products/newsletter/campaigns/campaign.ts";
import { preflightFacts } from "#lib/products/newsletter/campaigns/preflight-facts.ts";
import { figuresFields } from "#lib/products/newsletter/figures/figures.ts";
import { letterFrame } from "#lib/products/newsletter/letter/source.ts";
import { campaignAudience, campaignRuns } from "#lib/products/newsletter/schema.ts";
import { frame } from "#lib/workspace/frame.ts";
import { campaign, readOneCampaign } from "./one-campaign.ts";

const page = shape({
  frame,
  campaign: shape({
    ...wholeCampaignOf(campaign).sources,
    isToList: campaign.isToList,
  }),
  letter: oneOf(letterFrame, sql`(select) as letter`),
  lists: offeredLists,
  segments: offeredSegments,
  /** Who can get a test: members with a confirmed address, the viewer first. */
  members: listOf(shape({ id: user.id, name: user.name, email: user.email }), {
    from: sql`(
      select ${user}.* from ${memberships} join ${user} on ${user.id} = ${memberships.userId}
      where ${inTenant(memberships.organizationId)} and ${memberships.deletedAt} is null
        and ${user.deletedAt} is null and ${user.emailVerified} and ${user.email} is not null
      order by ${user.id} <> ${tenant.userId}, lower(${user.name}), ${user.id} limit 20
    ) as "user"`,
    order: sql`${user.id} <> ${tenant.userId}, lower(${user.name}), ${user.id}`,
  }),
  /** Beside the first list. */
  parts: listOf(
    shape({
      listId: campaignAudience.listId,
      segmentId: campaignAudience.segmentId,
      isExcluded: campaignAudience.isExcluded,
    }),
    { from: sql`${campaignAudience} where ${campaignAudience.campaignId} = ${campaign.id}` },
  ),
  ...preflightFacts(campaign),
  run: maybeOf(
    shape({
      recipients: campaignRuns.recipients,
      creditsSpent: campaignRuns.creditsSpent,
      creditsReturned: campaignRuns.creditsReturned,
      isQueued: field(z.boolean(), sql`${campaignRuns.queuedAt} is not null`),
      ...figuresFields(campaign.id),
    }),
    sql`${campaignRuns} where ${campaignRuns.campaignId} = ${campaign.id}`,
  ),
});

export type SendingPage = ValueOf<typeof page>;

/** A campaign, its audience and all that is looked at before it is sent, for members. */
export const getSending = (db: Database, scope: Scope, id: string | undefined) =>
  readOneCampaign(db, scope, id, page);
