import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { readOne } from "#lib/db/read.ts";
import { field, listOf, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import type { PersonalLink } from "../links.ts";
import { listSubscriptions, lists, subscribeForms, subscribers } from "../schema.ts";

const ofPerson = sql`${subscribers}.organization_id = asked.organization_id
  and ${subscribers}.id = asked.subscriber_id`;

const standing = shape({
  /** Null when the organization is gone. */
  organization: field(
    z.nullable(z.string()),
    sql`(select ${organizations.name} from ${organizations} where ${organizations.id} = asked.organization_id)`,
  ),
  /** Whether any mail may go to them: no when they left or were erased. */
  isSubscribed: field(
    z.boolean(),
    sql`exists (select from ${subscribers} where ${ofPerson} and ${subscribers.status} <> 'unsubscribed')`,
  ),
  /** The first form of the organization, where someone can subscribe again. */
  form: maybeOf(
    shape({ id: subscribeForms.id, slug: organizations.slug }),
    sql`${subscribeForms} join ${organizations} on ${organizations.id} = ${subscribeForms.organizationId}
      where ${subscribeForms.organizationId} = asked.organization_id
        and ${subscribeForms.archivedAt} is null and ${organizations.deletedAt} is null
      order by ${subscribeForms.createdAt}, ${subscribeForms.id} limit 1`,
  ),
});

export type Standing = ValueOf<typeof standing>;

const asked = ({ organizationId, subscriberId }: PersonalLink) =>
  sql`asked as (select ${organizationId}::uuid as organization_id, ${subscriberId}::uuid as subscriber_id)`;

/** How someone stands with an organization, for the page where they leave. */
export const readStanding = (db: Database, link: PersonalLink): Promise<Standing | null> =>
  readOne(db, standing, { with: asked(link), from: sql`asked` });

const preferences = shape({
  ...standing.sources,
  /** The comparison key of the address; null for someone who was erased. */
  email: field(
    z.nullable(z.string()),
    sql`(select ${subscribers.email} from ${subscribers} where ${ofPerson})`,
  ),
  isTracked: field(
    z.boolean(),
    sql`coalesce((select ${subscribers.isTracked} from ${subscribers} where ${ofPerson}), false)`,
  ),
  /** The public lists, with whether they are on each. */
  lists: listOf(
    shape({
      id: lists.id,
      name: lists.name,
      description: lists.description,
      isOn: field(
        z.boolean(),
        sql`exists (
          select from ${listSubscriptions}
          where ${listSubscriptions.listId} = ${lists.id}
            and ${listSubscriptions.subscriberId} = asked.subscriber_id
        )`,
      ),
    }),
    {
      from: sql`${lists} where ${lists.organizationId} = asked.organization_id
        and ${lists.isPublic} and ${lists.archivedAt} is null`,
      order: sql`${lists.name}, ${lists.id}`,
    },
  ),
});

export type Preferences = ValueOf<typeof preferences>;

/** What someone can choose about the mail of an organization, in one trip. */
export const readPreferences = (db: Database, link: PersonalLink): Promise<Preferences | null> =>
  readOne(db, preferences, { with: asked(link), from: sql`asked` });
