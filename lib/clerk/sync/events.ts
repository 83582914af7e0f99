import * as z from "zod/mini";
import { identifierText, keyText, storableText } from "#lib/webhooks/text.ts";

// What we keep of Clerk's objects, read from what it sends, whatever else is in it.

/** A moment in milliseconds, which some of Clerk's examples send in seconds. */
const milliseconds = z.pipe(
  z.number().check(z.gte(0), z.lte(8_640_000_000_000)),
  z.transform((value) => Math.trunc(value < 100_000_000_000 ? value * 1_000 : value)),
);

const optionalText = z.nullish(storableText);

const clocks = { created_at: z.nullish(milliseconds), updated_at: z.nullish(milliseconds) };
const names = { first_name: optionalText, last_name: optionalText, image_url: optionalText };

const emailAddress = z.object({
  id: z.string(),
  email_address: keyText,
  verification: z.nullish(z.object({ status: z.nullish(z.string()) })),
});

const phoneNumber = z.object({ id: z.string(), phone_number: optionalText });
const wallet = z.object({ id: z.string(), web3_wallet: optionalText });

/** A deleted one has an id and nothing else. */
const user = z.object({
  id: identifierText,
  ...names,
  username: optionalText,
  primary_email_address_id: z.nullish(z.string()),
  email_addresses: z.nullish(z.array(emailAddress)),
  primary_phone_number_id: z.nullish(z.string()),
  phone_numbers: z.nullish(z.array(phoneNumber)),
  primary_web3_wallet_id: z.nullish(z.string()),
  web3_wallets: z.nullish(z.array(wallet)),
  ...clocks,
});

/** A deleted one has an id and nothing else. */
const organization = z.object({
  id: identifierText,
  name: optionalText,
  slug: z.nullish(keyText),
  created_by: z.nullish(keyText),
  ...clocks,
});

const membership = z.object({
  id: identifierText,
  role: optionalText,
  organization,
  public_user_data: z.object({ user_id: identifierText, identifier: z.nullish(keyText), ...names }),
  ...clocks,
});

const invitation = z.object({
  id: identifierText,
  email_address: identifierText,
  organization_id: identifierText,
  role: optionalText,
  status: optionalText,
  expires_at: z.nullish(milliseconds),
  ...clocks,
});

const eventOf = <Data extends z.core.$ZodType>(data: Data) =>
  z.object({ timestamp: milliseconds, data });

export const userEvent = eventOf(user);
export const organizationEvent = eventOf(organization);
export const membershipEvent = eventOf(membership);
export const invitationEvent = eventOf(invitation);

export type ClerkUser = z.output<typeof user>;
export type ClerkOrganization = z.output<typeof organization>;
export type ClerkMembership = z.output<typeof membership>;
export type ClerkInvitation = z.output<typeof invitation>;
