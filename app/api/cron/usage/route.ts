import { sealUsageHours } from "#lib/billing/metering/seal.ts";
import { refuseStranger } from "#lib/cron/authorize.ts";
import { writeDatabase } from "#lib/db/node.ts";

export const maxDuration = 300;

/** Milliseconds after which it stops where it is; the next one goes on. */
const budget = 240_000;

/** Seals the hours of use that have ended. As often as one likes, and however many at once. */
export async function GET(request: Request): Promise<Response> {
  const refusal = refuseStranger(request);
  if (refusal) return refusal;
  const signal = AbortSignal.timeout(budget);
  const result = await sealUsageHours(await writeDatabase(), { signal });
  console.log(JSON.stringify({ event: "usage sealed", ...result }));
  return Response.json(result, { headers: { "cache-control": "no-store" } });
}
