import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { readIfMatch } from "#lib/http/if-match.ts";
import { problem } from "#lib/http/problem.ts";
import type { Admission } from "./admission.ts";
import { enter } from "./door.ts";
import { limitHeaders } from "./limits.ts";
import type { Operation } from "./operation.ts";
import { problems, programText } from "./problems.ts";
import { type Refusal, RefusedError } from "./refused.ts";
import { checked, readJson } from "./request-body.ts";

type Params = Promise<Record<string, string>>;
export type RouteHandler = (request: Request, context?: { params: Params }) => Promise<Response>;

/**
 * The route handler of an operation: reads the request as JSON, and answers JSON, or problem details.
 * @param connect what to act on, for tests.
 */
export function apiHandler<PathParams, Query, Body>(
  operation: Operation<PathParams, Query, Body>,
  connect: () => Promise<Database> = writeDatabase,
): RouteHandler {
  const { id, method, scope, ownIdempotency } = operation;
  return async (request, context) => {
    const came = await enter(request, {
      connect,
      method,
      scope,
      takesKeys: true,
      ownIdempotency,
      event: "api_failed",
      details: { operation: id },
      run: (call) => operation.handle(call),
      async read() {
        const params = checked(operation.params, (await context?.params) ?? {}, "not_found");
        const { searchParams } = new URL(request.url);
        const query = checked(operation.query, Object.fromEntries(searchParams), "invalid_input");
        const { text, json } =
          method === "GET" ? nothing : await readJson(request, operation.byteLimit);
        const body = checked(operation.body, json, "invalid_input");
        return { params, query, body, text, versions: seenVersions(operation, request) };
      },
    });
    const headers = answerHeaders(came.admission);
    if ("refusal" in came) {
      const { refusal } = came;
      const hasFields = operation.body || operation.query;
      const isOfPath = refusal.code === "invalid_input" && !hasFields;
      return refused(isOfPath ? { code: "not_found" } : refusal, headers, came.admission);
    }
    const { value: reply } = came;
    if (typeof reply === "string") return refused({ code: reply }, headers, came.admission);
    if ("code" in reply) return refused(reply, headers, came.admission);
    for (const [name, value] of Object.entries(reply.headers ?? {})) headers.set(name, value);
    if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
    return Response.json(reply.body, { status: reply.status, headers });
  };
}

const nothing = { text: "", json: {} };

/** Those that `If-Match` names, for an operation that asks for it. */
function seenVersions(operation: { needsMatch?: boolean }, { headers }: Request) {
  const match = operation.needsMatch ? readIfMatch(headers) : "*";
  if (match === null) throw new RefusedError("precondition_required");
  if (match === "invalid") throw new RefusedError("if_match_invalid");
  return match === "*" ? undefined : match;
}

function answerHeaders(admission: Admission | null): Headers {
  const headers = new Headers({ "cache-control": "private, no-store" });
  if (!admission) return headers;
  for (const [name, value] of Object.entries(limitHeaders(admission))) headers.set(name, value);
  const { isSame, isEnough, isWithin } = admission;
  if (isSame && isEnough && isWithin) headers.set("idempotency-replayed", "true");
  return headers;
}

function refused(
  { code, fields, retryAfter, members }: Refusal,
  headers: Headers,
  admission: Admission | null,
): Response {
  const { status } = problems[code];
  if (admission && code === "rate_limited") {
    for (const [name, value] of Object.entries(limitHeaders(admission, true))) {
      headers.set(name, value);
    }
  }
  if (retryAfter) headers.set("retry-after", String(retryAfter));
  if (status === 401) headers.set("www-authenticate", "Bearer");
  const errors =
    fields &&
    Object.fromEntries(Object.entries(fields).map(([name, told]) => [name, programText(told)]));
  return problem(status, code, programText(code), { headers, members, ...(errors && { errors }) });
}
