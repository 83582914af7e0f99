import * as z from "zod/mini";
import { type EmailAddress, readEmailAddress } from "#lib/text/email-address.ts";
import { hashAddress } from "../../address-hash.ts";

const codes = {
  missing: "subscriber_email_missing",
  malformed: "subscriber_email_invalid",
  no_domain: "subscriber_email_invalid",
  invisible: "subscriber_email_invisible",
  too_long: "subscriber_email_too_long",
} as const;

/** Why an address cannot be a subscriber's, as a code; undefined when it can. */
export function addressProblem(typed: string): string | undefined {
  const read = readEmailAddress(typed);
  if (typeof read === "string") return codes[read];
  // Only servers with SMTPUTF8 take it, and ours may not be one.
  return read.needsSmtputf8 ? "subscriber_email_not_ascii" : undefined;
}

/** An address as it was typed; `keptAddress` reads it. */
export const subscriberEmail = z
  .string("subscriber_email_missing")
  .check(
    // Nobody types that much, and each pattern would look at all of it.
    z.maxLength(1_000, { error: "subscriber_email_too_long", abort: true }),
    z.check(({ value, issues }) => {
      const message = addressProblem(value);
      if (message) issues.push({ code: "custom", message, input: value });
    }),
  )
  .register(z.globalRegistry, { format: "idn-email" });

/** What the columns of a subscriber hold of an address. */
export interface KeptAddress {
  /** What addresses are compared by. */
  email: string;
  /** As it was typed; null when that is the same. */
  address: string | null;
  addressHash: string;
}

/** @param typed what `subscriberEmail` took. @throws TypeError for anything else. */
export async function keptAddress(typed: string): Promise<KeptAddress> {
  const read = readEmailAddress(typed);
  if (typeof read === "string") throw new TypeError(`An address that is ${read} was let in`);
  return keptAs(read);
}

/** The same of an address that was read already. */
export async function keptAs({ key, address }: EmailAddress): Promise<KeptAddress> {
  return {
    email: key,
    address: address === key ? null : address,
    addressHash: await hashAddress(key),
  };
}
