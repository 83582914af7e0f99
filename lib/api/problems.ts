import { billingRefusals } from "#lib/billing/refusals.ts";
import { sellingRefusals } from "#lib/billing/selling/refusals.ts";
import type { RefusalText } from "#lib/forms/form.ts";
import { commonProgramTexts, commonRefusals } from "#lib/forms/refusals.ts";
import { programTexts as organizationTexts } from "#lib/organizations/program-texts.ts";
import { fieldMessages, refusals } from "#lib/organizations/refusals.ts";
import { endpointFieldMessages, endpointRefusals } from "#lib/outgoing-webhooks/refusals.ts";
import { gathered } from "#lib/products/codes.ts";
import type { ProductText } from "#lib/products/product.ts";
import { webhookRefusals } from "#lib/webhooks/refusals.ts";

/** What only programs meet. */
const apiRefusals = {
  no_credentials: {
    status: 401,
    message: "Send an API key as `Authorization: Bearer pn_live_…`, or sign in.",
  },
  unknown_key: {
    status: 401,
    message: "The API key is invalid, expired or revoked.",
  },
  insufficient_scope: { status: 403, message: "This API key does not have the required scope." },
  person_required: { status: 403, message: "API keys cannot do this. Sign in as a person." },
  cross_site: { status: 403, message: "The request came from another site." },
  not_json: { status: 400, message: "The request body must be a JSON object." },
  incomplete: { status: 400, message: "The request body is incomplete." },
  unsupported_type: { status: 415, message: "Send the request as application/json." },
  idempotency_key_invalid: {
    status: 400,
    message: "Idempotency-Key must be 1 to 255 visible ASCII characters.",
  },
  idempotency_key_reused: {
    status: 422,
    message: "This Idempotency-Key was already used with a different body. Use a new key.",
  },
  request_in_flight: {
    status: 409,
    message: "A request with this Idempotency-Key is in progress. Try again in a moment.",
  },
  precondition_required: {
    status: 428,
    message: "Send If-Match with the ETag of the version you want to change.",
  },
  if_match_invalid: {
    status: 400,
    message: "If-Match must contain quoted entity tags, as returned in ETag, or `*`.",
  },
} as const satisfies Record<string, RefusalText>;

/** The checks of single fields that only the API has. */
const apiFieldMessages = {
  limit_invalid: "`limit` must be between 1 and 100.",
  cursor_invalid: "Use the `next` value of the previous page as `cursor`.",
  filter_invalid: "Send at most 100 characters of text.",
  day_invalid: "Send a date, such as 2026-11-20.",
  credits_invalid: "Send a whole number from 1 to 1,000,000,000.",
  organization_missing: "Send the organization's slug.",
};

/** The refusals of each room. No code is in two of them, or means two things. */
export const refusalsByRoom = {
  forms: commonRefusals,
  organizations: refusals,
  billing: billingRefusals,
  selling: sellingRefusals,
  webhooks: webhookRefusals,
  outgoingWebhooks: endpointRefusals,
  api: apiRefusals,
} as const;

/** Every refusal by its code: the core's, then those of products. */
export const problems = gathered("refusals", {
  ...commonRefusals,
  ...refusals,
  ...billingRefusals,
  ...sellingRefusals,
  ...webhookRefusals,
  ...endpointRefusals,
  ...apiRefusals,
});
export type ProblemCode = keyof typeof problems;

/** What the codes of fields say, by room. */
export const fieldMessagesByRoom = {
  organizations: fieldMessages,
  outgoingWebhooks: endpointFieldMessages,
  api: apiFieldMessages,
} as const;

const asTexts = (messages: Record<string, string>) =>
  Object.fromEntries(Object.entries(messages).map(([code, message]) => [code, { message }]));

/** What both kinds of readers are told by each code, of a refusal or of a field. */
const texts = new Map<string, ProductText>(
  Object.entries(
    gathered("fieldMessages", {
      ...problems,
      ...asTexts(fieldMessages),
      ...asTexts(endpointFieldMessages),
      ...asTexts(apiFieldMessages),
    }),
  ),
);
const programTexts = new Map<string, string>(
  Object.entries({ ...commonProgramTexts, ...organizationTexts }),
);

/** What a program is told by a code; a message that is no code stays as it is. */
export function programText(code: string): string {
  const told = texts.get(code);
  return programTexts.get(code) ?? told?.program ?? told?.message ?? code;
}
