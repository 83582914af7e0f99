import * as z from "zod/mini";

/** What nodemailer tells of a mail server's answer. */
const answered = z.object({
  responseCode: z.int().check(z.gte(500), z.lte(599)),
  command: z.optional(z.string()),
});

/** What should be one address is something else, so the mail goes to nobody. */
export class RecipientError extends Error {
  override name = "RecipientError";
  constructor() {
    super("The recipient is not one address");
  }
}

/** One address, and nothing that a mail library could read as two, or a mail server as a command. */
export const isOneAddress = (text: string) =>
  /^[^\s\p{Cc}<>()[\]\\,:;"@]+@[^\s\p{Cc}<>()[\]\\,:;"@]+$/u.test(text);

/**
 * Whether the mail server refused this recipient or this mail for good. When it refuses our password
 * or our sender, somebody can mend that, and the mail is tried again.
 */
export function isPermanent(error: unknown): boolean {
  if (error instanceof RecipientError) return true;
  const { data } = answered.safeParse(error);
  return data?.command === "RCPT TO" || data?.command === "DATA";
}

/** What went wrong, for a person who reads the table: a line of 500 characters at most. */
export function failureText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/\p{Cc}+/gu, " ")
    .slice(0, 500)
    .toWellFormed();
}
