import * as z from "zod/mini";
import { field, listOf, oneOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { audienceCount, audienceOfCampaign, audienceSql } from "../audience/audience.ts";
import { subscribers } from "../tables/audience.ts";
import type { campaignNamed } from "./campaign.ts";

/** What the checks of a campaign look at beside its words; 0 people once it has started. */
export const preflightFacts = (campaign: ReturnType<typeof campaignNamed>) => {
  const audience = audienceOfCampaign(campaign);
  const isAhead = sql`(${campaign.startedAt} is null and ${campaign.status} <> 'sent')`;
  const people = sql`${audienceSql(campaign.organizationId, audience)}
    join ${subscribers} on ${subscribers.id} = audience.subscriber_id`;
  // What a person has for the placeholder.
  const value = sql`case bare.field
    when 'email' then ${subscribers.email}
    when 'name' then ${subscribers.name}
    when 'first_name' then ${subscribers.name}
    else ${subscribers.fields} ->> bare.field end`;
  return {
    /** How many people are in the audience now. */
    people: field(
      z.number(),
      sql`case when ${isAhead} then ${audienceCount(campaign.organizationId, audience)} else 0 end`,
    ),
    /** Fields without a default, each with how many of the audience have no value. */
    emptyFields: listOf(
      shape({
        field: field(z.string(), sql`bare.field`),
        people: field(
          z.number(),
          sql`(select count(*) from ${people} where coalesce(trim(${value}), '') = '')`,
        ),
      }),
      {
        from: sql`unnest(${campaign.bareFields}) as bare (field) where ${isAhead}`,
        order: sql`bare.field`,
      },
    ),
    /** What the organization can spend: an email takes one. */
    credits: oneOf(
      shape({
        left: field(z.number(), sql`balance.credits_left`),
        /** A payment has been owed for so long that nothing can be spent. */
        isOverdue: field(z.boolean(), sql`balance.is_read_only`),
      }),
      sql`usage_balance(${campaign.organizationId}) as balance`,
    ),
  };
};

type Fields = ReturnType<typeof preflightFacts>;
export type PreflightFacts = { [Name in keyof Fields]: ValueOf<Fields[Name]> };
