import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { readOne } from "#lib/db/read.ts";
import { field, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { idOfSlug } from "#lib/organizations/scope.ts";
import { isId } from "#lib/text/storable.ts";
import { lists, subscribeForms, subscribeRequests, subscribers } from "../../schema.ts";
import { confirmationDays } from "./rules.ts";

const publicForm = shape({
  id: subscribeForms.id,
  /** The organization's, as it is now. */
  slug: organizations.slug,
  organization: organizations.name,
  title: subscribeForms.title,
  description: subscribeForms.description,
  consent: subscribeForms.consent,
  asksName: subscribeForms.asksName,
});

export type PublicForm = ValueOf<typeof publicForm>;

/** A form as people see it; null when it is archived, or of another organization. */
export async function readForm(
  db: Database,
  { slug, formId }: { slug: string; formId: string },
): Promise<PublicForm | null> {
  if (!isId(formId)) return null;
  return readOne(db, publicForm, {
    from: sql`${subscribeForms}
      join ${organizations} on ${organizations.id} = ${subscribeForms.organizationId}
      where ${subscribeForms.id} = ${formId}::uuid and ${organizations.id} = ${idOfSlug(slug)}
        and ${subscribeForms.archivedAt} is null and ${organizations.deletedAt} is null`,
  });
}

const publicRequest = shape({
  organizationId: subscribeRequests.organizationId,
  subscriberId: subscribeRequests.subscriberId,
  organization: organizations.name,
  consent: subscribeRequests.consent,
  state: field(
    z.enum(["open", "confirmed", "over"]),
    sql`case
      when ${subscribeRequests.confirmedAt} is not null and ${subscribers.status} = 'subscribed'
        and ${subscribers.pendingSince} is null then 'confirmed'
      when ${subscribeRequests.confirmedAt} is null
        and ${subscribeRequests.createdAt} > now() - make_interval(days => ${sql.raw(String(confirmationDays))})
        then 'open'
      else 'over'
    end`,
  ),
  lists: field(
    z.array(z.string()),
    sql`coalesce((
      select json_agg(${lists.name} order by ${lists.name}) from ${lists}
      where ${lists.organizationId} = ${subscribeRequests.organizationId}
        and ${lists.id}::text = any (${subscribeRequests.listIds}) and ${lists.archivedAt} is null
    ), '[]')`,
  ),
});

export type PublicRequest = ValueOf<typeof publicRequest>;

/** What someone asked for, as the page to confirm shows it. */
export const readRequest = (db: Database, requestId: string): Promise<PublicRequest | null> =>
  readOne(db, publicRequest, {
    from: sql`${subscribeRequests}
      join ${organizations} on ${organizations.id} = ${subscribeRequests.organizationId}
      join ${subscribers} on ${subscribers.organizationId} = ${subscribeRequests.organizationId}
        and ${subscribers.id} = ${subscribeRequests.subscriberId}
      where ${subscribeRequests.id} = ${requestId}::uuid and ${organizations.deletedAt} is null`,
  });
