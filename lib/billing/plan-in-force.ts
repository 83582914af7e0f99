import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import { type Field, oneOf, type Source, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { currentSubscriptions, plans } from "./schema.ts";

/** Joins the rows of `current_subscriptions` and `plans` that an organization has: exactly one of each. */
export const planInForce = (organizationId: SQLWrapper): SQL => sql`
  join ${currentSubscriptions} on ${currentSubscriptions.organizationId} = ${organizationId}
  join ${plans} on ${plans.id} = ${currentSubscriptions.planId}`;

/** A column of the plan that an organization has, for a row of a list. */
export const planOf = <Of extends Source>(
  organizationId: SQLWrapper,
  column: Of,
): Field<ValueOf<Of>> =>
  oneOf(
    column,
    sql`${currentSubscriptions} join ${plans} on ${plans.id} = ${currentSubscriptions.planId}
      where ${currentSubscriptions.organizationId} = ${organizationId}`,
  );
