import type { Happened } from "./record.ts";

/** A bounce as Amazon SES classifies it, and Resend, which sends over SES. */
interface Classified {
  type: string | null | undefined;
  subType: string | null | undefined;
  /** The status (RFC 3463), or what holds it: `smtp; 550 5.1.1 user unknown`. */
  diagnostic: string | null | undefined;
}

/** About the mail and not about the address. */
const ofContent = ["contentrejected", "attachmentrejected", "messagetoolarge"];

/**
 * What such a bounce says of the address; null where it says nothing. SES calls each 5xx permanent, also those of a
 * policy or of the content (5.6.x, 5.7.x), which a mail server would give anybody.
 */
export function sesHappened({ type, subType, diagnostic }: Classified): Happened | null {
  if (ofContent.includes(subType?.toLowerCase() ?? "")) return null;
  if (/\b5\.[67]\.\d/.test(diagnostic ?? "")) return null;
  return type?.toLowerCase() === "permanent" ? "hard" : "soft";
}
