import { identitySources } from "#integrations/reconcile.ts";
import { endpoint } from "#lib/db/endpoints.ts";
import { refuseStranger } from "#lib/http/cron.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { replay } from "#lib/integrations/replay.ts";
import { polarSource } from "#lib/polar/reconcile/source.ts";
import { reconcile } from "#lib/webhooks/reconcile/reconcile.ts";
import { configuredSources, sourcesOf } from "#lib/webhooks/reconcile/sources.ts";

export const maxDuration = 300;

/** Milliseconds after which it stops where it is; the rest is for what is under way. */
const budget = 240_000;

/** Every day: compares with Clerk and Polar. What a day has no time for, the next one goes on with. */
export async function GET(request: Request): Promise<Response> {
  const refusal = refuseStranger(request);
  if (refusal) return refusal;
  const signal = AbortSignal.timeout(budget);
  const say = (line: string) => {
    console.log(JSON.stringify({ event: "reconcile", line }));
  };
  const sources = sourcesOf(
    configuredSources([...identitySources, polarSource], process.env, { signal, say }),
  );
  const databaseUrl = endpoint("pooled");
  const { isFailed, ...report } = await reconcile({
    databaseUrl,
    sources,
    replay,
    signal,
    say,
  });
  const status = isFailed ? 502 : 200;
  return Response.json(report, { status, headers: { "cache-control": "private, no-store" } });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
