import type { NextConfig } from "next";

type Rules = Awaited<ReturnType<NonNullable<NextConfig["headers"]>>>;

/**
 * What is the same for everybody: pages and pictures that the build makes, files of Next and of
 * `public`, and people's pictures, which say themselves how long they are kept.
 */
const forEverybody = [
  "(?:benchmarks|docs|goodbye)(?:[./].*)?$",
  "[^/]+\\.(?:ico|png|svg|txt|xml)$",
  "_next/",
  "pictures/",
  "api/v1/openapi\\.json$",
  "api/v1/pictures/",
];

const isLocal = { type: "host" as const, value: "(?:localhost|127\\.0\\.0\\.1|.+\\.localhost)" };

/**
 * Headers that answers carry, whether a page is on the edge, on Node or made by the build. On Vercel, what
 * a function says itself comes before them; with `next start`, they come before what it says.
 * Source: https://vercel.com/docs/caching/cdn-cache
 */
export const responseHeaders: Rules = [
  {
    source: "/:path*",
    headers: [
      { key: "X-Content-Type-Options", value: "nosniff" },
      // Links of invitations and new passwords hold secrets; other sites get the origin alone.
      { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
      { key: "Content-Security-Policy", value: "frame-ancestors 'none'" },
      { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()" },
    ],
  },
  {
    // A browser that heard it from this machine would refuse every other project on it.
    source: "/:path*",
    has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
    missing: [isLocal],
    headers: [{ key: "Strict-Transport-Security", value: "max-age=63072000" }],
  },
  {
    // A page is for one person unless it is named above. The home page has an empty path.
    source: `/((?!${forEverybody.join("|")}).+)`,
    headers: [{ key: "Cache-Control", value: "private, no-store" }],
  },
];
