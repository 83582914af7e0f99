import { ifMatchPattern } from "#lib/http/if-match.ts";
import { apiScopes, scopeMeanings } from "#lib/organizations/api-keys/scopes.ts";
import { wholeKey } from "../idempotency.ts";
import { replayHours } from "../retention.ts";

const header = (description: string) => ({ description, schema: { type: "string" } });

const scopes = apiScopes.map((scope) => `- \`${scope}\`: ${scopeMeanings[scope]}`).join("\n");

/** What the parts of the document have in common. */
export const components = {
  securitySchemes: {
    apiKey: {
      type: "http",
      scheme: "bearer",
      description: `An organization's API key, with one or more scopes. A \`write\` scope includes its \`read\` scope.\n\n${scopes}`,
    },
    session: {
      type: "apiKey",
      in: "cookie",
      name: "better-auth.session_token",
      description:
        "The session cookie of a signed-in person, accepted only from this site. Its name depends on the identity provider.",
    },
  },
  parameters: {
    IdempotencyKey: {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description: `A unique value that you choose, 1 to 255 visible ASCII characters. Repeating a request with the same key runs it once and returns the same answer for ${replayHours} hours.`,
      schema: { type: "string", pattern: wholeKey.source },
    },
    IfMatch: {
      name: "If-Match",
      in: "header",
      required: true,
      description:
        "The `ETag` of the version you last read, or several separated by commas. `*` matches any version.",
      schema: { type: "string", pattern: ifMatchPattern },
    },
  },
  headers: {
    RateLimit: header("Remaining quota: `r` requests left, fully restored in `t` seconds."),
    RateLimitPolicy: header("The quota: `q` requests per `w` seconds."),
    RetryAfter: header("Seconds to wait before the next request."),
    IdempotencyReplayed: header("`true` when this is the stored answer to an earlier request."),
  },
  schemas: {
    Problem: {
      description:
        "Problem details (RFC 9457). Check `code`, which is stable. `title` is for people.",
      type: "object",
      required: ["status", "code", "title"],
      properties: {
        status: { type: "integer" },
        code: { type: "string" },
        title: { type: "string" },
        errors: {
          description: "Errors by field name.",
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
