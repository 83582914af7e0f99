import { createVerify, X509Certificate } from "node:crypto";
import * as z from "zod/mini";

/** A message of Amazon SNS as it is posted: docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
export const snsMessage = z.object({
  Type: z.string(),
  MessageId: z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/)),
  TopicArn: z.string(),
  Message: z.string(),
  Subject: z.optional(z.nullable(z.string())),
  Timestamp: z.string(),
  Token: z.optional(z.string()),
  SubscribeURL: z.optional(z.string()),
  SignatureVersion: z.string(),
  Signature: z.string(),
  SigningCertURL: z.string(),
});

export type SnsMessage = z.output<typeof snsMessage>;

/** What is signed, in this order. */
const signedFields = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  Confirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
} as const;

const algorithms: Readonly<Record<string, string>> = { "1": "RSA-SHA1", "2": "RSA-SHA256" };

/** How old a message may be, in milliseconds. SNS tries again for hours. */
const longestWay = 7 * 86_400_000;

/** Whether SNS has signed a message. The certificate is fetched from a host of SNS in the topic's region alone. */
export async function isSignedBySns(message: SnsMessage, now = Date.now()): Promise<boolean> {
  const { Type, Timestamp, TopicArn, SignatureVersion, Signature, SigningCertURL } = message;
  const algorithm = Object.hasOwn(algorithms, SignatureVersion)
    ? algorithms[SignatureVersion]
    : undefined;
  const host = hostOf(TopicArn);
  const age = now - Date.parse(Timestamp);
  if (!algorithm || !host || !(Math.abs(age) < longestWay)) return false;
  const url = URL.parse(SigningCertURL);
  if (url?.origin !== `https://${host}` || !/^\/[\w-]{1,200}\.pem$/.test(url.pathname))
    return false;
  const certificate = await certificateAt(`${url.origin}${url.pathname}`);
  if (!certificate || !isValid(certificate, now)) return false;
  const fields = signedFields[Type === "Notification" ? "Notification" : "Confirmation"];
  const text = fields
    .flatMap((field) => (typeof message[field] === "string" ? [field, message[field]] : []))
    .map((line) => `${line}\n`)
    .join("");
  return createVerify(algorithm).update(text).verify(certificate.publicKey, Signature, "base64");
}

/**
 * Confirms that a topic may send here, at an address that is made of its region: the one in the message is not asked.
 * @throws Error when SNS does not answer, so that it sends the message again.
 */
export async function confirmSubscription({ TopicArn, Token = "" }: SnsMessage): Promise<void> {
  const query = new URLSearchParams({ Action: "ConfirmSubscription", TopicArn, Token });
  const answer = await fetchFrom(`https://${hostOf(TopicArn)}/?${query}`);
  if (!answer.ok) throw new Error(`SNS did not confirm the subscription: ${answer.status}`);
}

/** The host of SNS in the region of a topic. */
function hostOf(topic: string): string | null {
  const [, partition, region] =
    /^arn:(aws(?:-us-gov|-cn)?):sns:([a-z]{2}(?:-[a-z]+)+-\d):\d{12}:[\w.-]{1,256}$/.exec(topic) ??
    [];
  return region ? `sns.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}` : null;
}

const isValid = ({ validFromDate, validToDate }: X509Certificate, now: number): boolean =>
  validFromDate.getTime() <= now && now <= validToDate.getTime();

const known = new Map<string, X509Certificate>();

/** SNS has few certificates at a time. */
const knownLimit = 10;

/** A certificate is some KB. */
const certificateLimit = 20_000;

/** @returns null when there is none at that address. @throws when SNS does not answer. */
async function certificateAt(url: string): Promise<X509Certificate | null> {
  const kept = known.get(url);
  if (kept) return kept;
  const answer = await fetchFrom(url);
  if (!answer.ok) return null;
  const pem = await answer.text();
  if (pem.length > certificateLimit) return null;
  try {
    const certificate = new X509Certificate(pem);
    if (known.size >= knownLimit) known.clear();
    known.set(url, certificate);
    return certificate;
  } catch {
    return null;
  }
}

const fetchFrom = (url: string): Promise<Response> =>
  fetch(url, { redirect: "error", signal: AbortSignal.timeout(5_000) });
