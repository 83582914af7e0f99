import { removeExpired } from "#lib/api/retention.ts";
import { refuseStranger } from "#lib/cron/authorize.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { sendAlert } from "#lib/webhooks/alert.ts";
import { removeOldEvents } from "#lib/webhooks/retention.ts";

/** Every day: removes what the inbox has kept long enough, and what the API kept of its callers. */
export async function GET(request: Request): Promise<Response> {
  const refusal = refuseStranger(request);
  if (refusal) return refusal;
  const db = await writeDatabase();
  const expired = await removeExpired(db);
  const result = await removeOldEvents(db);
  console.log(JSON.stringify({ event: "inbox retention", ...result, expired }));
  if (result.parked > 0) await sendAlert({ kind: "parked events removed", count: result.parked });
  return Response.json(result, { headers: { "cache-control": "no-store" } });
}
