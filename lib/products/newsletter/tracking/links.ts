import { fill } from "../content/pieces.ts";
import type { OwnLinks } from "../letter/fill.ts";
import type { FrozenLetter } from "../letter/frozen.ts";
import { type Person, valuesOf } from "../letter/person.ts";
import { readToken, signToken } from "../signed.ts";
import { asHeader, clickPath, longestAddress, openPath } from "./addresses.ts";

/** A mail of a campaign that was sent to one person. */
export interface SentMail {
  organizationId: string;
  campaignId: string;
  /** Of its row in `campaign_sends`. */
  id: string;
}

/** A click on a link of a mail. */
export interface Click extends SentMail {
  /** The number of the link in its letter. */
  number: number;
}

const idsOf = ({ organizationId, campaignId, id }: SentMail) => [organizationId, campaignId, id];

const mailOf = ([organizationId, campaignId, id]: readonly string[]): SentMail | null =>
  organizationId && campaignId && id ? { organizationId, campaignId, id } : null;

export const signOpen = (mail: SentMail): Promise<string> =>
  signToken("open", { ids: idsOf(mail) });

/** @returns null for what was not signed here. */
export async function readOpen(token: string): Promise<SentMail | null> {
  return mailOf((await readToken("open", token, 3))?.ids ?? []);
}

export const signClick = (click: Click, target: string): Promise<string> =>
  signToken("click", { ids: idsOf(click), number: click.number, beside: target });

/** @returns null when this token was not signed for this target here: nobody is led anywhere else. */
export async function readClick(token: string, target: string): Promise<Click | null> {
  const read = await readToken("click", token, 3, target);
  const mail = mailOf(read?.ids ?? []);
  return read && mail && { ...mail, number: read.number };
}

/** The links of a letter to one person that tell of opens and clicks. */
export async function trackedLinks(
  mail: SentMail & Person,
  { links }: FrozenLetter,
  appUrl: string,
): Promise<Pick<OwnLinks, "addressOf" | "openUrl">> {
  const values = valuesOf(mail);
  const addresses = await Promise.all(
    links.map(async (pieces, number) => {
      const target = asHeader(fill(pieces, values, links));
      if (!target) return undefined;
      const token = await signClick({ ...mail, number }, target);
      const address = `${appUrl}${clickPath(token, target)}`;
      return address.length > longestAddress ? undefined : address;
    }),
  );
  return {
    addressOf: (index, target) => addresses[index] ?? target,
    openUrl: `${appUrl}${openPath(await signOpen(mail))}`,
  };
}
