import * as z from "zod/mini";

/** What nodemailer tells of a mail server's answer. */
const answered = z.object({
  responseCode: z.int().check(z.gte(500), z.lte(599)),
  command: z.optional(z.string()),
});

/**
 * Whether the mail server refused this recipient or this mail for good. When it refuses our password
 * or our sender, somebody can mend that, and the mail is tried again.
 */
export function isPermanent(error: unknown): boolean {
  const { data } = answered.safeParse(error);
  return data?.command === "RCPT TO" || data?.command === "DATA";
}

/** What went wrong, for whoever looks into the table: a line of 500 characters at most. */
export function failureText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\p{Cc}+/gu, " ").slice(0, 500);
}
