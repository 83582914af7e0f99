import { eq } from "drizzle-orm";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { polarLocalSecrets } from "#lib/env/polar.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { type DemoPlan, polarProducts } from "#local/polar/products.ts";
import { readCatalogue } from "#local/polar/story/catalogue.ts";
import { polarEvents } from "#local/polar/story/events.ts";
import { polarModel } from "#local/polar/story/model.ts";
import { plausibleLife } from "#local/polar/story/plausible.ts";
import { readPolarRows } from "#local/polar/story/rows.ts";
import { polarSubscription, subscriptionEvents, timestamp } from "#local/polar/subscription.ts";
import { UsageError } from "../usage-error.ts";
import type { EventOptions, LifecycleOptions, Sender, Story } from "./sender.ts";

export const polarSender: Sender = {
  usage: {
    event: `--org <slug> [--plan ${Object.keys(polarProducts).join("|")}] [--number 1]`,
    lifecycle: "--org <slug>",
  },
  events: Object.keys(subscriptionEvents),
  secret: { variable: "POLAR_WEBHOOK_SECRET", local: polarLocalSecrets.POLAR_WEBHOOK_SECRET },
  build,
  story,
};

/** @throws UsageError */
async function build(db: DrizzleDatabase, type: string, options: EventOptions): Promise<object> {
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

async function story(db: DrizzleDatabase, options: LifecycleOptions): Promise<Story> {
  if (!options.org) throw new UsageError("--org is required.");
  const [organization] = await db
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.slug, options.org));
  if (!organization) throw new UsageError(`Organization ${options.org} does not exist.`);
  const catalogue = await readCatalogue(db);
  if (catalogue.plans.length < 3) throw new UsageError("Fewer than three plans are for sale.");
  const name = `${options.org}${options.seed}x${options.count}`;
  const cast = { name, organizationIds: [organization.id], catalogue };
  const steps = plausibleLife(options.seed, options.count);
  const sold = steps.filter(({ kind }) => kind !== "order" || catalogue.packs.length > 0);
  const events = polarEvents(sold, cast);
  return {
    events,
    expected: polarModel(events, cast),
    read: () => readPolarRows(db, cast.organizationIds),
  };
}

function isPlan(plan: string): plan is DemoPlan {
  return Object.hasOwn(polarProducts, plan);
}
