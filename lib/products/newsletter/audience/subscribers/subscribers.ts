import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { rowsOf } from "#lib/db/row.ts";
import { field, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { listSubscriptions, subscribers, suppressions } from "../../schema.ts";
import { subscriberWords } from "../../tables/words.ts";
import { cappedCount } from "../counted.ts";
import type { shownStatuses } from "../filter.ts";

const columns = {
  email: subscribers.email,
  /** As it was typed. */
  address: field(z.string(), sql`coalesce(${subscribers.address}, ${subscribers.email})`),
  addressHash: subscribers.addressHash,
  name: subscribers.name,
  fields: field(z.record(z.string(), z.string()), subscribers.fields),
  status: subscribers.status,
  pendingSince: subscribers.pendingSince,
  createdAt: subscribers.createdAt,
};

const people = rowsOf({ id: subscribers.id, ...columns, listedAt: subscribers.createdAt });
// The id of the membership's own row, so that an index has the whole order.
const members = rowsOf({
  id: listSubscriptions.subscriberId,
  ...columns,
  listedAt: listSubscriptions.createdAt,
});

/** The subscribers of an organization, those who came last first; of a list, those who joined it last. */
export const subscriberList = keyset("subscriber", people.of);

export interface SubscriberFilter {
  /** Part of a name or address. */
  search?: string | undefined;
  status?: (typeof shownStatuses)[number] | undefined;
  /** The id of a list. */
  list?: string | undefined;
}

/** For after `from`: the suppression of an address, by its hash. */
const suppressionOf = (addressHash: SQLWrapper): SQL => sql`${suppressions}
  where ${inTenant(suppressions.organizationId)} and ${suppressions.addressHash} = ${addressHash}`;

/** A select of the subscribers that a filter lets through, over `scope`. */
export function matchingSubscribers({ search, status, list }: SubscriberFilter): SQL {
  const conditions = [inTenant(subscribers.organizationId)];
  if (status === "pending") conditions.push(sql`${subscribers.pendingSince} is not null`);
  else if (status === "suppressed") {
    conditions.push(sql`exists (select from ${suppressionOf(subscribers.addressHash)})`);
  } else if (status) conditions.push(sql`${subscribers.status} = ${status}::text`);
  if (status === "subscribed") conditions.push(sql`${subscribers.pendingSince} is null`);
  if (search) {
    const pattern = `%${search.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%`;
    conditions.push(sql`${subscriberWords(subscribers)} like ${pattern}::text`);
  }
  if (!list) {
    return sql`select ${people.columns} from ${subscribers}
      where ${sql.join(conditions, sql` and `)}`;
  }
  conditions.push(sql`${listSubscriptions.listId} = ${list}::uuid`);
  return sql`select ${members.columns} from ${listSubscriptions}
    join ${subscribers} on ${subscribers.id} = ${listSubscriptions.subscriberId}
      and ${subscribers.organizationId} = ${listSubscriptions.organizationId}
    where ${sql.join(conditions, sql` and `)}`;
}

/** Common table expressions over `scope`, for a page of `subscriberList`. */
export const subscribersOf = (filter: SubscriberFilter, window: Window): SQL =>
  subscriberList.tables(
    {
      rows: matchingSubscribers(filter),
      places: matchingSubscribers({ list: filter.list }),
      keys: (row) => [row.listedAt],
      descending: true,
    },
    window,
  );

/** How many subscribers a filter lets through, capped. */
export const countOfSubscribers = (filter: SubscriberFilter) =>
  cappedCount(sql`(${matchingSubscribers(filter)}) as matching`);

const { row } = subscriberList;

export const listedSubscriber = shape({
  id: row.id,
  email: row.address,
  name: row.name,
  status: row.status,
  pendingSince: row.pendingSince,
  createdAt: row.createdAt,
  /** Why their address is not written to. */
  suppression: maybeOf(suppressions.reason, suppressionOf(row.addressHash)),
});
export type ListedSubscriber = ValueOf<typeof listedSubscriber>;
