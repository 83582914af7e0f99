import { alias } from "drizzle-orm/pg-core";
import type { SQLWrapper } from "drizzle-orm/sql";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { keyset } from "#lib/db/keyset.ts";
import { momentJson } from "#lib/db/moment.ts";
import { readOne } from "#lib/db/read.ts";
import { field, listOf, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { idOfSlug } from "#lib/organizations/scope.ts";
import { isId } from "#lib/text/storable.ts";
import { pieces } from "../../letter/pieces-schema.ts";
import {
  campaignLetters,
  campaignLinks,
  campaignSends,
  campaigns,
  subscribeForms,
  subscribers,
} from "../../schema.ts";

/** How many campaigns a page of the archive shows. */
const perPage = 30;
/** How many a feed has. */
const perFeed = 20;

const archive = keyset("archived", (name) => alias(campaigns, name));
const { row } = archive;

/** When a campaign went out. Demo data and old rows know only when it should. */
const sentAt = (of: typeof row) =>
  sql`coalesce(${of.finishedAt}, ${of.startedAt}, ${of.scheduledAt}, ${of.createdAt})`;

/** The organization of the address, as long as it is there. */
const asked = (slug: string) => sql`publisher as (
  select id, name, slug from ${organizations}
  where ${organizations.id} = ${idOfSlug(slug)} and ${organizations.deletedAt} is null
)`;

/** What everybody may read: sent, made public, and with its letter. */
const isOpen = sql`${campaigns.organizationId} = (select id from publisher) and ${campaigns.isPublic}
  and ${campaigns.status} = 'sent' and ${campaigns.cancelledAt} is null
  and exists (select from ${campaignLetters} where ${campaignLetters.campaignId} = ${campaigns.id})`;

const open = (size: number, after?: string) =>
  archive.tables(
    {
      rows: sql`select * from ${campaigns} where ${isOpen}`,
      keys: (of) => [sentAt(of as typeof row)],
      descending: true,
    },
    { size, after },
  );

const publisher = {
  organization: field(z.string(), sql`publisher.name`),
  /** As it is now. */
  slug: field(z.string(), sql`publisher.slug`),
};

const letterOf = sql`(
  select ${campaignLetters.letter} from ${campaignLetters}
  where ${campaignLetters.campaignId} = ${row.id}
)`;

const listed = shape({
  id: row.id,
  subject: field(pieces, sql`${letterOf} -> 'subjects' -> 0`),
  sentAt: field(momentJson, sentAt(row)),
});
export type ListedLetter = ValueOf<typeof listed>;

/** The first form of the organization, which the archive invites to. */
const formId = maybeOf(
  field(z.string(), sql`${subscribeForms.id}`),
  sql`${subscribeForms} where ${subscribeForms.organizationId} = publisher.id
    and ${subscribeForms.archivedAt} is null
    order by ${subscribeForms.createdAt}, ${subscribeForms.id} limit 1`,
);

const archivePage = shape({ ...publisher, formId, letters: archive.listed(listed) });
export type ArchivePage = ValueOf<typeof archivePage>;

/** The public campaigns of an organization, newest first; null when there is no such organization. */
export const readArchive = (
  db: Database,
  { slug, after }: { slug: string; after?: string | undefined },
): Promise<ArchivePage | null> =>
  readOne(db, archivePage, {
    with: sql`${asked(slug)}, ${open(perPage, after)}`,
    from: sql`publisher`,
  });

/** Where links of a letter lead since a member corrected them. */
const corrections = (campaignId: SQLWrapper) =>
  listOf(
    shape({
      number: campaignLinks.number,
      target: field(z.string(), campaignLinks.corrected),
    }),
    {
      from: sql`${campaignLinks} where ${campaignLinks.campaignId} = ${campaignId}
        and ${campaignLinks.corrected} is not null`,
    },
  );

const fed = shape({
  ...listed.sources,
  letter: field(z.unknown(), letterOf),
  corrected: corrections(row.id),
});
const feedPage = shape({ ...publisher, letters: archive.first(fed) });
export type FeedPage = ValueOf<typeof feedPage>;

/** The last 20 of them with what they say, for feeds. */
export const readFeed = (db: Database, slug: string): Promise<FeedPage | null> =>
  readOne(db, feedPage, {
    with: sql`${asked(slug)}, ${open(perFeed)}`,
    from: sql`publisher`,
  });

const publicLetter = shape({
  ...publisher,
  formId,
  letter: field(z.unknown(), sql`${campaignLetters.letter}`),
  corrected: corrections(campaigns.id),
});
export type PublicLetter = ValueOf<typeof publicLetter>;

/** One public campaign. */
export async function readPublicLetter(
  db: Database,
  { slug, id }: { slug: string; id: string },
): Promise<PublicLetter | null> {
  if (!isId(id)) return null;
  return readOne(db, publicLetter, {
    with: asked(slug),
    from: sql`publisher
      join ${campaigns} on ${campaigns.id} = ${id}::uuid and ${isOpen}
      join ${campaignLetters} on ${campaignLetters.campaignId} = ${campaigns.id}`,
  });
}

const ownLetter = shape({
  letter: field(z.unknown(), sql`${campaignLetters.letter}`),
  corrected: corrections(campaignLetters.campaignId),
  /** The second subject of a test is 1. */
  variant: field(
    z.number(),
    sql`coalesce((
      select ${campaignSends.variant} from ${campaignSends}
      where ${campaignSends.campaignId} = link.campaign_id
        and ${campaignSends.subscriberId} = link.subscriber_id
    ), 0)`,
  ),
  /** Null for someone who was erased. */
  person: maybeOf(
    shape({
      email: subscribers.email,
      address: subscribers.address,
      name: subscribers.name,
      fields: field(z.record(z.string(), z.string()), sql`${subscribers.fields}`),
    }),
    sql`${subscribers} where ${subscribers.organizationId} = link.organization_id
      and ${subscribers.id} = link.subscriber_id`,
  ),
});
export type OwnLetter = ValueOf<typeof ownLetter>;

interface Asked {
  organizationId: string;
  subscriberId: string;
  campaignId: string;
}

/** A letter as one person got it; null when the campaign is gone. */
export const readOwnLetter = (
  db: Database,
  { organizationId, subscriberId, campaignId }: Asked,
): Promise<OwnLetter | null> =>
  readOne(db, ownLetter, {
    with: sql`link as (
      select ${organizationId}::uuid as organization_id, ${subscriberId}::uuid as subscriber_id,
        ${campaignId}::uuid as campaign_id
    )`,
    from: sql`link join ${campaignLetters} on ${campaignLetters.organizationId} = link.organization_id
      and ${campaignLetters.campaignId} = link.campaign_id`,
  });
