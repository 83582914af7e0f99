import type { NextConfig } from "next";
import { redirects, rewrites } from "./scripts/build/addresses.ts";
import { identityProvider } from "./scripts/build/build-environment.ts";
import { edgeRules, pageStatusRule } from "./scripts/build/edge-rules.ts";
import { responseHeaders } from "./scripts/build/response-headers.ts";

const provider = identityProvider(process.env);

const config: NextConfig = {
  poweredByHeader: false,
  headers: async () => responseHeaders,
  // Next's own redirect knows no exception.
  skipTrailingSlashRedirect: true,
  rewrites: async () => rewrites,
  redirects: async () => redirects,
  // The account menu is in the corner where Next puts its badge while developing.
  devIndicators: { position: "bottom-right" },
  // `npm test` checks types once for everything, tests and scripts included.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    rules: { ...edgeRules, ...pageStatusRule },
    // Which identity provider is in the build; the other one is then in no bundle. package.json
    // resolves the same names to Better Auth for everything that runs outside Next.
    resolveAlias: {
      "#account/*": `./lib/account/${provider}/*`,
      "#identity/*": `./lib/identity/${provider}/*`,
      "#integrations/*": `./lib/integrations/${provider}/*`,
    },
  },
};

export default config;
