/** Of local use, and public. */
const localRepliesSecret = "whsec_bG9jYWwtbmV3c2xldHRlci1yZXBsaWVzLTAx";

/** Several, with commas between, while one replaces another. */
const listOf = (value: string | undefined): string[] =>
  (value ?? "").split(",").flatMap((secret) => secret.trim() || []);

/** The secrets of a variable, in the environment of this process. */
export const secretsOf = (name: keyof typeof environment): readonly string[] =>
  listOf(process.env[name]);

const each = (isRight: (part: string) => boolean, wrong: string) => (value: string) => {
  const parts = listOf(value);
  return parts.length > 0 && parts.every(isRight) ? undefined : wrong;
};

const isSigningSecret = (secret: string) => /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(secret);
const signingProblem = each(isSigningSecret, "must be whsec_ and at least 24 bytes in base64.");

const isTopic = (arn: string) =>
  /^arn:aws(?:-us-gov|-cn)?:sns:[a-z]{2}(?:-[a-z]+)+-\d:\d{12}:[\w.-]{1,256}$/.test(arn);

/** Who may tell of bounces and complaints. Without its variable, the address of a sender answers 404. */
export const environment = {
  NEWSLETTER_REPLIES_SECRET: {
    advice: "Make one with `echo whsec_$(openssl rand -base64 32)`.",
    isOptional: true,
    problem: signingProblem,
    local: localRepliesSecret,
  },
  NEWSLETTER_RESEND_SECRET: {
    advice: "The signing secret of the webhook at Resend.",
    isOptional: true,
    problem: signingProblem,
  },
  NEWSLETTER_POSTMARK_SECRET: {
    advice:
      "The user and the password in the address that Postmark is given, with a colon between.",
    isOptional: true,
    problem: each(
      (part) => /^[^:]+:.{16,}$/.test(part),
      "must be a user and a password of at least 16 characters, with a colon between.",
    ),
  },
  NEWSLETTER_SES_TOPICS: {
    advice: "The ARN of the SNS topic that Amazon SES publishes to.",
    isOptional: true,
    problem: each(
      isTopic,
      "must be the ARN of an SNS topic: arn:aws:sns:<region>:<account>:<name>.",
    ),
  },
} as const;
