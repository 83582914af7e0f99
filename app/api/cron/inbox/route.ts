import { removeExpired } from "#lib/api/retention.ts";
import { answerParts } from "#lib/cron/parts.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { refuseStranger } from "#lib/http/cron.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { sendAlert } from "#lib/webhooks/alert.ts";
import { removeOldEvents } from "#lib/webhooks/retention.ts";

/** Every day: removes what the inbox has kept long enough, and what the API kept of its callers. */
export async function GET(request: Request): Promise<Response> {
  const refusal = refuseStranger(request);
  if (refusal) return refusal;
  const db = await writeDatabase();
  return answerParts("inbox retention", {
    api: async () => ({ expired: await removeExpired(db) }),
    inbox: async () => {
      const removed = await removeOldEvents(db);
      const { parked: count } = removed;
      if (count > 0) await sendAlert({ kind: "parked events removed", count });
      return removed;
    },
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
