import type { NextConfig } from "next";

type Rules = NonNullable<NonNullable<NextConfig["turbopack"]>["rules"]>;

/** A loader of this folder instead of a module of Next or React, in the edge functions of a build. */
const instead = (
  path: RegExp,
  loader: string,
  options: Record<string, string | string[]> = {},
) => ({
  condition: { all: ["edge-light" as const, "production" as const, { path }] },
  loaders: [{ loader: `./scripts/build/${loader}`, options }],
  as: "*.js",
});

/** What throws when it is used. `exports` are named where the loader cannot read them in the source. */
const leftOut = (path: RegExp, exports?: string[]) =>
  instead(path, "left-out.cjs", exports && { exports });

/** Pages on the edge can settle their own status, in `next dev` as well (lib/http/page-status.ts). */
export const pageStatusRule: Rules = {
  "app-render.js": {
    condition: { all: ["edge-light", { path: /\/next\/dist\/esm\/server\/app-render\// }] },
    loaders: ["./scripts/build/page-status.cjs"],
    as: "*.js",
  },
};

/**
 * What edge functions do without: modules that they would hold and, with pages that are rendered at
 * each request, never run. docs/benchmarks-bytes.md tells what each saves. A version of Next that
 * uses one after all fails the tests of pages in workerd; one that moves it fails those of sizes.
 */
export const edgeRules: Rules = {
  // What React had before streams. Next renders pages with streams.
  "react-dom-server-legacy.browser.production.js": leftOut(/\/react-dom\//, [
    "renderToString",
    "renderToStaticMarkup",
  ]),
  // What hydrates in a browser. Clerk's components import it beside what renders here.
  "react-dom-client.production.js": leftOut(/\/react-dom\//, [
    "createRoot",
    "hydrateRoot",
    "version",
  ]),
  // Next's own copy of OpenTelemetry's API. A project that installs @opentelemetry/api gets that one.
  "index.js": instead(/\/next\/dist\/compiled\/@opentelemetry\/api\//, "instead.cjs", {
    file: "no-tracing.cjs",
  }),
  // Answers that are kept: in files, which the edge does not have, and under the hash of their route.
  "file-system-cache.js": leftOut(/\/server\/lib\/incremental-cache\//),
  "256.js": leftOut(/\/next\/dist\/compiled\/hash\.js\/sha256\//, ["default"]),
  // Prerendering: segments for prefetches, and why a page cannot be static.
  "collect-segment-data.js": leftOut(/\/server\/app-render\//),
  "blocking-route-messages.js": leftOut(/\/server\/app-render\//),
  "instant-samples.js": leftOut(/\/server\/app-render\/instant-validation\//),
  // Prefetches in the browser, which imports it beside what renders here.
  "scheduler.js": leftOut(/\/client\/components\/segment-cache\//),
};
