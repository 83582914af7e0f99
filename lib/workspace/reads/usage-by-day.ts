import * as z from "zod/mini";
import { balanced } from "#lib/billing/metering/balance-columns.ts";
import { momentJson } from "#lib/db/moment.ts";
import { rowNamed } from "#lib/db/row.ts";
import { listOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { tenant } from "#lib/organizations/tenant.ts";

const day = rowNamed("day", { starts: momentJson, credits: z.number() });

/** The credits used on each day (UTC) of the period until today, those without use among them. */
export const usageByDay = listOf(shape({ day: day.starts, credits: day.credits }), {
  from: sql`usage_by_calendar(${tenant.organizationId}, 'day', ${balanced.periodStart}) as day`,
  order: sql`${day.starts}`,
});
