import * as z from "zod/mini";

/** Comma-separated, so that a secret can be rotated: the new one beside the old. */
export const secretList = z.pipe(
  z._default(z.string(), ""),
  z.transform((value) =>
    value
      .split(",")
      .map((secret) => secret.trim())
      .filter(Boolean),
  ),
);

/** A text that has to be set. */
export const text = (advice: string) =>
  z.string(`is not set. ${advice}`).check(z.minLength(1, `is empty. ${advice}`));

/** Of a provider's API, instead of its own. */
export const apiUrl = z.optional(
  z.url({ protocol: /^https?$/, error: "must be an address, https://… or http://…." }),
);
