import type * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { isCrossSite } from "#lib/http/cross-site.ts";
import { failureOf } from "#lib/http/failure.ts";
import { readIfMatch } from "#lib/http/if-match.ts";
import { requestNetwork, requestOrigin } from "#lib/http/origin.ts";
import { problem } from "#lib/http/problem.ts";
import type { Admission } from "./admission.ts";
import { admitting, NotAdmittedError } from "./admitted.ts";
import { findCaller } from "./caller.ts";
import { idempotencyOf, newIdOf } from "./idempotency.ts";
import { limitHeaders } from "./limits.ts";
import type { Operation } from "./operation.ts";
import { type ProblemCode, problems } from "./problems.ts";
import { RefusedError } from "./refused.ts";
import { fieldErrors, readJson } from "./request-body.ts";

type Params = Promise<Record<string, string>>;
type RouteHandler = (request: Request, context?: { params: Params }) => Promise<Response>;

/**
 * The route handler of an operation: reads the request, has it admitted by the statement that acts,
 * and answers JSON, or problem details.
 * @param connect what to act on, for tests.
 */
export function apiHandler<PathParams, Query, Body>(
  operation: Operation<PathParams, Query, Body>,
  connect: () => Promise<Database> = writeDatabase,
): RouteHandler {
  return async (request, context) => {
    let admission: () => Admission | null = () => null;
    try {
      const database = await connect();
      const caller = await findCaller(request, operation.scope, database);
      const isWrite = operation.method !== "GET";
      if (isWrite && !caller.key && isCrossSite(request)) throw new RefusedError("cross_site");
      const path = (await context?.params) ?? {};
      const params = checked(operation.params, path, "not_found");
      const { searchParams } = new URL(request.url);
      const query = checked(operation.query, Object.fromEntries(searchParams), "invalid_input");
      const { text, json } = isWrite ? await readJson(request) : { text: "", json: {} };
      const body = checked(operation.body, json, "invalid_input");
      const match = operation.needsMatch ? readIfMatch(request.headers) : "*";
      if (match === null) throw new RefusedError("precondition_required");
      if (match === "invalid") throw new RefusedError("if_match_invalid");
      const isPost = operation.method === "POST";
      const idempotency = isPost ? await idempotencyOf(request, caller, text) : undefined;
      if (idempotency === null) throw new RefusedError("idempotency_key_invalid");

      const origin = requestOrigin(request);
      const admitted = admitting(database, {
        caller,
        address: requestNetwork(request),
        idempotency: operation.ownIdempotency ? undefined : idempotency,
      });
      admission = admitted.admission;
      const { slug = "" } = path;
      const reply = await operation.handle({
        db: admitted.db,
        actor: { ...caller, ...origin, slug, isAdmitted: true },
        params,
        query,
        body,
        versions: match === "*" ? undefined : match,
        newId: newIdOf(idempotency),
        isReplay: () => admission()?.isSame === true,
        idempotency,
      });
      if (typeof reply === "string") throw new RefusedError(reply);
      const headers = answerHeaders(admission());
      for (const [name, value] of Object.entries(reply.headers ?? {})) headers.set(name, value);
      if ("problem" in reply) return refusal(reply.problem, headers, { members: reply.members });
      if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
      return Response.json(reply.body, { status: reply.status, headers });
    } catch (error) {
      if (error instanceof NotAdmittedError) return turnedAway(error.admission);
      const headers = answerHeaders(admission());
      if (error instanceof RefusedError) {
        return refusal(error.code, headers, error.errors && { errors: error.errors });
      }
      const { code } = failureOf("api_failed", error, { operation: operation.id });
      const hasFields = operation.body || operation.query;
      return refusal(code === "invalid_input" && !hasFields ? "not_found" : code, headers);
    }
  };
}

function checked<Value>(
  schema: z.ZodMiniType<Value> | undefined,
  value: unknown,
  code: ProblemCode,
): Value {
  // An operation without a schema does not look at the value.
  if (!schema) return {} as Value;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new RefusedError(code, fieldErrors(parsed.error));
  return parsed.data;
}

function answerHeaders(admission: Admission | null): Headers {
  const headers = new Headers({ "cache-control": "private, no-store" });
  if (!admission) return headers;
  for (const [name, value] of Object.entries(limitHeaders(admission))) headers.set(name, value);
  if (admission.isSame) headers.set("idempotency-replayed", "true");
  return headers;
}

function turnedAway(admission: Admission): Response {
  const code = whyTurnedAway(admission);
  const headers = answerHeaders(admission);
  headers.delete("idempotency-replayed");
  if (code === "rate_limited") {
    for (const [name, value] of Object.entries(limitHeaders(admission, true))) {
      headers.set(name, value);
    }
  }
  if (code === "request_in_flight") headers.set("retry-after", "1");
  return refusal(code, headers);
}

function whyTurnedAway({ isKnown, isEnough, isWithin, isSame }: Admission): ProblemCode {
  if (!isWithin) return "rate_limited";
  if (!isKnown) return "unknown_key";
  if (!isEnough) return "insufficient_scope";
  return isSame === false ? "idempotency_key_reused" : "request_in_flight";
}

function refusal(
  code: ProblemCode,
  headers: Headers,
  more: { errors?: Record<string, string>; members?: object | undefined } = {},
): Response {
  const { status, message } = problems[code];
  if (status === 401) headers.set("www-authenticate", "Bearer");
  return problem(status, code, message, { headers, ...more });
}
