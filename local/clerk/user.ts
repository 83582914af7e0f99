export interface UserChoice {
  id: string;
  firstName: string;
  lastName: string;
  /** Null for somebody who signs in with something else. */
  email: string | null;
  username?: string | null | undefined;
  phone?: string | null | undefined;
  createdAt: Date;
  updatedAt: Date;
}

/** A person as Clerk's webhooks send them: a password, and what they sign in with, verified. */
export function clerkUser(choice: UserChoice) {
  const { id, firstName, lastName, email, username = null, phone = null } = choice;
  const { createdAt, updatedAt } = choice;
  const addressId = `idn_${id}`;
  const phoneId = `idn_${id}_phone`;
  const verification = { status: "verified", strategy: "code", attempts: 1, expire_at: null };
  const clocks = { created_at: createdAt.getTime(), updated_at: updatedAt.getTime() };
  const identification = { reserved: false, linked_to: [], verification, ...clocks };
  return {
    object: "user",
    id,
    first_name: firstName,
    last_name: lastName,
    username,
    image_url: "",
    has_image: false,
    primary_email_address_id: email === null ? null : addressId,
    primary_phone_number_id: phone === null ? null : phoneId,
    primary_web3_wallet_id: null,
    email_addresses:
      email === null
        ? []
        : [{ object: "email_address", id: addressId, email_address: email, ...identification }],
    phone_numbers:
      phone === null
        ? []
        : [{ object: "phone_number", id: phoneId, phone_number: phone, ...identification }],
    web3_wallets: [],
    external_accounts: [],
    enterprise_accounts: [],
    passkeys: [],
    external_id: null,
    password_enabled: true,
    two_factor_enabled: false,
    totp_enabled: false,
    backup_code_enabled: false,
    banned: false,
    locked: false,
    public_metadata: {},
    private_metadata: {},
    unsafe_metadata: {},
    last_active_at: updatedAt.getTime(),
    last_sign_in_at: updatedAt.getTime(),
    ...clocks,
  };
}

/** What Clerk shows beside a membership when a person has no name. */
export function identifierOf({
  email_addresses,
  phone_numbers,
  username,
}: ClerkUserObject): string {
  return email_addresses[0]?.email_address ?? phone_numbers[0]?.phone_number ?? username ?? "";
}

export type ClerkUserObject = ReturnType<typeof clerkUser>;

/** What Clerk sends when a person has been deleted: nothing of theirs. */
export function deletedClerkUser(id: string) {
  return { object: "user", id, deleted: true };
}
