import { rowReasons } from "#lib/imports/read-part.ts";

/** Why a row of a file with subscribers was not taken in, by the reason that is kept. */
export const reasons: Record<string, string> = {
  ...rowReasons,
  repeated: "The same address comes again further down. The last row counts.",
  email_missing: "The email address is missing.",
  email_malformed: "This is not an email address.",
  email_invisible: "The email address has characters that cannot be seen.",
  email_too_long: "The email address is too long.",
  email_no_domain: "The email address has no valid domain.",
  email_needs_smtputf8:
    "The part before the @ has letters that the mail server does not accept (SMTPUTF8).",
  not_a_line: "The cell has a line break or a character that cannot be shown.",
  name_too_long: "The name has more than 200 characters.",
  field_too_long: "The value has more than 1,000 characters.",
  no_number: "This is not a number.",
  no_date: "This is not a date. Use the form 2026-11-20.",
  no_boolean: "This is neither yes nor no.",
  list_unknown: "There is no list of this name.",
  left: "Kept away: this person unsubscribed or was erased.",
  bounce: "Kept away: mail to this address bounced.",
  do_not_mail: "Kept away: this address is marked as do not mail.",
  complaint: "Kept away: this person marked a letter as spam.",
};

export const reasonText = (reason: string): string => reasons[reason] ?? reason;
