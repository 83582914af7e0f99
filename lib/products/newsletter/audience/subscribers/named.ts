import { sql } from "#lib/db/sql.ts";

/** For `audited`. No address and no name: the trail outlives an erasure. */
export const ofSubscriber = {
  targetType: "subscriber" as const,
  organizationId: sql`organization_id`,
  targetId: sql`id`,
};
