import { readToken, signToken } from "./signed.ts";

/** A link of a letter that one person was sent. */
export interface PersonalLink {
  organizationId: string;
  subscriberId: string;
  /** The campaign that the link stands in. It may be gone. */
  campaignId: string;
}

/** Of mails that are no campaign, such as a welcome: the same uuid for all of them. */
export const noCampaign = "00000000-0000-0000-0000-000000000000";

type PersonalKind = "leave" | "preferences" | "view";

/** The token of a link of one person: to leave, to choose lists, to read the letter in the browser. */
export const signPersonal = (
  kind: PersonalKind,
  { organizationId, subscriberId, campaignId }: PersonalLink,
): Promise<string> => signToken(kind, { ids: [organizationId, subscriberId, campaignId] });

/** @returns null for what was not signed here: it is refused without a trip to the database. */
export async function readPersonal(
  kind: PersonalKind,
  token: string,
): Promise<PersonalLink | null> {
  const read = await readToken(kind, token, 3);
  const [organizationId, subscriberId, campaignId] = read?.ids ?? [];
  return organizationId && subscriberId && campaignId
    ? { organizationId, subscriberId, campaignId }
    : null;
}

/** Where the pages and routes of links are, below the app's own address. */
export const leavePath = (token: string) => `/newsletter/leave/${token}`;
export const oneClickPath = (token: string) => `/api/newsletter/leave/${token}`;
export const preferencesPath = (token: string) => `/newsletter/preferences/${token}`;
/** A letter as one person got it, in the browser. */
export const viewPath = (token: string) => `/newsletter/view/${token}`;
export const confirmPath = (token: string) => `/newsletter/confirm/${token}`;
/** The public pages of an organization's newsletter: archive, feeds, forms. */
export const publicPath = (slug: string) => `/n/${slug}`;
