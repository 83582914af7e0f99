import type * as z from "zod/mini";

/** What a mail says, before it is HTML or plain text. All of it is text. */
export interface Letter {
  subject: string;
  title: string;
  paragraphs: string[];
  /** The one thing to do, as a button and, below it, as an address to copy. */
  action?: { label: string; link: string };
  /** Why somebody gets this mail, and what to do if they should not. */
  why: string;
}

/**
 * A name that somebody chose, as it may stand in a mail that goes to somebody else: one line, not
 * long, and never a link, which mail programs make of anything like `example.com`.
 */
export function nameInMail(name: string, fallback: string): string {
  const line = name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    // A word joiner, which nobody sees.
    .replace(/(?<=[\p{L}\p{N}])([.:@/])(?=[\p{L}\p{N}/])/gu, "$1\u2060");
  if (line === "") return fallback;
  const letters = Array.from(line);
  return letters.length > 60 ? `${letters.slice(0, 59).join("").trimEnd()}…` : line;
}

const momentFormat = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});

/** A moment, such as `20 November 2026 at 19:40 UTC`. Mail does not know its reader's time zone. */
export const momentInMail = (iso: string) => `${momentFormat.format(new Date(iso))} UTC`;

/** Letters by their templates. Each takes the props that the outbox keeps. */
export type Letters = Readonly<Record<string, (props: unknown) => Letter>>;

/** Writes one template. @throws when these are not its props. */
export function writer<Props>(schema: z.ZodMiniType<Props>, write: (props: Props) => Letter) {
  return (props: unknown): Letter => write(schema.parse(props));
}
