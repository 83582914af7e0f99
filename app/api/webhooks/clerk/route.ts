import { Webhook } from "svix";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { replay } from "#lib/integrations/replay.ts";
import { receive } from "#lib/webhooks/receive.ts";

export const POST = (request: Request) =>
  receive(request, {
    provider: "clerk",
    secrets: getEnvironment().CLERK_WEBHOOK_SIGNING_SECRET,
    verify,
    database: writeDatabase,
    replay,
    after: afterAnswer,
    record: recordClerkEvent,
  });

async function verify(body: string, headers: Headers, secret: string): Promise<void> {
  new Webhook(secret).verify(body, Object.fromEntries(headers));
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
