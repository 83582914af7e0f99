import { commonMessages, type RefusalText } from "./form.ts";

const refused = (status: number, code: keyof typeof commonMessages) => ({
  status,
  message: commonMessages[code],
});

/** What every act may be refused with. */
export const commonRefusals = {
  unauthenticated: refused(401, "unauthenticated"),
  not_found: refused(404, "not_found"),
  forbidden: refused(403, "forbidden"),
  invalid_input: refused(422, "invalid_input"),
  too_large: refused(413, "too_large"),
  rate_limited: refused(429, "rate_limited"),
  unavailable: refused(503, "unavailable"),
} satisfies Record<string, RefusalText>;

/** What programs are told instead. */
export const commonProgramTexts = {
  unauthenticated: "Sign in or send an API key.",
  forbidden: "The role of the caller does not allow this.",
  invalid_input: "Some fields are invalid. See `errors`.",
  too_large: "The request body is larger than 256 KB.",
  rate_limited: "Too many requests. Retry after the time in Retry-After.",
} satisfies Partial<Record<keyof typeof commonRefusals, string>>;
