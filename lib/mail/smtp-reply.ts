/** Which command a mail server answers. */
export type SmtpStep = "connect" | "login" | "sender" | "recipient" | "content";

/** What a mail server's refusal means for what is sent. */
export type SmtpVerdict =
  /** The same mail later; `slows` when the server says that all of it comes too fast. */
  | { kind: "later"; slows: boolean }
  /** This address; `hard` when it does not exist or takes no mail any more. */
  | { kind: "bounced"; hard: boolean }
  /** The sender, the login or the content: it would be refused to everybody, and nobody bounced. */
  | { kind: "stopped" };

/** `550 5.1.1 No such user`, the last line of an answer of several. */
const reply = /^(\d{3})(?:[ -](?:([245])\.(\d{1,3})\.(\d{1,3})\b)?|$)/;

/**
 * What a refusal means, by its reply code (RFC 5321, 4.2) and its enhanced code (RFC 3463), which tells a
 * missing mailbox from a policy. Without an enhanced code nobody is taken for gone.
 * @param text as the server wrote it. What is no reply at all is tried again.
 */
export function smtpVerdict(text: string, step: SmtpStep): SmtpVerdict {
  const last = text.trim().split(/\r?\n/).at(-1) ?? "";
  const [, code = "", , subject = "", detail = ""] = reply.exec(last) ?? [];
  if (!code.startsWith("5")) return { kind: "later", slows: code === "421" || subject === "7" };
  if (step !== "recipient" && step !== "content") return { kind: "stopped" };
  // Security and policy, protocol, content: none of them says anything of this address.
  if (["5", "6", "7"].includes(subject)) return { kind: "stopped" };
  // A bad address; a mailbox that is closed. A full one (5.2.2) may have room next time.
  const hard =
    (subject === "1" && !aboutSender.includes(detail)) || (subject === "2" && detail === "1");
  if (subject === "1" && !hard) return { kind: "stopped" };
  return { kind: "bounced", hard };
}

/** 5.1.7 and 5.1.8: the address of the sender is malformed, or its domain takes no mail. */
const aboutSender = ["7", "8"];

const minute = 60_000;
const waits = [1, 5, 30, 120].map((minutes) => minutes * minute);
const longestWait = 360 * minute;
const patience = 48 * 60 * minute;

/**
 * When a mail that was put off is tried again.
 * @param attempts how often it was tried, at least once.
 * @param first when it was tried first, and `now`, both in milliseconds.
 * @returns milliseconds from now; null when 48 hours were enough.
 */
export function waitBeforeRetry(attempts: number, first: number, now: number): number | null {
  const wait = waits[attempts - 1] ?? longestWait;
  return now + wait > first + patience ? null : wait;
}
