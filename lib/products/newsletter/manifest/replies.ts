/** A variable that may hold several secrets, with commas between, while one replaces another. */
const secrets = (shape: RegExp, wrong: string) => ({
  advice: "See docs/newsletter-replies.md.",
  isOptional: true,
  problem: (value: string) =>
    value.split(",").every((secret) => shape.test(secret.trim())) ? undefined : wrong,
});

const signing = secrets(/^whsec_[\w+/]{32,}=*$/, "must be whsec_ and at least 24 bytes in base64.");

/** Who may tell of bounces and complaints. Without its variable, the address of a sender answers 404. */
export const environment = {
  /** The local one is public. */
  NEWSLETTER_REPLIES_SECRET: {
    ...signing,
    local: "whsec_bG9jYWwtbmV3c2xldHRlci1yZXBsaWVzLTAx",
  },
  NEWSLETTER_RESEND_SECRET: signing,
  NEWSLETTER_POSTMARK_SECRET: secrets(
    /^[^:]+:.{16,}$/,
    "must be a user and a password of at least 16 characters, with a colon between.",
  ),
  NEWSLETTER_SES_TOPICS: secrets(
    /^arn:aws[\w-]*:sns:[a-z-]+-\d:\d{12}:[\w.-]+$/,
    "must be ARNs of SNS topics.",
  ),
} as const;
