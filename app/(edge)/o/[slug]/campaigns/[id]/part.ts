import type { SendingPage } from "./read-sending.ts";

/** What the parts of the page of a campaign are given. */
export interface CampaignPart {
  found: SendingPage;
  slug: string;
  query: Record<string, string | string[] | undefined>;
}
