import {
  type SmtpStep,
  type SmtpVerdict,
  smtpVerdict,
  waitBeforeRetry,
} from "#lib/mail/smtp-reply.ts";
import type { Intended } from "./step.ts";

/** What became of a mail on its connection. */
export type Attempt =
  | { kind: "accepted"; reply: string }
  /** The mail server answered one of the commands with a refusal. */
  | { kind: "refused"; reply: string; step: SmtpStep }
  /** The connection ended before the content was handed over: the mail is not out. */
  | { kind: "failed"; reply: string }
  /** The connection ended after it: nobody knows. */
  | { kind: "uncertain"; reply: string }
  /** The address cannot be written to over this mail server. */
  | { kind: "address"; reply: string };

/** What is written down of a mail that was not taken. */
export type Unsent =
  | { kind: "later"; seconds: number; slows: boolean }
  | { kind: "expired" }
  | { kind: "bounced"; hard: boolean }
  | { kind: "stopped" }
  | { kind: "address" }
  | { kind: "uncertain" };

/** What is written down of a mail. */
export function outcomeOf(
  attempt: Exclude<Attempt, { kind: "accepted" }>,
  mail: Pick<Intended, "attempts" | "firstAttemptedAt">,
  now = Date.now(),
): Unsent {
  if (attempt.kind === "uncertain" || attempt.kind === "address") return { kind: attempt.kind };
  const verdict: SmtpVerdict =
    attempt.kind === "refused"
      ? smtpVerdict(attempt.reply, attempt.step)
      : { kind: "later", slows: false };
  if (verdict.kind !== "later") return verdict;
  const wait = waitBeforeRetry(mail.attempts, mail.firstAttemptedAt.getTime(), now);
  return wait === null
    ? { kind: "expired" }
    : { kind: "later", seconds: wait / 1_000, slows: verdict.slows };
}
