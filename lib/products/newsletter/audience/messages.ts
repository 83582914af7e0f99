import { messagesOf } from "#lib/forms/form.ts";
import { organizationMessages } from "#lib/organizations/refusals.ts";
import { fieldMessages, refusals } from "../manifest/audience.ts";

/** What the codes of the audience say to people. */
export const messages: Record<string, string> = {
  ...organizationMessages,
  ...messagesOf(refusals),
  ...messagesOf(fieldMessages),
};
