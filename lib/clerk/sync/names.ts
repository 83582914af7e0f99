import type { ClerkMembership, ClerkUser } from "./events.ts";

/** The primary address, in lower case as Better Auth keeps it, or null: a person may have none. */
export function primaryEmail(person: ClerkUser): { email: string | null; isVerified: boolean } {
  const primary = person.email_addresses?.find(({ id }) => id === person.primary_email_address_id);
  return {
    email: primary?.email_address.toLowerCase() ?? null,
    isVerified: primary?.verification?.status === "verified",
  };
}

/**
 * What to call a person: their name, else their username. Without either, pages show the primary
 * address; a person who has none is called by what else they sign in with.
 */
export function displayName(person: ClerkUser): string {
  const name = fullName(person) || person.username?.trim();
  if (name || primaryEmail(person).email) return name ?? "";
  return phoneOf(person) || walletOf(person) || person.email_addresses?.[0]?.email_address || "";
}

/** The same of what a membership tells of its person: Clerk's identifier may be any of these. */
export function memberIdentity({ identifier, ...names }: ClerkMembership["public_user_data"]): {
  name: string;
  email: string | null;
} {
  const isAddress = identifier?.includes("@") ?? false;
  const name = fullName(names) || (isAddress ? "" : (identifier?.trim() ?? ""));
  return { name, email: isAddress ? (identifier?.toLowerCase() ?? null) : null };
}

const phoneOf = ({ phone_numbers: all, primary_phone_number_id: primary }: ClerkUser) =>
  (all?.find(({ id }) => id === primary) ?? all?.[0])?.phone_number;

const walletOf = ({ web3_wallets: all, primary_web3_wallet_id: primary }: ClerkUser) =>
  (all?.find(({ id }) => id === primary) ?? all?.[0])?.web3_wallet;

const fullName = ({ first_name: first, last_name: last }: Names) =>
  [first, last]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(" ");

type Names = Pick<ClerkUser, "first_name" | "last_name">;
