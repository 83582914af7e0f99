import { listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant, tenant } from "#lib/organizations/tenant.ts";
import { settings } from "../settings/settings.ts";
import { subscriberFields } from "../tables/audience.ts";

/** What an organization adds to each of its letters, of `scope` with `joinSettings`. */
export const letterFrame = shape({
  organization: tenant.name,
  settings,
  /** Its own fields, in the order of their labels. */
  fields: listOf(shape({ key: subscriberFields.key, label: subscriberFields.label }), {
    from: sql`${subscriberFields} where ${inTenant(subscriberFields.organizationId)}`,
    order: sql`lower(${subscriberFields.label}), ${subscriberFields.key}`,
  }),
});

export type LetterFrame = ValueOf<typeof letterFrame>;
