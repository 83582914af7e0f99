import { refusals } from "#lib/organizations/refusals.ts";

/** Why the API refuses a request, whatever it is about. */
const common = {
  no_credentials: {
    status: 401,
    message: "Send an API key as `Authorization: Bearer pn_live_…`, or sign in.",
  },
  unknown_key: {
    status: 401,
    message: "There is no such API key, or it has expired or was revoked.",
  },
  insufficient_scope: { status: 403, message: "This API key was not made for that." },
  person_required: { status: 403, message: "No API key may do that. Sign in." },
  cross_site: { status: 403, message: "This was sent from another site." },
  not_json: { status: 400, message: "The body is not a JSON object." },
  incomplete: { status: 400, message: "The body broke off." },
  too_large: { status: 413, message: "The body has more than 256 KB." },
  unsupported_type: { status: 415, message: "Send application/json." },
  invalid_input: { status: 422, message: "Some of the fields are not right: see `errors`." },
  idempotency_key_invalid: {
    status: 400,
    message: "An Idempotency-Key has 1 to 255 visible ASCII characters.",
  },
  idempotency_key_reused: {
    status: 422,
    message: "This Idempotency-Key came before with another body. Use a new one.",
  },
  request_in_flight: {
    status: 409,
    message: "A request with this Idempotency-Key is under way. Try again in a moment.",
  },
  precondition_required: {
    status: 428,
    message: "Say with If-Match which version you change: the ETag that you were given.",
  },
  if_match_invalid: {
    status: 400,
    message: "If-Match holds entity tags in quotation marks, as ETag gives them, or `*`.",
  },
  rate_limited: { status: 429, message: "Too many requests. Retry-After says when to go on." },
  unavailable: {
    status: 503,
    message: "That did not work, and it is not your fault. Try again in a moment.",
  },
  credits_exhausted: {
    status: 402,
    message: "Not so many credits are left: see `balance`.",
  },
  payment_overdue: {
    status: 402,
    message: "A payment has been owed for 7 days. Once it is made, credits can be spent again.",
  },
  too_many_keys: {
    status: 409,
    message: "An organization has 50 API keys at the most. Revoke one first.",
  },
  key_ended: { status: 409, message: "This API key has ended. Make a new one." },
} as const;

/** Every refusal of the API by its code: the status, and what it means. A code means one thing. */
export const problems = { ...refusals, ...common };

export type ProblemCode = keyof typeof problems;
