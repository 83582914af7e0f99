import { randomUUID } from "node:crypto";
import { Webhook } from "svix";
import type { HeaderPrefix } from "#lib/webhooks/signed-headers.ts";

export interface Signed {
  headers: Record<string, string>;
  body: string;
}

/** Signs an event as its provider does: both follow Standard Webhooks, under names of their own. */
export function signEvent(
  provider: string,
  event: object,
  secret: string,
  options?: SignOptions,
): Signed {
  return signText(provider, JSON.stringify(event), secret, options);
}

interface SignOptions {
  id?: string;
  at?: Date;
}

/** Svix, which sends for Clerk, has a name of its own for the headers. */
const prefixes: Record<string, HeaderPrefix> = { clerk: "svix" };

/** How the headers of a provider begin. */
export const headerPrefix = (provider: string): HeaderPrefix => prefixes[provider] ?? "webhook";

/** Signs a body as it is, an event or not. */
export function signText(
  provider: string,
  body: string,
  secret: string,
  { id = `msg_${randomUUID()}`, at = new Date() }: SignOptions = {},
): Signed {
  const prefix = headerPrefix(provider);
  return {
    body,
    headers: {
      "content-type": "application/json",
      [`${prefix}-id`]: id,
      [`${prefix}-timestamp`]: String(Math.floor(at.getTime() / 1_000)),
      [`${prefix}-signature`]: new Webhook(secret).sign(id, at, body),
    },
  };
}

/** Sends a signed event to the running app. */
export function sendEvent(
  appUrl: string,
  provider: string,
  { headers, body }: Signed,
  signal?: AbortSignal,
): Promise<Response> {
  const url = new URL(`/api/webhooks/${provider}`, appUrl);
  return fetch(url, { method: "POST", headers, body, ...(signal ? { signal } : {}) });
}
