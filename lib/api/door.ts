import type { Database } from "#lib/db/database.ts";
import { readAuthorization } from "#lib/http/authorization.ts";
import { isCrossSite } from "#lib/http/cross-site.ts";
import { failureOf } from "#lib/http/failure.ts";
import { requestNetwork, requestOrigin } from "#lib/http/origin.ts";
import type { Admission } from "./admission.ts";
import { admitting, NotAdmittedError } from "./admitted.ts";
import { findCaller } from "./caller.ts";
import { idempotencyOf, newIdOf } from "./idempotency.ts";
import type { Call, methods } from "./operation.ts";
import { type Refusal, RefusedError, whyTurnedAway } from "./refused.ts";

/** What a request asks for, once it was read. */
export interface Asked<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  versions?: string[] | undefined;
  /** For what is made, when the request names it itself. */
  newId?: string;
  /** The whole of what was sent, to tell a repetition from another request. */
  text: string;
}

interface Entry<Params, Query, Body, Value> {
  connect: () => Promise<Database>;
  method: (typeof methods)[number];
  /** What an API key must be for; null when only people may. */
  scope: string | null;
  /** Whether a key may call at all, or only a browser with a session. */
  takesKeys: boolean;
  ownIdempotency?: boolean | undefined;
  /** Reads the rest of the request. @throws RefusedError */
  read(): Promise<Asked<Params, Query, Body>>;
  run(call: Call<Params, Query, Body>): Promise<Value>;
  /** What the log calls a failure, and what is worth knowing of it. */
  event: string;
  details: object;
}

/** What came of a request, and how its caller stands, if that was found out. */
export type Came<Value> = { admission: Admission | null } & (
  | { value: Value }
  | { refusal: Refusal }
);

/**
 * The one way in for forms and for the API: not from another site, by somebody who is known, within
 * their quota, once for each idempotency key. The first statement of `run` admits the request and acts,
 * in one trip (docs/api.md).
 */
export async function enter<Params, Query, Body, Value>(
  request: Request,
  entry: Entry<Params, Query, Body, Value>,
): Promise<Came<Value>> {
  const { method, scope, takesKeys, event, details } = entry;
  let admission: () => Admission | null = () => null;
  try {
    const isProven = takesKeys && readAuthorization(request.headers) !== null;
    if (method !== "GET" && !isProven && isCrossSite(request)) throw new RefusedError("cross_site");
    const database = await entry.connect();
    const caller = await findCaller(request, { scope, takesKeys }, database);
    const { text, ...asked } = await entry.read();
    const isPost = method === "POST";
    const idempotency = isPost ? await idempotencyOf(request, caller, text) : undefined;
    if (idempotency === null) throw new RefusedError("idempotency_key_invalid");
    const admitted = admitting(database, {
      caller,
      address: requestNetwork(request),
      idempotency: entry.ownIdempotency ? undefined : idempotency,
    });
    admission = admitted.admission;
    const { slug } = Object(asked.params);
    const value = await entry.run({
      db: admitted.db,
      actor: {
        ...caller,
        ...requestOrigin(request),
        slug: typeof slug === "string" ? slug : "",
        isAdmitted: true,
      },
      versions: undefined,
      newId: newIdOf(idempotency),
      ...asked,
      isReplay: () => admission()?.isSame === true,
      idempotency,
    });
    return { value, admission: admission() };
  } catch (error) {
    if (error instanceof NotAdmittedError) {
      return { refusal: whyTurnedAway(error.admission), admission: error.admission };
    }
    if (error instanceof RefusedError) return { refusal: error.refusal, admission: admission() };
    return { refusal: failureOf(event, error, details), admission: admission() };
  }
}
