import { refuseStranger } from "#lib/cron/authorize.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { sendAlert } from "#lib/webhooks/alert.ts";
import { removeOldEvents } from "#lib/webhooks/retention.ts";

/** Every day: removes from the inbox what it has kept long enough. */
export async function GET(request: Request): Promise<Response> {
  const refusal = refuseStranger(request);
  if (refusal) return refusal;
  const result = await removeOldEvents(await writeDatabase());
  console.log(JSON.stringify({ event: "inbox retention", ...result }));
  if (result.parked > 0) await sendAlert({ kind: "parked events removed", count: result.parked });
  return Response.json(result, { headers: { "cache-control": "no-store" } });
}
