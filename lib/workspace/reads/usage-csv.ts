import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { findUser } from "#identity/session.ts";
import { apiUsage } from "#lib/billing/schema.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { dayInQuery } from "#lib/forms/query.ts";
import { csvResponse, toCsv } from "#lib/http/csv.ts";
import { failed } from "#lib/http/failure.ts";
import { problem, unauthenticated } from "#lib/http/problem.ts";
import { refusals } from "#lib/organizations/refusals.ts";
import { apiKeys, organizations } from "#lib/organizations/schema.ts";
import { type Scope, scoped } from "#lib/organizations/scope.ts";

const used = z.array(
  z.object({
    day: z.string(),
    key: z.string(),
    prefix: z.string(),
    calls: z.number(),
    credits: z.number(),
  }),
);

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
  const statement = sql`
    select coalesce((
      select json_agg(json_build_object(
        'day', day, 'key', name, 'prefix', prefix, 'calls', calls, 'credits', credits
      ) order by day, credits desc, prefix)
      from (
        select (date_trunc('day', used.created_at, 'UTC') at time zone 'UTC')::date::text as day,
          coalesce(key.name, used.api_key_id, '') as name, coalesce(key.prefix, '') as prefix,
          count(*) as calls, sum(credits_used)::bigint as credits
        from ${apiUsage} as used
        left join ${apiKeys} as key on key.id::text = used.api_key_id
          and key.organization_id = used.organization_id
        where used.organization_id = tenant.id
          and used.created_at >= coalesce(
            ${from ?? null}::date::timestamp at time zone 'UTC', now() - interval '12 months')
          and used.created_at < coalesce(
            (${to ?? null}::date + 1)::timestamp at time zone 'UTC', 'infinity')
        group by 1, 2, 3
      ) as days
    ), '[]') as used
    from (select ${organizations.id} from ${scoped(scope)}) as tenant`;
  const [found] = await rows(db, statement, (row) => used.parse(row.used));
  if (!found) return null;
  return toCsv(found, [
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
