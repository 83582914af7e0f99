import { alias } from "drizzle-orm/pg-core";
import * as z from "zod/mini";
import { findUser } from "#identity/session.ts";
import { apiUsage } from "#lib/billing/metering/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { readOne } from "#lib/db/read.ts";
import { rowsOf } from "#lib/db/row.ts";
import { field, listOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { dayInQuery } from "#lib/forms/query.ts";
import { commonRefusals as refusals } from "#lib/forms/refusals.ts";
import { csvResponse, toCsv } from "#lib/http/csv.ts";
import { failed } from "#lib/http/failure.ts";
import { problem, unauthenticated } from "#lib/http/problem.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { apiKeys } from "#lib/organizations/schema.ts";
import { inTenant, scopeOf } from "#lib/organizations/tenant.ts";

const usage = alias(apiUsage, "used");
const key = alias(apiKeys, "key");

const days = rowsOf({
  day: field(
    z.string(),
    sql`(date_trunc('day', ${usage.createdAt}, 'UTC') at time zone 'UTC')::date::text`,
  ),
  key: field(z.string(), sql`coalesce(${key.name}, ${usage.apiKeyId}, '')`),
  prefix: field(z.string(), sql`coalesce(${key.prefix}, '')`),
  calls: field(z.number(), sql`count(*)`),
  credits: field(z.number(), sql`sum(${usage.creditsUsed})::bigint`),
});
const { day, ...rest } = days.of("days");

const used = shape({
  days: listOf(shape({ day, ...rest }), {
    from: sql`days`,
    order: sql`${day}, ${rest.credits} desc, ${rest.prefix}`,
  }),
});

/** Days in UTC, the last among them; without them, the last 12 months. */
export const usageQuery = z.object({ from: dayInQuery, to: dayInQuery });

/**
 * What was used on each day (UTC) by each API key, as CSV.
 * @returns null when the scope finds no organization.
 */
export async function exportUsage(
  db: Database,
  scope: Scope,
  { from, to }: z.output<typeof usageQuery>,
): Promise<string | null> {
  const found = await readOne(db, used, {
    with: sql`${scopeOf(scope)},
    days as (
      select ${days.columns}
      from ${apiUsage} as ${usage}
      left join ${apiKeys} as ${key} on ${key.id}::text = ${usage.apiKeyId}
        and ${key.organizationId} = ${usage.organizationId}
      where ${inTenant(usage.organizationId)}
        and ${usage.createdAt} >= coalesce(
          ${from ?? null}::date::timestamp at time zone 'UTC', now() - interval '12 months')
        and ${usage.createdAt} < coalesce(
          (${to ?? null}::date + 1)::timestamp at time zone 'UTC', 'infinity')
      group by 1, 2, 3
    )`,
    from: sql`scope`,
  });
  if (!found) return null;
  return toCsv(found.days, [
    { key: "day", header: "day" },
    { key: "key", header: "api_key" },
    { key: "prefix", header: "prefix" },
    { key: "calls", header: "calls" },
    { key: "credits", header: "credits" },
  ]);
}

/** `GET /api/v1/organizations/[slug]/usage.csv?from=&to=`, for members. */
export async function getUsageCsv(request: Request, slug: string): Promise<Response> {
  try {
    const db = await writeDatabase();
    const user = await findUser(request.headers, db);
    if (!user) return unauthenticated();
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const csv = await exportUsage(db, { userId: user.id, slug }, usageQuery.parse(query));
    const { status, message } = refusals.not_found;
    if (csv === null) return problem(status, "not_found", message);
    return csvResponse("usage", slug, csv);
  } catch (error) {
    return failed("export_failed", error);
  }
}
