import type { NextConfig } from "next";
import { redirects, rewrites } from "./scripts/build/addresses.ts";
import { identityProvider } from "./scripts/build/build-environment.ts";
import { edgeRules, pageStatusRule } from "./scripts/build/edge-rules.ts";
import { chosenProducts, productBuild, productNames } from "./scripts/build/products.ts";
import { responseHeaders } from "./scripts/build/response-headers.ts";

const provider = identityProvider(process.env);
const names = productNames(import.meta.dirname);
const products = productBuild(chosenProducts(process.env, names), names);

const config: NextConfig = {
  poweredByHeader: false,
  pageExtensions: products.pageExtensions,
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
      // Of a product that is left out, nothing is in any bundle.
      ...products.resolveAlias,
    },
  },
};

export default config;
