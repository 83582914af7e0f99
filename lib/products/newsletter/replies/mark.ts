import { hashAddress } from "../address-hash.ts";
import { readToken, signToken } from "../signed.ts";
import { secretsOf } from "./secrets.ts";

/** The header in which each mail of a campaign says whose it is: mail servers return it with a bounce. */
export const markHeader = "X-Newsletter-Mail";

/** Where Postmark hands the same on: its events tell no header. A value there has at most 80 characters. */
export const postmarkKeys = ["mail-1", "mail-2"];
const postmarkLimit = 80;

/** What a bounce or a complaint says of the mail that it is about. */
export type NamedMail = MailById | MailByTime;

export interface MailById {
  /** Of its row in `campaign_sends`. */
  id: string;
  /** Null where no mark of ours says it: then the mail has to be there still. */
  organizationId: string | null;
  /** `hashAddress` of what it was sent to; null where no mark of ours says it. */
  addressHash: string | null;
}

/** Of a provider that returns nothing of the mail: there must be one alone, in all organizations. */
export interface MailByTime {
  id: null;
  organizationId: null;
  addressHash: string;
  /** When the provider had taken it. */
  takenAt: Date;
}

/** What `markHeader` says. Signed, so that it proves the organization and the address of a mail that is gone. */
export async function signMark(mail: {
  id: string;
  organizationId: string;
  email: string;
}): Promise<string> {
  const hash = await hashAddress(mail.email);
  const ids = [mail.organizationId, mail.id, hash.slice(0, 32), hash.slice(32)];
  return signToken("mail", { ids });
}

/** The headers by which a mail is known when it comes back. */
export async function markHeaders(
  mail: Parameters<typeof signMark>[0],
  isPostmark = secretsOf("NEWSLETTER_POSTMARK_SECRET").length > 0,
): Promise<Record<string, string>> {
  const mark = await signMark(mail);
  const parts = postmarkKeys.map((key, index): [string, string] => [
    `X-PM-Metadata-${key}`,
    mark.slice(index * postmarkLimit, (index + 1) * postmarkLimit),
  ]);
  return { [markHeader]: mark, ...(isPostmark ? Object.fromEntries(parts) : {}) };
}

/**
 * Reads of a returned mail which one it is: by our mark, else by its Message-ID, whose random id only those
 * know who were sent it.
 * @returns null for a mail that is none of ours, as far as that can be told without the database.
 */
export async function namedMail({
  mark,
  messageId,
}: {
  mark?: string | null | undefined;
  messageId?: string | null | undefined;
}): Promise<NamedMail | null> {
  const read = await readToken("mail", mark?.trim() ?? "", 4);
  const [organizationId, id, ...hash] = read?.ids ?? [];
  if (organizationId && id) {
    return { id, organizationId, addressHash: hash.join("").replaceAll("-", "") };
  }
  const [, named] =
    /^\s*<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i.exec(messageId ?? "") ?? [];
  return named ? { id: named.toLowerCase(), organizationId: null, addressHash: null } : null;
}
