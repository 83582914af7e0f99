import { eq, or } from "drizzle-orm";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { user } from "#lib/identity/schema.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { clerkUser, deletedClerkUser } from "#local/clerk/user.ts";
import { type DemoPlan, polarProducts } from "#local/demo.ts";
import { polarSubscription, subscriptionEvents, timestamp } from "#local/polar/subscription.ts";
import { UsageError } from "../usage-error.ts";

/** What was typed about one event. */
export interface EventOptions {
  org?: string;
  user?: string;
  plan?: string;
  number?: string;
  name?: string;
}

/** @throws UsageError */
export async function polarEvent(
  db: DrizzleDatabase,
  type: string,
  options: EventOptions,
): Promise<object> {
  const state = Object.hasOwn(subscriptionEvents, type) ? subscriptionEvents[type] : undefined;
  if (!state) {
    const known = Object.keys(subscriptionEvents).join(", ");
    throw new UsageError(`Unknown event ${type}. Known events: ${known}.`);
  }
  if (!options.org) throw new UsageError("--org is required.");
  const { plan = "pro", number = "1" } = options;
  if (!isPlan(plan)) throw new UsageError(`--plan must be pro or scale, not ${plan}.`);
  if (!/^[1-9]\d*$/.test(number))
    throw new UsageError(`--number must be 1 or more, not ${number}.`);
  const [organization] = await db
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.slug, options.org));
  if (!organization) throw new UsageError(`Organization ${options.org} does not exist.`);
  const now = new Date();
  const data = polarSubscription({
    ...state,
    organizationId: organization.id,
    plan,
    modifiedAt: now,
    number: Number(number),
  });
  return { type, timestamp: timestamp(now), api_version: "2026-10", data };
}

/** @throws UsageError */
export async function clerkEvent(
  db: DrizzleDatabase,
  type: string,
  options: EventOptions,
): Promise<object> {
  const known = ["user.created", "user.updated", "user.deleted"];
  if (!known.includes(type)) {
    throw new UsageError(`Unknown event ${type}. Known events: ${known.join(", ")}.`);
  }
  if (!options.user) throw new UsageError("--user is required: an ID or an email address.");
  const [found] = await db
    .select()
    .from(user)
    .where(or(eq(user.id, options.user), eq(user.email, options.user)));
  if (!found && options.user.includes("@")) {
    throw new UsageError(`No user has the address ${options.user}. Use a new ID to create a user.`);
  }
  const now = new Date();
  const id = found?.id ?? options.user;
  const [firstName = "", ...lastNames] = (options.name ?? found?.name ?? "New User").split(" ");
  const data =
    type === "user.deleted"
      ? deletedClerkUser(id)
      : clerkUser({
          id,
          firstName,
          lastName: lastNames.join(" "),
          email: found?.email ?? `${id.toLowerCase()}@acme.test`,
          createdAt: found?.createdAt ?? now,
          updatedAt: now,
        });
  return { type, object: "event", timestamp: now.getTime(), instance_id: "ins_local", data };
}

function isPlan(plan: string): plan is DemoPlan {
  return Object.hasOwn(polarProducts, plan);
}
