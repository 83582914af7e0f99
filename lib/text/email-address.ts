/** An email address that mail can go to. */
export interface EmailAddress {
  /**
   * As it was typed, in normalization form C, without the spaces around it. Its domain has the full
   * stops and no invisible characters (UTS 46 maps both), so it can be shown.
   */
  address: string;
  /**
   * What two addresses are compared by: the local part in lower case, the domain as an A-label.
   * RFC 5321 lets upper case mean another mailbox, and no provider does. `+tags` are kept, because a
   * tag may name another mailbox.
   */
  key: string;
  /** What mail goes to: the local part as it was typed, the domain as an A-label (RFC 5890). */
  recipient: string;
  /** Whether the local part is not ASCII, so that only a server with SMTPUTF8 takes it (RFC 6531). */
  needsSmtputf8: boolean;
}

/** Why a text is no address. */
export type EmailAddressProblem =
  | "missing"
  /** Not `local@domain`, two addresses, or a name around it. */
  | "malformed"
  /** Characters that cannot be seen, before the `@`. After it they mean nothing and are left out. */
  | "invisible"
  /** Longer than RFC 5321 allows: 64 octets before the `@`, 254 in all. */
  | "too_long"
  /** No domain name: an IP address, a single label, or a label of over 63 octets. */
  | "no_domain";

// RFC 5322 atext, and what RFC 6531 adds to it. Quoted local parts are refused: forms and programs
// disagree about them, and hardly anybody has one.
const atom = "[\\p{L}\\p{N}\\p{M}!#$%&'*+/=?^_`{|}~-]+";
const localPart = new RegExp(`^${atom}(\\.${atom})*$`, "u");
const isInvisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const encoder = new TextEncoder();
const octets = (text: string): number => encoder.encode(text).length;

/** Reads one address, as a person typed it or a file has it. */
export function readEmailAddress(typed: string): EmailAddress | EmailAddressProblem {
  const text = typed.normalize("NFC").trim();
  if (text === "") return "missing";
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  if (at < 1) return "malformed";
  if (isInvisible.test(local)) return "invisible";
  if (!localPart.test(local)) return "malformed";
  const shown = tidyDomain(text.slice(at + 1));
  const domain = asciiDomain(shown);
  if (domain === undefined) return "no_domain";
  const recipient = `${local}@${domain}`;
  if (octets(local) > 64 || octets(recipient) > 254) return "too_long";
  return {
    address: `${local}@${shown}`,
    key: `${local.toLowerCase()}@${domain}`,
    recipient,
    needsSmtputf8: octets(local) > local.length,
  };
}

/** A domain with full stops as such, and without what UTS 46 leaves out. */
const tidyDomain = (domain: string): string =>
  domain
    .replace(/[\u3002\uff0e\uff61]/g, ".")
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "");

/** A domain in A-labels and lower case; undefined when it is not a domain name with two labels. */
function asciiDomain(domain: string): string | undefined {
  // URL would cut these off, or decode them.
  if (/[\p{Cc}\s/\\?#%:@[\]]/u.test(domain)) return undefined;
  const url = URL.parse(`http://${domain}`);
  const labels = url?.hostname.split(".") ?? [];
  const isName = labels.length > 1 && labels.every((one) => label.test(one));
  // A name that ends in a number is an IP address, to URL and to mail servers.
  return isName && !/^\d/.test(labels.at(-1) ?? "") ? labels.join(".") : undefined;
}
