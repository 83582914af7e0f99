import * as z from "zod/mini";
import { field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { scheduled } from "./scheduled.ts";
import { currentSubscriptions, subscriptionStatuses } from "./schema.ts";

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
