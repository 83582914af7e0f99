import { sql } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { field, shape } from "#lib/db/shape.ts";
import { auditEvents } from "#lib/organizations/schema.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { defineOverview } from "#lib/products/overview-part.ts";

export const overview = defineOverview({
  with: sql`example_events as (
    select count(*)::integer as count from ${auditEvents}
    where ${inTenant(auditEvents.organizationId)}
  )`,
  shown: shape({ events: field(z.number(), sql`(select count from example_events)`) }),
  card: ({ events }, home) => (
    <a href={`${home}/example`} data-example="card of the example">
      {events} events, says the example
    </a>
  ),
});
