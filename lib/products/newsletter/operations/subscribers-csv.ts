import * as z from "zod/mini";
import { findUser } from "#identity/session.ts";
import { readList } from "#lib/api/resources/list.ts";
import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { field, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { orNothing, placeInQuery, searchText } from "#lib/forms/query.ts";
import { commonRefusals as refusals } from "#lib/forms/refusals.ts";
import { csvResponse, toCsv } from "#lib/http/csv.ts";
import { failed } from "#lib/http/failure.ts";
import { problem, unauthenticated } from "#lib/http/problem.ts";
import { reportFailure } from "#lib/log/report.ts";
import type { Person, Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { shownStatuses } from "../audience/filter.ts";
import { standingOf } from "../audience/subscribers/standing.ts";
import {
  listedSubscriber,
  type SubscriberFilter,
  subscriberList,
  subscribersOf,
} from "../audience/subscribers/subscribers.ts";

const peoplePerTrip = 1_000;

const exported = shape({
  ...listedSubscriber.sources,
  fields: subscriberList.row.fields,
  lists: field(
    z.array(z.string()),
    sql`(
      select coalesce(json_agg(lists.name order by lower(lists.name)), '[]')
      from list_subscriptions join lists on lists.id = list_subscriptions.list_id
      where list_subscriptions.subscriber_id = ${subscriberList.row.id}
    )`,
  ),
});
type Exported = ValueOf<typeof exported>;

const columns = ["email", "name", "status", "suppression", "added", "lists", "fields"];

const row = (person: Exported): string[] => [
  person.email,
  person.name ?? "",
  standingOf(person).label,
  person.suppression ?? "",
  person.createdAt.toISOString(),
  person.lists.join(", "),
  Object.keys(person.fields).length > 0 ? JSON.stringify(person.fields) : "",
];

/**
 * The subscribers that a filter lets through, as CSV, with how each stands and why an address is suppressed. It
 * is read as it is sent, 1,000 people a trip, so its length does not matter.
 */
export async function exportSubscribers(
  db: Database,
  scope: Scope<Person>,
  filter: SubscriberFilter,
): Promise<ReadableStream<Uint8Array> | "not_found" | "forbidden"> {
  const read = (after?: string) =>
    readList(db, {
      reach: reaching(scope, permissions["newsletter.read"].least),
      with: subscribersOf(filter, { after, size: peoplePerTrip }),
      list: subscriberList.listed(exported),
    });
  let page = await read();
  if (typeof page === "string") return page;
  const encoder = new TextEncoder();
  let isFirst = true;
  return new ReadableStream({
    async pull(controller) {
      if (typeof page === "string") return controller.error(new Error("The reader has left."));
      const { data, next } = page;
      controller.enqueue(encoder.encode(toCsv(data.map(row), columns, { isFirst })));
      isFirst = false;
      if (!next) return controller.close();
      try {
        page = await read(next);
      } catch (error) {
        // The answer has begun, so all that is left is to break it off, for its reader to see.
        reportFailure("export_failed", error);
        controller.error(error);
      }
    },
  });
}

const asked = z.object({
  search: searchText,
  status: orNothing(z.enum(shownStatuses)),
  list: placeInQuery,
});

/** `GET /api/v1/organizations/[slug]/subscribers.csv`, with the parameters of the page of subscribers. */
export async function getSubscribersCsv(request: Request, slug: string): Promise<Response> {
  try {
    const db = await writeDatabase();
    const user = await findUser(request.headers, db);
    if (!user) return unauthenticated();
    const query = asked.parse(Object.fromEntries(new URL(request.url).searchParams));
    const csv = await exportSubscribers(db, { userId: user.id, slug }, query);
    if (typeof csv === "string") return problem(refusals[csv].status, csv, refusals[csv].message);
    return csvResponse("subscribers", slug, csv);
  } catch (error) {
    return failed("export_failed", error);
  }
}
