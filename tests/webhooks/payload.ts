import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Delivery } from "#lib/webhooks/inbox.ts";
import type { Envelope } from "#lib/webhooks/receive.ts";

/** A captured body, from tests/payloads. */
export function payload(name: string): Envelope {
  return JSON.parse(readFileSync(new URL(`../payloads/${name}.json`, import.meta.url), "utf8"));
}

/** What the receiver hands on after it has verified an event. */
export function delivery(
  provider: Delivery["provider"],
  envelope: Envelope,
  id = `msg_${randomUUID()}`,
): [Delivery, Envelope] {
  return [{ provider, id, type: envelope.type, body: JSON.stringify(envelope) }, envelope];
}
