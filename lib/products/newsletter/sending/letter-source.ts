import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { listOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { campaigns, newsletterSettings, subscriberFields } from "../schema.ts";

const found = shape({
  id: campaigns.id,
  revision: campaigns.revision,
  organization: organizations.name,
  campaign: shape({
    subject: campaigns.subject,
    subjectB: campaigns.subjectB,
    preheader: campaigns.preheader,
    content: campaigns.content,
  }),
  fields: listOf(subscriberFields.key, {
    from: sql`${subscriberFields} where ${subscriberFields.organizationId} = ${campaigns.organizationId}`,
  }),
});

const settings = z.object({
  senderName: z.string(),
  replyTo: z.nullable(z.string()),
  postalAddress: z.string(),
});

const source = z.object({ found: found.parser, settings });

/** What the letter of a campaign is made of, which `readSource` reads: of a row of `sourceTables`. */
export const sourceJson: SQL = sql`jsonb_build_object('found', ${found}, 'settings', jsonb_build_object(
  'senderName', coalesce(${newsletterSettings.senderName}, ''),
  'replyTo', ${newsletterSettings.replyTo},
  'postalAddress', coalesce(${newsletterSettings.postalAddress}, '')
))`;

/** For after `from`: campaigns with their organization and its settings. */
export const sourceTables: SQL = sql`${campaigns}
  join ${organizations} on ${organizations.id} = ${campaigns.organizationId}
  left join ${newsletterSettings}
    on ${newsletterSettings.organizationId} = ${campaigns.organizationId}`;

/** A campaign as `freezeLetter` takes it, with its id and revision. */
export function readSource(json: unknown) {
  const { found, settings } = source.parse(json);
  return { ...found, settings };
}

export type Source = ReturnType<typeof readSource>;
