import { problem } from "#lib/http/problem.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];

/**
 * The methods that a route does not take, answered 405 with those that it does in `Allow` (RFC 9110,
 * 15.5.6), and `OPTIONS`. Next by itself answers an empty 405 that names none.
 */
export function otherMethods(...taken: Method[]): Record<Method | "OPTIONS", () => Response> {
  const allow = [...taken.flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : [one])), "OPTIONS"];
  const headers = { allow: allow.join(", ") };
  const refuse = () =>
    problem(405, "method_not_allowed", `This address takes ${taken.join(" and ")}.`, { headers });
  const tell = () => new Response(null, { status: 204, headers });
  return {
    GET: refuse,
    POST: refuse,
    PUT: refuse,
    PATCH: refuse,
    DELETE: refuse,
    OPTIONS: tell,
  };
}
