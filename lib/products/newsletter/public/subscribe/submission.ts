import * as z from "zod/mini";
import { line } from "#lib/forms/fields.ts";
import { type EmailAddress, readEmailAddress } from "#lib/text/email-address.ts";

/** What someone sent with a form to subscribe. */
export interface Submitted {
  email: EmailAddress;
  name: string | null;
}

/** What was typed, to be shown again, and what is wrong with it, by field. */
export interface Refused {
  typed: { email: string; name: string };
  errors: { email?: string; name?: string };
}

const nameSchema = line(100, { missing: "missing", tooLong: "too_long", invalid: "invalid" });

const problems = {
  missing: "Enter your email address.",
  malformed: "Enter an email address, such as name@example.com.",
  invisible: "This address contains characters that cannot be seen. Type it again.",
  too_long: "This address is too long.",
  no_domain: "Enter an email address, such as name@example.com.",
} as const;

/** Reads the fields of a form, whatever was sent. */
export function readSubmitted(sent: Record<string, unknown>): Submitted | Refused {
  const typed = { email: textOf(sent.email), name: textOf(sent.name) };
  const email = readEmailAddress(typed.email);
  const errors: Refused["errors"] = {};
  if (typeof email === "string") errors.email = problems[email];
  else if (email.needsSmtputf8) {
    errors.email =
      "Email to addresses with letters such as ö before the @ cannot be sent yet. Use another address.";
  }
  const name = typed.name.trim() === "" ? null : nameSchema.safeParse(typed.name);
  if (name && !name.success) errors.name = "Use at most 100 letters, without line breaks.";
  if (typeof email === "string" || Object.keys(errors).length > 0) return { typed, errors };
  return { email, name: name?.data ?? null };
}

/** At most what a field may hold: what is shown again is not longer than the page. */
const textOf = (value: unknown): string =>
  typeof value === "string" ? value.toWellFormed().replaceAll("\0", "").slice(0, 500) : "";

/** A field that people do not see. Programs fill in all there are. */
export const trapName = "website";
export const isTrapped = (sent: Record<string, unknown>): boolean =>
  typeof sent[trapName] === "string" && sent[trapName] !== "";

const sourceSchema = z.url({ protocol: /^https?$/ });

/** The page that a form was sent from, without its query; null when the browser does not say. */
export function sourceOf(headers: Headers): string | null {
  const referrer = sourceSchema.safeParse(headers.get("referer"));
  if (!referrer.success) return null;
  const { origin, pathname } = new URL(referrer.data);
  return `${origin}${pathname}`.slice(0, 300);
}
