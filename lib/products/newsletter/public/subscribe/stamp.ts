import { readToken, signToken } from "../../signed.ts";

// A person needs a moment to read and to type. A program that posts at once, or that kept a form for days, is
// shown the form again, with a button.
const leastSeconds = 2;
const mostSeconds = 24 * 60 * 60;

const seconds = (at: number) => Math.floor(at / 1_000);

/** Says when a form was shown: in it as a hidden field, and signed. @param at in milliseconds. */
export const signStamp = (formId: string, at = Date.now()): Promise<string> =>
  signToken("form", { ids: [formId], number: seconds(at) });

/** Of a form that is shown again: it can be sent at once. */
export const signStampAgain = (formId: string): Promise<string> =>
  signStamp(formId, Date.now() - leastSeconds * 1_000);

/** Whether a form was shown here a moment ago, or up to a day. @param at in milliseconds. */
export async function isStamped(formId: string, stamp: unknown, at = Date.now()): Promise<boolean> {
  const read = typeof stamp === "string" ? await readToken("form", stamp, 1) : null;
  if (!read || read.ids[0] !== formId.toLowerCase()) return false;
  const age = seconds(at) - read.number;
  return age >= leastSeconds && age <= mostSeconds;
}
