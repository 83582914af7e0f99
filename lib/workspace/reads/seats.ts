import * as z from "zod/mini";
import { plans } from "#lib/billing/schema.ts";
import { field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { openCount } from "#lib/organizations/invitations/open.ts";
import { tenant } from "#lib/organizations/tenant.ts";

/** Who takes a seat of the organization. */
export const seatsTaken = {
  memberCount: tenant.memberCount,
  /** Open invitations, each of which holds a seat. */
  invitedCount: field(z.number(), openCount(sql`${tenant.organizationId}`)),
};

/** What the plan says of seats. */
export const seatsOfPlan = {
  /** How many people the plan allows; null for any number. */
  seats: plans.seats,
  planName: plans.name,
};
