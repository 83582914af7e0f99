import { sql } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { field, shape } from "#lib/db/shape.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { auditEvents } from "#lib/organizations/schema.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { defineOverview } from "#lib/products/overview-part.ts";
import { defineParts } from "#lib/products/product-parts.ts";
import { exampleNotes } from "./schema.ts";

const overview = defineOverview({
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

/** The notes of the board, whose table no build of the tests reads. */
const notes = {
  label: "Example notes",
  needs: permissions["note.write"],
  sought: (text: string) => ({
    with: sql`example_found as (
      select ${exampleNotes.id}, ${exampleNotes.text} from ${exampleNotes}
      where ${inTenant(exampleNotes.organizationId)}
        and strpos(lower(${exampleNotes.text}), lower(${text}::text)) > 0
    )`,
    from: sql`example_found`,
    id: sql`id`,
    title: sql`text`,
    order: sql`text, id`,
  }),
  path: (id: string) => `/example#note-${id}` as const,
};

export const parts = defineParts({ overview, search: [notes] });
