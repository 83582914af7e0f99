import { getEnvironment } from "#lib/env/environment.ts";
import { readEmailAddress } from "#lib/text/email-address.ts";
import { hashAddress } from "../address-hash.ts";
import type { MailByTime } from "./mark.ts";

/** What a provider says of a mail whose headers it does not tell. */
interface Told {
  from: string | null | undefined;
  /** The recipient, or a list of them. */
  to: unknown;
  takenAt: string | null | undefined;
}

/**
 * A mail by whom it went to and when. Only the provider's own signature makes it good enough: a report of a
 * stranger's is not believed about an address.
 * @returns null for a mail to several, or from another address than ours.
 */
export async function mailByTime({ from, to, takenAt }: Told): Promise<MailByTime | null> {
  const [recipient, ...others] = [to].flat();
  const address = typeof recipient === "string" ? readEmailAddress(recipient) : "missing";
  const time = new Date(takenAt ?? "");
  if (typeof address === "string" || others.length > 0 || Number.isNaN(time.getTime())) return null;
  const ours = getEnvironment().MAIL_FROM?.address.toLowerCase();
  const sender = from?.toLowerCase().split(" ").at(-1) ?? "";
  if (!ours || ![ours, `<${ours}>`].includes(sender)) return null;
  const addressHash = await hashAddress(address.key);
  return { id: null, organizationId: null, addressHash, takenAt: time };
}
