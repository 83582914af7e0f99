import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";
import { audienceOfCampaign, audienceSql } from "../audience/audience.ts";
import { commonFields } from "../letter/person.ts";
import { subscriberFields } from "../tables/audience.ts";
import { newsletterSettings } from "../tables/settings.ts";
import { campaignNamed } from "./campaign.ts";

const named = campaignNamed("named");
type Row = Pick<typeof named, "organizationId" | "content" | "problemCount" | "fieldNames">;

const knownFields = ({ organizationId }: Row) => sql`array(
  select ${subscriberFields.key} from ${subscriberFields}
  where ${subscriberFields.organizationId} = ${organizationId}
  union all select jsonb_array_elements_text(${JSON.stringify(commonFields)}::jsonb)
)`;

/** Why the words of a campaign cannot be sent yet: branches of a `case`. */
export const unwritten = (row: Row): SQL => sql`
  when ${row.content} !~ '[^[:space:]]' then 'letter_empty'
  when ${row.problemCount} > 0 or not ${row.fieldNames} <@ ${knownFields(row)}
    then 'letter_unfinished'`;

/** Whether an organization has no postal address, without which it sends nothing. */
export const lacksPostalAddress = (organizationId: SQLWrapper): SQL => sql`not exists (
  select from ${newsletterSettings}
  where ${newsletterSettings.organizationId} = ${organizationId}
    and ${newsletterSettings.postalAddress} <> ''
)`;

const people = audienceSql(named.organizationId, audienceOfCampaign(named), {
  limit: sql`1::bigint`,
});

/** Why a campaign cannot be sent yet, of the row `named`: branches of a `case`. */
export const unreadiness: SQL = sql`
  ${unwritten(named)}
  when ${lacksPostalAddress(named.organizationId)} then 'postal_address_missing'
  when not exists (select from ${people}) then 'audience_empty'`;

export const unready = [
  "letter_empty",
  "letter_unfinished",
  "postal_address_missing",
  "audience_empty",
] as const;
