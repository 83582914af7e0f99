import { writeDatabase } from "#lib/db/node.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { receive, type Signing } from "#lib/webhooks/receive.ts";
import type { Recorder } from "#lib/webhooks/replay.ts";
import type { AnyProviderName } from "./names.ts";
import { recorders, replay } from "./replay.ts";

/** Answers a webhook of a provider, whose room says how it is signed. */
export function receiveFrom(provider: AnyProviderName, signing: Signing, request: Request) {
  const record: Recorder | undefined = recorders[provider];
  if (!record) throw new Error(`Nothing records what ${provider} sends`);
  return receive(request, {
    ...signing,
    provider,
    record,
    replay,
    database: writeDatabase,
    after: afterAnswer,
  });
}
