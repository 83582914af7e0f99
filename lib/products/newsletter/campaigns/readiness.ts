import type { SQL } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";
import { audienceOfCampaign, audienceSql } from "../audience/audience.ts";
import { commonFields } from "../letter/person.ts";
import { subscriberFields } from "../tables/audience.ts";
import { newsletterSettings } from "../tables/settings.ts";
import { campaignNamed } from "./campaign.ts";

const named = campaignNamed("named");

const knownFields = sql`array(
  select ${subscriberFields.key} from ${subscriberFields}
  where ${subscriberFields.organizationId} = ${named.organizationId}
  union all select jsonb_array_elements_text(${JSON.stringify(commonFields)}::jsonb)
)`;

const people = audienceSql(named.organizationId, audienceOfCampaign(named), {
  limit: sql`1::bigint`,
});

/** Why a campaign cannot be sent yet, of the row `named`: branches of a `case`. */
export const unreadiness: SQL = sql`
  when ${named.content} !~ '[^[:space:]]' then 'letter_empty'
  when ${named.problemCount} > 0 or not ${named.fieldNames} <@ ${knownFields}
    then 'letter_unfinished'
  when not exists (
    select from ${newsletterSettings}
    where ${newsletterSettings.organizationId} = ${named.organizationId}
      and ${newsletterSettings.postalAddress} <> ''
  ) then 'postal_address_missing'
  when not exists (select from ${people}) then 'audience_empty'`;

export const unready = [
  "letter_empty",
  "letter_unfinished",
  "postal_address_missing",
  "audience_empty",
] as const;
