import { webhooks } from "@polar-sh/sdk/2026-10";
import { writeDatabase } from "#lib/db/node.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { replay } from "#lib/integrations/replay.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { receive } from "#lib/webhooks/receive.ts";

export const POST = (request: Request) =>
  receive(request, {
    provider: "polar",
    secrets: getEnvironment().POLAR_WEBHOOK_SECRET,
    verify,
    database: writeDatabase,
    replay,
    after: afterAnswer,
    record: recordPolarEvent,
  });

/** Polar's SDK also refuses what it cannot parse and types it does not know; those are signed, though. */
async function verify(body: string, headers: Headers, secret: string): Promise<void> {
  try {
    await webhooks.validateEvent(body, Object.fromEntries(headers), secret);
  } catch (error) {
    if (error instanceof webhooks.PolarWebhookVerificationError) throw error;
  }
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
