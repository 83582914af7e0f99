import * as z from "zod/mini";

/** The one mail server of a deployment, as its bucket and slots are named. */
export const provider = "smtp";

/** How fast the mail server may be used, by all senders together. */
export interface Limits {
  /** Mails a second. */
  rate: number;
  /** Mails a day, by UTC; null for any number. */
  daily: number | null;
  /** Senders at once, and connections of each. */
  senders: number;
  connections: number;
}

const numbers = z.object({
  NEWSLETTER_RATE: z._default(z.coerce.number(), 14),
  NEWSLETTER_DAILY_LIMIT: z.optional(z.coerce.number()),
});

/** The limits that the environment says. The start of a server has checked them. */
export function sendingLimits(variables: Record<string, string | undefined> = process.env): Limits {
  const { NEWSLETTER_RATE, NEWSLETTER_DAILY_LIMIT } = numbers.parse({
    NEWSLETTER_RATE: variables.NEWSLETTER_RATE || undefined,
    NEWSLETTER_DAILY_LIMIT: variables.NEWSLETTER_DAILY_LIMIT || undefined,
  });
  return {
    rate: NEWSLETTER_RATE,
    daily: NEWSLETTER_DAILY_LIMIT ?? null,
    senders: 4,
    connections: 5,
  };
}

/** Seconds for which a claimed mail belongs to one sender. */
export const leaseSeconds = 180;

/** Milliseconds that one mail may take on its connection: then the connection is closed. */
export const mailLimit = 60_000;

/**
 * Seconds of the lease that have to be left when a mail is begun: more than it may take, so that nobody
 * else has it while it is on its way.
 */
export const leaseNeeded = 90;

/** Seconds for which a slot is kept after each claim. */
export const slotSeconds = 60;

/** How often a mail may be uncertain and is sent again by itself. Then an owner decides. */
export const resendLimit = 2;
