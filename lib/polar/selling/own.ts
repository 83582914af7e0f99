import type { models } from "@polar-sh/sdk/2026-10";
import type { PolarClient } from "#lib/polar/client.ts";
import { organizationOf } from "#lib/polar/sync/events.ts";

/** The largest page that Polar gives. */
const limit = 100;

/**
 * The newest subscriptions of an organization at Polar: those whose metadata names it, and those of the
 * customer that is named after it whose metadata name nobody. The others of that customer are another
 * organization's, whose owner pays for both.
 */
export async function ownSubscriptions(
  polar: PolarClient,
  organizationId: string,
): Promise<models.Subscription[]> {
  const sorting: models.SubscriptionSortProperty[] = ["-started_at"];
  const { items: meant } = await polar.subscriptions.list({
    metadata: { organizationId },
    limit,
    sorting,
  });
  const { items: named } = await polar.subscriptions.list({
    external_customer_id: organizationId,
    limit,
    sorting,
  });
  const found = new Map([...meant, ...named].map((one) => [one.id, one]));
  return [...found.values()].filter((one) => purchaserOf(one) === organizationId);
}

/** Whose purchase a checkout or a subscription of Polar is, in our own words for it. */
export function purchaserOf(bought: {
  metadata: models.MetadataOutputType;
  customer?: { external_id?: string | null };
  external_customer_id?: string | null;
}): string | null {
  const { organizationId } = bought.metadata;
  return organizationOf([typeof organizationId === "string" ? { organizationId } : null], {
    external_id: bought.customer?.external_id ?? bought.external_customer_id ?? null,
  });
}
