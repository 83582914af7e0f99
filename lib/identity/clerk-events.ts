import * as z from "zod/mini";
import { storableText } from "#lib/webhooks/text.ts";

/** A moment in milliseconds, which some of Clerk's examples send in seconds. */
const milliseconds = z.pipe(
  z.number().check(z.gte(0), z.lte(8_640_000_000_000)),
  z.transform((value) => Math.trunc(value < 100_000_000_000 ? value * 1_000 : value)),
);

const optionalText = z.nullish(storableText);

const emailAddress = z.object({
  id: z.string(),
  email_address: storableText,
  verification: z.nullish(z.object({ status: z.nullish(z.string()) })),
});

/** The part of Clerk's `User` that we keep. A deleted one has an id and nothing else. */
export const clerkUser = z.object({
  id: storableText.check(z.minLength(1)),
  first_name: optionalText,
  last_name: optionalText,
  image_url: optionalText,
  primary_email_address_id: z.nullish(z.string()),
  email_addresses: z.nullish(z.array(emailAddress)),
  created_at: z.nullish(milliseconds),
  updated_at: z.nullish(milliseconds),
});

export type ClerkUser = z.output<typeof clerkUser>;

export const userEvent = z.object({ timestamp: milliseconds, data: clerkUser });

/** The primary address, in lower case as Better Auth keeps it, or null: a person may have none. */
export function primaryEmail(user: ClerkUser): { email: string | null; isVerified: boolean } {
  const primary = user.email_addresses?.find(({ id }) => id === user.primary_email_address_id);
  return {
    email: primary?.email_address.toLowerCase() ?? null,
    isVerified: primary?.verification?.status === "verified",
  };
}

export function fullName({ first_name, last_name }: ClerkUser): string {
  return [first_name, last_name].filter(Boolean).join(" ");
}

/** At the same millisecond, what was created was then updated, and what was deleted stays deleted. */
export function rankOf(type: string): number {
  if (type.endsWith(".created")) return 0;
  return type.endsWith(".deleted") ? 2 : 1;
}
