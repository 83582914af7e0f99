import type { NextConfig } from "next";

const provider = process.env.AUTH_PROVIDER === "clerk" ? "clerk" : "better-auth";

/** Leaves a module out of edge functions, in a build: scripts/build/left-out.cjs. */
const leftOut = (exports: string[]) => ({
  condition: { all: ["edge-light" as const, "production" as const] },
  loaders: [{ loader: "./scripts/build/left-out.cjs", options: { exports } }],
  as: "*.js",
});

const config: NextConfig = {
  poweredByHeader: false,
  // `npm test` checks types once for everything, tests and scripts included.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    rules: {
      // What React had before streams. Next renders pages with streams.
      "react-dom-server-legacy.browser.production.js": leftOut([
        "renderToString",
        "renderToStaticMarkup",
      ]),
      // What hydrates in a browser. Clerk's components import it beside what renders here.
      "react-dom-client.production.js": leftOut(["createRoot", "hydrateRoot", "version"]),
    },
    // Which identity provider is in the build; the other one is then in no bundle. package.json
    // resolves the same name to Better Auth for everything that runs outside Next.
    resolveAlias: { "#identity/*": `./lib/identity/${provider}/*` },
  },
};

export default config;
