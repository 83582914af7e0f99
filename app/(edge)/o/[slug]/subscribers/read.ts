import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import { orNothing, placeInQuery, placeQuery, searchText } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { shownStatuses } from "#lib/products/newsletter/audience/filter.ts";
import { offeredLists } from "#lib/products/newsletter/audience/lists/lists.ts";
import {
  countOfSubscribers,
  listedSubscriber,
  subscriberList,
  subscribersOf,
} from "#lib/products/newsletter/audience/subscribers/subscribers.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const filter = {
  search: searchText,
  status: orNothing(z.enum(shownStatuses)),
  list: placeInQuery,
};

/** What the address of the page asks for. */
export const subscriberQuery = z.object({ ...filter, ...placeQuery });
export type SubscriberQuery = Partial<z.output<typeof subscriberQuery>>;

export const subscribersPerPage = 50;

/** The subscribers of an organization, a page of them, for its members; null for everybody else. */
export async function getSubscribers(
  db: Database,
  scope: Scope,
  { after, before, ...asked }: SubscriberQuery,
) {
  const found = await readPage(db, scope, {
    with: subscribersOf(asked, { after, before, size: subscribersPerPage }),
    page: shape({
      frame,
      list: subscriberList.listed(listedSubscriber),
      count: countOfSubscribers(asked),
      lists: offeredLists,
    }),
  });
  return found && { ...found, ...found.list };
}
