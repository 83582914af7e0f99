import type { OwnLinks } from "../letter/fill.ts";

/** Some mail programs cut off what is longer: such a link stays as it was written. */
export const longestAddress = 2_000;

export const openPath = (token: string) => `/newsletter/open/${token}`;

/** The target stands in the address and is signed with it: answering a click needs no database. */
export const clickPath = (token: string, target: string) =>
  `/newsletter/click/${token}?to=${encodeURIComponent(target)}`;

/** A web address as a header takes it; null for others, such as those of mailto. */
export function asHeader(target: string): string | null {
  if (!/^https?:/i.test(target)) return null;
  if (/^[\x21-\x7e]+$/.test(target)) return target;
  return URL.parse(target)?.href ?? null;
}

/** Of a token with three ids. */
const tokenLength = 91;

/** The links of a letter as long as those of one person are, for whoever measures it. */
export function linksToMeasure(appUrl: string, isTracked: boolean): OwnLinks {
  const token = "x".repeat(tokenLength);
  // Those to leave and to read it in the browser are a little shorter.
  const preferencesUrl = `${appUrl}/newsletter/preferences/${token}`;
  const own = { leaveUrl: preferencesUrl, preferencesUrl, viewUrl: preferencesUrl };
  if (!isTracked) return own;
  return {
    ...own,
    addressOf(_, target) {
      const address = asHeader(target) && `${appUrl}${clickPath(token, target)}`;
      return address && address.length <= longestAddress ? address : target;
    },
    openUrl: `${appUrl}${openPath(token)}`,
  };
}
