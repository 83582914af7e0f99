import { execFileSync } from "node:child_process";
import { createSign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const topic = "arn:aws:sns:eu-west-1:123456789012:bounces";
export const certificateUrl =
  "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem";

/** A key with its certificate, as SNS has one. @param days until it ends. */
export function snsKey(days = 30): { key: string; certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), "sns-"));
  try {
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    const request = [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-subj",
      "/CN=sns.amazonaws.com",
    ];
    execFileSync(
      "openssl",
      [...request, "-days", String(days), "-keyout", key, "-out", certificate],
      {
        stdio: "ignore",
      },
    );
    return { key: readFileSync(key, "utf8"), certificate: readFileSync(certificate, "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Message extends Record<string, string> {
  Type: string;
}

/** A message as SNS writes it, with this text in it. */
export const notification = (text: string, more: Partial<Message> = {}): Message => ({
  ...{ Type: "Notification", MessageId: crypto.randomUUID(), TopicArn: topic, Message: text },
  ...{ Timestamp: new Date().toISOString(), SignatureVersion: "2", SigningCertURL: certificateUrl },
  ...more,
});

/** Asks whether a topic may send here. */
export const confirmation = (more: Partial<Message> = {}): Message =>
  notification("You have chosen to subscribe to the topic.", {
    ...{ Type: "SubscriptionConfirmation", Token: "token-1" },
    ...{ SubscribeURL: "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription" },
    ...more,
  });

/** Signs what SNS signs: docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
export function signedBySns(message: Message, key: string): Message {
  const names =
    message.Type === "Notification"
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const text = names.flatMap((name) => (name in message ? [name, message[name]] : [])).join("\n");
  const algorithm = message.SignatureVersion === "1" ? "RSA-SHA1" : "RSA-SHA256";
  return { ...message, Signature: createSign(algorithm).update(`${text}\n`).sign(key, "base64") };
}
