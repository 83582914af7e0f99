import type { Reply } from "./record.ts";

/** A request as it came, of whoever. */
export interface Delivery {
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/** What a request turned out to be. */
export type Opened =
  | { kind: "reply"; reply: Reply }
  /** Signed, and nothing that counts: a delivery, a delay, an out-of-office note. */
  | { kind: "ignored" }
  /** Signed, and about a mail that is none of ours. */
  | { kind: "unknown" }
  /** Not signed by the sender that it claims. */
  | { kind: "forged" }
  /** Signed, and not in the shape of this address. */
  | { kind: "unreadable" };

/**
 * Reads what one kind of sender posts.
 * @param secrets of the variable of this sender, at least one.
 */
export type Adapter = (delivery: Delivery, secrets: readonly string[]) => Promise<Opened>;

/** How much is kept of what the other mail server said. */
const saidLimit = 500;

/** A text of a stranger's as it can be kept; null when there is none. */
export const saidText = (text: string | null | undefined): string | null =>
  text?.replaceAll("\0", "").toWellFormed().trim().slice(0, saidLimit).toWellFormed() || null;

/** The JSON in a body; undefined when it holds none. */
export function jsonOf(body: Uint8Array | string): unknown {
  try {
    return JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** Headers as providers list them: `[{ name, value }]`, or an object. Their names are in small letters. */
export function headersOf(listed: unknown): ReadonlyMap<string, string> {
  const pairs: [unknown, unknown][] = Array.isArray(listed)
    ? listed.map((one: unknown) =>
        typeof one === "object" && one !== null && "name" in one && "value" in one
          ? [one.name, one.value]
          : [null, null],
      )
    : Object.entries(listed ?? {});
  return new Map(
    pairs.flatMap(([name, value]) =>
      typeof name === "string" && typeof value === "string"
        ? [[name.toLowerCase(), value] as const]
        : [],
    ),
  );
}
