import { refuseStranger } from "#lib/cron/authorize.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { purgeOrganizations } from "#lib/organizations/purge.ts";

export const maxDuration = 300;

/** Milliseconds after which it stops where it is; the rest is for what is under way. */
const budget = 240_000;

/** Every day: erases the organizations whose grace is over. What a day has no time for, the next has. */
export async function GET(request: Request): Promise<Response> {
  const refusal = refuseStranger(request);
  if (refusal) return refusal;
  const signal = AbortSignal.timeout(budget);
  const result = await purgeOrganizations(await writeDatabase(), { signal });
  console.log(JSON.stringify({ event: "organizations purged", ...result }));
  return Response.json(result, { headers: { "cache-control": "no-store" } });
}
