import { messagesOf } from "#lib/forms/form.ts";
import { messages as ofCampaigns } from "../campaigns/messages.ts";
import { fieldMessages, refusals } from "../manifest/series.ts";

/** What the codes of series say to people. */
export const messages: Record<string, string> = {
  ...ofCampaigns,
  ...messagesOf(refusals),
  ...messagesOf(fieldMessages),
};
