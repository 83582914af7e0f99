import { withheld } from "#lib/db/withheld.ts";

type Variables = Record<string, string | undefined>;

/**
 * Which identity provider a build is made with: `AUTH_PROVIDER`, Better Auth when it is not set.
 * @throws Error when it is something else, since the build would then not be the one that was meant.
 */
export function identityProvider({ AUTH_PROVIDER, APP_URL }: Variables): "better-auth" | "clerk" {
  for (const [name, value] of Object.entries({ AUTH_PROVIDER, APP_URL })) {
    if (value !== withheld) continue;
    throw new Error(
      `${name} is a Secret of the Vercel project, so this build does not know it. Make it a Config: docs/deploying.md`,
    );
  }
  const provider = AUTH_PROVIDER || "better-auth";
  if (provider === "better-auth" || provider === "clerk") return provider;
  throw new Error('AUTH_PROVIDER must be "better-auth" or "clerk".');
}
