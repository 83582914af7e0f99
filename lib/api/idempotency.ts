import type { Caller } from "#lib/organizations/actor.ts";
import { sha256 } from "#lib/text/sha256.ts";
import type { IdempotentRequest } from "./admission.ts";

/** 1 to 255 visible characters, bare or in the quotes that the draft of the header asks for. */
export const wholeKey = /^(?:"([\x21\x23-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/;

/**
 * What the `Idempotency-Key` of a request stands for: this caller, this method and path, this key.
 * @returns undefined without one, null when it is none.
 */
export async function idempotencyOf(
  request: Request,
  caller: Caller,
  body: string,
): Promise<IdempotentRequest | undefined | null> {
  const header = request.headers.get("idempotency-key");
  if (header === null) return undefined;
  const [, quoted, bare] = wholeKey.exec(header.trim()) ?? [];
  const key = quoted ?? bare;
  if (!key) return null;
  const who = caller.key ? ["key", caller.key.hash] : ["person", caller.userId];
  const what = [request.method, new URL(request.url).pathname];
  return {
    id: await sha256(JSON.stringify([...who, ...what, key])),
    fingerprint: await sha256(body),
  };
}

/** An id for what a request makes: the same whenever the same request is sent again. */
export function newIdOf(idempotency: IdempotentRequest | undefined): string {
  if (!idempotency) return crypto.randomUUID();
  const hex = idempotency.id;
  // A version 8 UUID (RFC 9562): of one's own making.
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
