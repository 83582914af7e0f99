import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import type { Draw, Quota } from "#lib/quotas/drawing.ts";

const minute = 60;
const hour = 60 * minute;

const quota = (purpose: string, of: number, window: number): Quota => ({
  purpose: `identity: ${purpose}`,
  quota: of,
  window,
});

const signInsFrom = quota("sign-ins from", 5, minute);
const wrongPasswordsFor = quota("wrong passwords for", 20, hour);
const signUpsFrom = quota("sign-ups from", 5, minute);
const manySignUpsFrom = quota("sign-ups in an hour from", 30, hour);
const signUpsWith = quota("sign-ups with", 5, hour);
const ownPasswordsFrom = quota("own passwords from", 5, minute);
const ownPasswordsOf = quota("own passwords of", 20, hour);
const linksAskedFrom = quota("links asked from", 10, 10 * minute);
const linksUsedFrom = quota("links used from", 20, 10 * minute);
const changesAskedBy = quota("changes of address asked by", 5, hour);
const picturesOf = quota("pictures of", 10, 10 * minute);
const mailsTo = quota("mails to", 5, hour);
const mailsInADayTo = quota("mails in a day to", 15, 24 * hour);

/** The network that a visitor is in; null for who is not limited. */
export type Network = string | null;

const of = (value: string | null) => sql`${value}::text`;

/** A guess: by the network, and by the account that it is for, or by the device if that is known there. */
export const signInDraws = (
  network: Network,
  account: { email: string; device: string | null },
) => {
  const { email, device } = account;
  const ofAccount: Draw = device
    ? { ...wrongPasswordsFor, of: of(`device ${device}`) }
    : { ...wrongPasswordsFor, of: of(email), isPrivate: true };
  return [{ ...signInsFrom, of: of(network) }, ...(network ? [ofAccount] : [])];
};

export const signUpDraws = (network: Network, email: string): Draw[] => [
  { ...signUpsFrom, of: of(network) },
  { ...manySignUpsFrom, of: of(network) },
  ...(network ? [{ ...signUpsWith, of: of(email), isPrivate: true }] : []),
];

/** A guess by somebody who is signed in, such as one who found a browser open. */
export const ownPasswordDraws = (network: Network, userId: string): Draw[] => [
  { ...ownPasswordsFrom, of: of(network) },
  { ...ownPasswordsOf, of: of(network && userId) },
];

export const linkUseDraws = (network: Network): Draw[] => [{ ...linksUsedFrom, of: of(network) }];

export const pictureDraws = (network: Network, userId: string): Draw[] => [
  { ...picturesOf, of: of(network && userId) },
];

export const linkAskingDraw = (network: Network): Draw => ({ ...linksAskedFrom, of: of(network) });

export const changeAskingDraw = (network: Network, userId: string): Draw => ({
  ...changesAskedBy,
  of: of(network && userId),
});

/** A mail that somebody else may have caused. @param address an expression; null when none is sent. */
export const mailDraws = (network: Network, address: SQL): Draw[] =>
  [mailsTo, mailsInADayTo].map((limit) => ({
    ...limit,
    of: network ? address : of(null),
    isPrivate: true,
  }));
