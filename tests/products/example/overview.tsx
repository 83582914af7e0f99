import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { defineOverview } from "#lib/products/overview-part.ts";

export const overview = defineOverview({
  with: sql`example_events as (
    select count(*)::integer as count from audit_events
    where organization_id = (select organization_id from scope)
  )`,
  json: sql`json_build_object('events', (select count from example_events))`,
  shown: z.object({ events: z.number() }),
  card: ({ events }, home) => (
    <a href={`${home}/example`} data-example="card of the example">
      {events} events, says the example
    </a>
  ),
});
