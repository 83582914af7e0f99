import type { SQL } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";
import type { campaignNamed } from "../campaigns/campaign.ts";
import { lacksPostalAddress, unwritten } from "../campaigns/readiness.ts";
import type { campaigns } from "../schema.ts";

/** Whether a step may be sent: it is written, and its organization has a postal address. */
export const isReady = (step: typeof campaigns | ReturnType<typeof campaignNamed>): SQL => sql`(
  case ${unwritten(step)} else '' end = '' and not ${lacksPostalAddress(step.organizationId)}
)`;
