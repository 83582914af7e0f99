import { withheld } from "#lib/db/withheld.ts";
import {
  type IdentityProvider,
  identityAdvice,
  identityProviders,
} from "#lib/env/identity-providers.ts";

type Variables = Record<string, string | undefined>;

/**
 * Which identity provider a build is made with: `AUTH_PROVIDER`, Better Auth when it is not set.
 * @throws Error when it is something else, since the build would then not be the one that was meant.
 */
export function identityProvider({ AUTH_PROVIDER, APP_URL }: Variables): IdentityProvider {
  for (const [name, value] of Object.entries({ AUTH_PROVIDER, APP_URL })) {
    if (value !== withheld) continue;
    throw new Error(
      `${name} is a Secret of the Vercel project, so this build does not know it. Make it a Config: docs/deploying.md`,
    );
  }
  const wanted = AUTH_PROVIDER || identityProviders[0];
  const provider = identityProviders.find((name) => name === wanted);
  if (!provider) throw new Error(`AUTH_PROVIDER ${identityAdvice}`);
  return provider;
}
