/** Who can sign people in, the usual one first. A build is made for one of them. */
export const identityProviders = [
  "better-auth", // the usual one
  "clerk",
] as const;

export type IdentityProvider = (typeof identityProviders)[number];

/** What is said of any other value of AUTH_PROVIDER. */
export const identityAdvice = `must be ${new Intl.ListFormat("en", { type: "disjunction" }).format(
  identityProviders.map((name) => `"${name}"`),
)}.`;
