import { refusals } from "#lib/organizations/refusals.ts";

/** Why the API refuses a request, whatever it is about. */
const common = {
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
  too_large: { status: 413, message: "The request body is larger than 256 KB." },
  unsupported_type: { status: 415, message: "Send the request as application/json." },
  invalid_input: { status: 422, message: "Some fields are invalid. See `errors`." },
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
  rate_limited: { status: 429, message: "Too many requests. Retry after the time in Retry-After." },
  unavailable: {
    status: 503,
    message: "Something went wrong on our side. Try again in a moment.",
  },
  credits_exhausted: {
    status: 402,
    message: "Not enough credits. See `balance`.",
  },
  payment_overdue: {
    status: 402,
    message: "A payment has been overdue for 7 days. Pay it to spend credits again.",
  },
  too_many_keys: {
    status: 409,
    message: "An organization can have at most 50 API keys. Revoke one first.",
  },
  key_ended: { status: 409, message: "This API key has expired or was revoked. Create a new one." },
} as const;

/** Every refusal of the API by its code: the status, and what it means. A code means one thing. */
export const problems = { ...refusals, ...common };

export type ProblemCode = keyof typeof problems;
