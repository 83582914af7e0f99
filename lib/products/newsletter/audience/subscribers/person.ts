import { alias } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { field, listOf, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { nameOrAddress } from "#lib/identity/name-or-address.ts";
import { user } from "#lib/identity/schema.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import {
  campaignSends,
  campaigns,
  listSubscriptions,
  lists,
  subscriberEvents,
  subscriberFields,
  subscribers,
  suppressions,
} from "../../schema.ts";

/** How much of their history the page of a person shows. */
const shownEvents = 100;
const shownMails = 50;

const person = alias(subscribers, "one_person");

/** The common table expression `one_person` over `scope`: one row or none. */
export const onePersonOf = (id: string): SQL => sql`one_person as (
  select * from ${subscribers} where ${inTenant(subscribers.organizationId)}
    and ${subscribers.id} = ${id}::uuid
)`;

const happened = alias(subscriberEvents, "happened");

/** What happened to a person, of a row of `subscriber_events as happened`. */
export const subscriberEvent = shape({
  id: happened.id,
  kind: happened.kind,
  /** The member who did it. */
  actor: maybeOf(nameOrAddress, sql`${user} where ${user.id} = ${happened.actorId}`),
  consent: happened.consent,
  source: happened.source,
  network: happened.network,
  details: field(z.record(z.string(), z.unknown()), happened.details),
  createdAt: happened.createdAt,
});
export type HappenedEvent = ValueOf<typeof subscriberEvent>;

/** A mail that they were sent. */
const mail = shape({
  id: campaignSends.id,
  campaignId: campaignSends.campaignId,
  /** Of the step of a series. */
  seriesId: campaigns.seriesId,
  subject: campaigns.subject,
  status: campaignSends.status,
  droppedReason: campaignSends.droppedReason,
  createdAt: campaignSends.createdAt,
  sentAt: campaignSends.sentAt,
  openedAt: campaignSends.firstOpenedAt,
  clickedAt: campaignSends.firstClickedAt,
  bouncedAt: campaignSends.bouncedAt,
  complainedAt: campaignSends.complainedAt,
  unsubscribedAt: campaignSends.unsubscribedAt,
});
export type SentMail = ValueOf<typeof mail>;

/** What the row of a person says. */
export const personRow = {
  id: person.id,
  email: field(z.string(), sql`coalesce(${person.address}, ${person.email})`),
  name: person.name,
  fields: field(z.record(z.string(), z.string()), person.fields),
  status: person.status,
  pendingSince: person.pendingSince,
  confirmedAt: person.confirmedAt,
  unsubscribedAt: person.unsubscribedAt,
  bouncedAt: person.bouncedAt,
  complainedAt: person.complainedAt,
  isTracked: person.isTracked,
  createdAt: person.createdAt,
  suppression: maybeOf(
    suppressions.reason,
    sql`${suppressions} where ${suppressions.organizationId} = ${person.organizationId}
      and ${suppressions.addressHash} = ${person.addressHash}`,
  ),
};

/** The lists that they are on, by name. */
export const listsOfPerson = listOf(
  shape({ id: lists.id, name: lists.name, joinedAt: listSubscriptions.createdAt }),
  {
    from: sql`${listSubscriptions} join ${lists} on ${lists.id} = ${listSubscriptions.listId}
      where ${listSubscriptions.subscriberId} = ${person.id}`,
    order: sql`lower(${lists.name}), ${lists.id}`,
  },
);

/** The own fields of the organization, in the order they were made. */
export const ownFields = listOf(
  shape({
    id: subscriberFields.id,
    key: subscriberFields.key,
    label: subscriberFields.label,
    kind: subscriberFields.kind,
  }),
  {
    from: sql`${subscriberFields} where ${inTenant(subscriberFields.organizationId)}`,
    order: sql`${subscriberFields.createdAt}, ${subscriberFields.id}`,
  },
);
export type OwnField = ValueOf<typeof ownFields>[number];

/** A person with all that happened to them. */
export const onePerson = shape({
  ...personRow,
  lists: listsOfPerson,
  /** The latest first. */
  events: listOf(subscriberEvent, {
    from: sql`(
      select * from ${subscriberEvents} where ${subscriberEvents.subscriberId} = ${person.id}
      order by ${subscriberEvents.createdAt} desc, ${subscriberEvents.id} desc
      limit ${sql.raw(String(shownEvents))}
    ) as happened`,
    order: sql`${happened.createdAt} desc, ${happened.id} desc`,
  }),
  mails: listOf(mail, {
    from: sql`(
      select * from ${campaignSends} where ${campaignSends.subscriberId} = ${person.id}
      order by ${campaignSends.createdAt} desc limit ${sql.raw(String(shownMails))}
    ) as campaign_sends
    join ${campaigns} on ${campaigns.id} = ${campaignSends.campaignId}`,
    order: sql`${campaignSends.createdAt} desc, ${campaignSends.id}`,
  }),
});
export type Person = ValueOf<typeof onePerson>;
