import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import type { RemovalOptions } from "#lib/db/remove-in-batches.ts";
import { sql } from "#lib/db/sql.ts";
import { campaignSends, listSubscriptions, subscribeRequests, subscribers } from "../../schema.ts";

/** After how many days someone who asked and never confirmed is forgotten. */
export const unconfirmedDays = 30;

const batch = z.object({ requests: z.coerce.number(), people: z.coerce.number() });

/**
 * Removes requests that nobody confirmed, and people who only ever asked: nobody agreed to be kept. Someone
 * who was on a list before, or got a mail, stays.
 */
export async function removeUnconfirmed(
  db: Database,
  { batchSize = 1_000, signal }: RemovalOptions = {},
): Promise<{ requests: number; people: number }> {
  const total = { requests: 0, people: 0 };
  while (!signal?.aborted) {
    const [found] = await rows(db, removal(batchSize), (row) => batch.parse(row));
    total.requests += found?.requests ?? 0;
    total.people += found?.people ?? 0;
    if (!found || Math.max(found.requests, found.people) < batchSize) break;
  }
  return total;
}

const old = (column: string) =>
  sql`${sql.raw(column)} < now() - make_interval(days => ${unconfirmedDays}::integer)`;

const removal = (batchSize: number) => sql`
  with unconfirmed as materialized (
    select id from ${subscribeRequests}
    where confirmed_at is null and ${old("created_at")}
    order by created_at limit ${batchSize}::integer
    for update skip locked
  ),
  requests as (
    delete from ${subscribeRequests} as request using unconfirmed
    where request.id = unconfirmed.id returning request.id
  ),
  waiting as materialized (
    select person.id from ${subscribers} as person
    where ${old("person.pending_since")} and person.confirmed_at is null
      and not exists (
        select from ${subscribeRequests} as request
        where request.subscriber_id = person.id and not ${old("request.created_at")}
      )
      and not exists (select from ${listSubscriptions} where subscriber_id = person.id)
      and not exists (select from ${campaignSends} where subscriber_id = person.id)
    order by person.pending_since limit ${batchSize}::integer
    for update skip locked
  ),
  people as (
    delete from ${subscribers} as person using waiting
    where person.id = waiting.id and person.pending_since is not null returning person.id
  )
  select (select count(*) from requests)::integer as requests,
    (select count(*) from people)::integer as people`;
