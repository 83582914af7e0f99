import { timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { sha256 } from "#lib/text/sha256.ts";
import { type Adapter, headersOf, jsonOf, saidText } from "./adapter.ts";
import { namedMail, postmarkKeys } from "./mark.ts";
import type { Happened } from "./record.ts";

const text = z.optional(z.nullable(z.string()));

const event = z.object({
  RecordType: text,
  Type: text,
  ID: z.optional(z.union([z.number(), z.string()])),
  Details: text,
  Metadata: z.optional(z.unknown()),
});

/** Kinds of bounces that say something of the address. The others are a delay, a policy, or no bounce. */
const kinds: Readonly<Record<string, Happened>> = {
  HardBounce: "hard",
  BadEmailAddress: "hard",
  SoftBounce: "soft",
  DnsError: "soft",
  Unknown: "soft",
  SpamComplaint: "complained",
};

/**
 * Events of Postmark, which signs nothing: it sends a user and a password that stand in the address that it was
 * given. https://postmarkapp.com/developer/webhooks/bounce-webhook
 */
export const openPostmark: Adapter = async ({ headers, body }, secrets) => {
  if (!(await isKnown(headers.get("authorization"), secrets))) return { kind: "forged" };
  const found = event.safeParse(jsonOf(body));
  if (!found.success) return { kind: "unreadable" };
  const { RecordType, Type, ID, Details, Metadata } = found.data;
  if (RecordType && !["Bounce", "SpamComplaint"].includes(RecordType)) return { kind: "ignored" };
  if (!Type || ID === undefined || !/^[\x21-\x7e]{1,200}$/.test(String(ID))) {
    return { kind: "unreadable" };
  }
  const happened = Object.hasOwn(kinds, Type) ? kinds[Type] : undefined;
  if (!happened) return { kind: "ignored" };
  const metadata = headersOf(Metadata);
  const mail = await namedMail({ mark: postmarkKeys.map((key) => metadata.get(key)).join("") });
  if (!mail) return { kind: "unknown" };
  const said = happened === "complained" ? null : saidText(Details);
  return { kind: "reply", reply: { eventId: String(ID), happened, said, mail } };
};

/** In the same time whatever was sent, and however long it is. */
async function isKnown(authorization: string | null, secrets: readonly string[]): Promise<boolean> {
  const [, encoded = ""] = /^Basic\s+([\w+/=-]+)$/i.exec(authorization ?? "") ?? [];
  const given = await digest(Buffer.from(encoded, "base64").toString());
  const known = await Promise.all(secrets.map(digest));
  return known.map((one) => timingSafeEqual(one, given)).includes(true);
}

const digest = async (secret: string) => Buffer.from(await sha256(secret), "hex");
