export interface UserChoice {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  createdAt: Date;
  updatedAt: Date;
}

/** A person as Clerk's webhooks send them: one verified address and a password. */
export function clerkUser({ id, firstName, lastName, email, createdAt, updatedAt }: UserChoice) {
  const addressId = `idn_${id}`;
  return {
    object: "user",
    id,
    first_name: firstName,
    last_name: lastName,
    username: null,
    image_url: "",
    has_image: false,
    primary_email_address_id: addressId,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    email_addresses: [
      {
        object: "email_address",
        id: addressId,
        email_address: email,
        reserved: false,
        linked_to: [],
        verification: { status: "verified", strategy: "email_code", attempts: 1, expire_at: null },
        created_at: createdAt.getTime(),
        updated_at: updatedAt.getTime(),
      },
    ],
    phone_numbers: [],
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
    created_at: createdAt.getTime(),
    updated_at: updatedAt.getTime(),
  };
}

/** What Clerk sends when a person has been deleted: nothing of theirs. */
export function deletedClerkUser(id: string) {
  return { object: "user", id, deleted: true };
}
