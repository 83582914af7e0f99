import { type SQL, type SQLWrapper, sql } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { type Field, field, oneOf, type Source, type ValueOf } from "#lib/db/shape.ts";
import { scheduled } from "./scheduled.ts";
import { currentSubscriptions, plans, subscriptionStatuses } from "./schema.ts";

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

/** Whether there is a subscription in the row that every organization has. */
export const isSubscribed = sql`${currentSubscriptions.subscriptionId} is not null`;

/** What pages say of a subscription, where there is one. */
export const subscription = {
  status: field(z.enum(subscriptionStatuses), currentSubscriptions.status),
  providerStatus: currentSubscriptions.providerStatus,
  currentPeriodEnd: currentSubscriptions.currentPeriodEnd,
  cancelAtPeriodEnd: field(z.boolean(), currentSubscriptions.cancelAtPeriodEnd),
  scheduled,
};
