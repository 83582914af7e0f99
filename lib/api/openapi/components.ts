import { ifMatchPattern } from "#lib/http/if-match.ts";
import { wholeKey } from "../idempotency.ts";
import { replayHours } from "../retention.ts";

const header = (description: string) => ({ description, schema: { type: "string" } });

/** What the parts of the document have in common. */
export const components = {
  securitySchemes: {
    apiKey: {
      type: "http",
      scheme: "bearer",
      description:
        "An API key of an organization. Its scopes: `read`; `write`, which includes it; `usage`.",
    },
    session: {
      type: "apiKey",
      in: "cookie",
      name: "better-auth.session_token",
      description:
        "The session of somebody who is signed in, in their browser and from this site alone. Its name follows the identity provider.",
    },
  },
  parameters: {
    IdempotencyKey: {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description: `1 to 255 visible ASCII characters that you make up. The same request sent again with it is done once, and answered the same for ${replayHours} hours.`,
      schema: { type: "string", pattern: wholeKey.source },
    },
    IfMatch: {
      name: "If-Match",
      in: "header",
      required: true,
      description:
        "The `ETag` of the version that you have seen, or several, separated by commas; `*` for whichever it is.",
      schema: { type: "string", pattern: ifMatchPattern },
    },
  },
  headers: {
    RateLimit: header("What is left: `r` requests, all of them again in `t` seconds."),
    RateLimitPolicy: header("The quota: `q` requests in `w` seconds."),
    RetryAfter: header("Seconds to wait."),
    IdempotencyReplayed: header("`true` when an earlier answer is given again."),
  },
  schemas: {
    Problem: {
      description: "Problem details (RFC 9457). `code` is stable; `title` is for people.",
      type: "object",
      required: ["status", "code", "title"],
      properties: {
        status: { type: "integer" },
        code: { type: "string" },
        title: { type: "string" },
        errors: {
          description: "What is wrong with single fields, by name.",
          type: "object",
          additionalProperties: { type: "string" },
        },
      },
    },
  },
} as const;

/** The headers that answers have, by reference. */
export const headerRefs = (isPost: boolean, isLimited = false) => ({
  RateLimit: { $ref: "#/components/headers/RateLimit" },
  "RateLimit-Policy": { $ref: "#/components/headers/RateLimitPolicy" },
  ...(isPost && { "Idempotency-Replayed": { $ref: "#/components/headers/IdempotencyReplayed" } }),
  ...(isLimited && { "Retry-After": { $ref: "#/components/headers/RetryAfter" } }),
});
