/** The name of the variable. */
export const secretName = "NEWSLETTER_SECRET";

/** Of local use, and public. */
export const localSecret = "local-newsletter-secret-for-this-machine-only";

/** The secrets of `NEWSLETTER_SECRET`, which may hold several with commas between. */
export interface NewsletterSecrets {
  /** The first one: signs the links of new mails. */
  signing: string;
  /** All of them: links of old mails keep working. */
  known: readonly string[];
  /** The last one: it hashes addresses, and a hash has to stay the same. */
  hashing: string;
}

/** @throws Error when it is not set, which the start of a server has checked. */
export function newsletterSecrets(
  value: string | undefined = process.env.NEWSLETTER_SECRET,
): NewsletterSecrets {
  const known = (value ?? "").split(",").flatMap((secret) => secret.trim() || []);
  const [signing] = known;
  const hashing = known.at(-1);
  if (!signing || !hashing) throw new Error(`${secretName} is not set.`);
  return { signing, known, hashing };
}

/** What is wrong with a value, as the end of a sentence; undefined when nothing is. */
export function secretProblem(value: string): string | undefined {
  const parts = value.split(",").map((secret) => secret.trim());
  return parts.every((secret) => secret.length >= 32)
    ? undefined
    : "must have at least 32 characters, and each part of it between commas.";
}
