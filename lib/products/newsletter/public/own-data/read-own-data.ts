import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { momentJson } from "#lib/db/moment.ts";
import { readOne } from "#lib/db/read.ts";
import { field, listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { webhookMessages } from "#lib/outgoing-webhooks/schema.ts";
import {
  campaignSends,
  campaigns,
  listSubscriptions,
  lists,
  series,
  seriesPeople,
  subscriberEvents,
  subscribers,
} from "../../schema.ts";
import type { OwnLink } from "./fresh-link.ts";

const ofPerson = sql`${subscribers.organizationId} = asked.organization_id
  and ${subscribers.id} = asked.subscriber_id`;

/** Of a row of `ownDataSource`. */
export const ownData = shape({
  organization: organizations.name,
  address: field(z.string(), sql`coalesce(${subscribers.address}, ${subscribers.email})`),
  name: subscribers.name,
  status: subscribers.status,
  fields: field(z.record(z.string(), z.string()), sql`${subscribers.fields}`),
  isTracked: subscribers.isTracked,
  createdAt: subscribers.createdAt,
  confirmedAt: subscribers.confirmedAt,
  unsubscribedAt: subscribers.unsubscribedAt,
  lists: listOf(shape({ name: lists.name, since: listSubscriptions.createdAt }), {
    from: sql`${listSubscriptions} join ${lists} on ${lists.id} = ${listSubscriptions.listId}
      where ${listSubscriptions.subscriberId} = ${subscribers.id}`,
    order: sql`${lists.name}, ${lists.id}`,
  }),
  /** Consent and all that happened, oldest first. */
  history: listOf(
    shape({
      at: subscriberEvents.createdAt,
      kind: subscriberEvents.kind,
      consent: subscriberEvents.consent,
      source: subscriberEvents.source,
      network: subscriberEvents.network,
      details: field(z.unknown(), sql`${subscriberEvents.details}`),
    }),
    {
      from: sql`${subscriberEvents} where ${subscriberEvents.subscriberId} = ${subscribers.id}`,
      order: sql`${subscriberEvents.createdAt}, ${subscriberEvents.id}`,
    },
  ),
  /** The mails of campaigns, oldest first. */
  emails: listOf(
    shape({
      subject: campaigns.subject,
      sentAt: campaignSends.sentAt,
      openedAt: campaignSends.firstOpenedAt,
      clickedAt: campaignSends.firstClickedAt,
      bouncedAt: campaignSends.bouncedAt,
      complainedAt: campaignSends.complainedAt,
      unsubscribedAt: campaignSends.unsubscribedAt,
    }),
    {
      from: sql`${campaignSends} join ${campaigns} on ${campaigns.id} = ${campaignSends.campaignId}
        where ${campaignSends.subscriberId} = ${subscribers.id}`,
      order: sql`${campaignSends.createdAt}, ${campaignSends.id}`,
    },
  ),
  /** What was sent about them to servers of the organization and is still kept, oldest first. */
  webhooks: listOf(
    shape({
      type: webhookMessages.type,
      at: webhookMessages.createdAt,
      deliveredAt: webhookMessages.deliveredAt,
    }),
    {
      from: sql`${webhookMessages}
        where ${webhookMessages.organizationId} = ${subscribers.organizationId}
          and ${webhookMessages.subject} = ${subscribers.id}::text`,
      order: sql`${webhookMessages.createdAt}, ${webhookMessages.id}`,
    },
  ),
  /** The series that they are or were inside. */
  series: listOf(
    shape({
      name: series.name,
      joinedAt: seriesPeople.joinedAt,
      endedAt: seriesPeople.endedAt,
      endedReason: seriesPeople.endedReason,
    }),
    {
      from: sql`${seriesPeople} join ${series} on ${series.id} = ${seriesPeople.seriesId}
        where ${seriesPeople.subscriberId} = ${subscribers.id}`,
      order: sql`${seriesPeople.joinedAt}, ${series.id}`,
    },
  ),
  exportedAt: field(momentJson, sql`now()`),
});

/** For after `from`: the person that the common table expression `asked` names, if there is one. */
export const ownDataSource = sql`asked join ${subscribers} on ${ofPerson}
  join ${organizations} on ${organizations.id} = asked.organization_id`;

export type OwnData = ValueOf<typeof ownData>;

/** All that an organization holds on one person; null for someone who was erased. */
export const readOwnData = (
  db: Database,
  { organizationId, subscriberId }: OwnLink,
): Promise<OwnData | null> =>
  readOne(db, ownData, {
    with: sql`asked as (
      select ${organizationId}::uuid as organization_id, ${subscriberId}::uuid as subscriber_id
    )`,
    from: ownDataSource,
  });
