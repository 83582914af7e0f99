import { describe, expect, test } from "vitest";
import { type SmtpStep, smtpVerdict, waitBeforeRetry } from "#lib/mail/smtp-reply.ts";

const later = { kind: "later", slows: false };
const slower = { kind: "later", slows: true };
const hard = { kind: "bounced", hard: true };
const soft = { kind: "bounced", hard: false };
const stopped = { kind: "stopped" };

test.each<[string, SmtpStep, object]>([
  ["421 4.3.2 Service shutting down", "recipient", slower],
  ["421 too many connections", "connect", slower],
  ["450 4.2.0 Greylisted, try again", "recipient", later],
  ["451 Temporary local problem", "content", later],
  ["452 4.2.2 Mailbox full", "recipient", later],
  ["454 4.7.0 Throttling: maximum sending rate exceeded", "recipient", slower],
  ["454 4.7.0 Temporary authentication failure", "login", slower],
  ["550 5.1.1 No such user", "recipient", hard],
  ["550-5.1.1 The account does not exist\r\n550 5.1.1 See the help", "recipient", hard],
  ["550 5.1.2 Host unknown", "recipient", hard],
  ["556 5.1.10 Recipient address has a null MX", "recipient", hard],
  ["550 5.2.1 The account is disabled", "recipient", hard],
  ["552 5.2.2 Over quota", "recipient", soft],
  ["550 No", "recipient", soft],
  ["550", "recipient", soft],
  ["554 Transaction failed", "content", soft],
  ["550 5.4.4 Unable to route", "recipient", soft],
  ["550 5.1.8 The sender's domain does not exist", "recipient", stopped],
  ["550 5.7.1 Blocked by our policy", "recipient", stopped],
  ["550 5.7.26 Unauthenticated mail is not accepted", "content", stopped],
  ["554 5.6.0 The message is malformed", "content", stopped],
  ["503 5.5.1 Bad sequence of commands", "content", stopped],
  ["553 5.1.8 Sender rejected", "sender", stopped],
  ["550 Sender not allowed", "sender", stopped],
  ["535 5.7.8 Authentication credentials invalid", "login", stopped],
  ["554 No SMTP service here", "connect", stopped],
  ["", "recipient", later],
  ["hello", "recipient", later],
  ["250 2.0.0 Ok", "content", later],
])("%j to the %s is %j", (text, step, verdict) => {
  expect(smtpVerdict(text, step)).toEqual(verdict);
});

describe("a mail that is put off", () => {
  const minute = 60_000;

  test("is tried again after 1, 5, 30 and 120 minutes, then every 6 hours, for 48 hours", () => {
    const tries: number[] = [];
    let now = 0;
    for (let attempts = 1; ; attempts++) {
      const wait = waitBeforeRetry(attempts, 0, now);
      if (wait === null) break;
      now += wait;
      tries.push(now / minute);
    }
    expect(tries.slice(0, 6)).toEqual([1, 6, 36, 156, 516, 876]);
    expect(tries.at(-1)).toBeLessThanOrEqual(48 * 60);
    expect(tries).toHaveLength(11);
  });
});
