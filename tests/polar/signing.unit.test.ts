import { webhooks } from "@polar-sh/sdk/2026-10";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { verifyPolarSignature } from "#lib/polar/signing.ts";

const body = JSON.stringify({ type: "order.paid", data: { name: "Zoë" } });
const now = Math.floor(Date.now() / 1_000);

const raw = (secret: string) => new Webhook(new TextEncoder().encode(secret), { format: "raw" });

interface Delivery {
  secret: string;
  signer: Webhook;
  at?: number;
  id?: string;
  sent?: string;
  signature?: (signature: string) => string;
}

function delivery({ signer, at = now, id = "event", sent = body, signature }: Delivery) {
  const made = signer.sign("event", new Date(at * 1_000), body);
  const headers = new Headers({
    "webhook-id": id,
    "webhook-timestamp": String(at),
    "webhook-signature": signature ? signature(made) : made,
  });
  return { body: sent, headers };
}

const polars = "polar_whs_0123456789";
const standard = "whsec_bG9jYWwtcG9sYXItd2ViaG9vay1zZWNyZXQtMDE=";
const bare = "bG9jYWwtcG9sYXItd2ViaG9vay1zZWNyZXQtMDE=";

test.each<[what: string, isTaken: boolean, of: Delivery]>([
  ["a secret of Polar's", true, { secret: polars, signer: raw(polars) }],
  ["a secret as the standard has it", true, { secret: standard, signer: new Webhook(standard) }],
  ["the same as it is", true, { secret: standard, signer: raw(standard) }],
  ["a secret in base64 without its beginning", true, { secret: bare, signer: new Webhook(bare) }],
  ["another secret", false, { secret: polars, signer: raw("polar_whs_another") }],
  ["another id", false, { secret: polars, signer: raw(polars), id: "other" }],
  ["another body", false, { secret: polars, signer: raw(polars), sent: "{}" }],
  ["too long ago", false, { secret: polars, signer: raw(polars), at: now - 400 }],
  ["too far ahead", false, { secret: polars, signer: raw(polars), at: now + 400 }],
  [
    "two signatures, the second of which is right",
    true,
    { secret: polars, signer: raw(polars), signature: (made) => `v1,AAAA v2,x ${made}` },
  ],
  ["no signature", false, { secret: polars, signer: raw(polars), signature: () => "" }],
])("%s is taken as Polar's SDK takes it: %s", async (_, isTaken, of) => {
  const { body: sent, headers } = delivery(of);
  const bySdk = await webhooks.validateEvent(sent, Object.fromEntries(headers), of.secret).then(
    () => true,
    (error: unknown) => !(error instanceof webhooks.PolarWebhookVerificationError),
  );
  const byUs = await verifyPolarSignature(sent, headers, of.secret).then(
    () => true,
    () => false,
  );
  expect([byUs, bySdk]).toEqual([isTaken, isTaken]);
});
